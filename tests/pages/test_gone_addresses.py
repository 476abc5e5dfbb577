"""A deleted page answers 410 in its language, with a way on, wherever it could be reached."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import PageViewRestriction

from bps_portal.pages.models import GoneAddress, PortalPage
from news.models import ArticlePage
from tests.factories import ArticlePageFactory, ContentPageFactory, UserFactory

pytestmark = pytest.mark.django_db
TITLES = {"fr": "Cette page n’existe plus", "nl": "Deze pagina bestaat niet meer"}
OTHER = {"fr": "nl", "nl": "fr"}
NEWS = {"fr": ("Actualités", "/fr/actualites/"), "nl": ("Nieuws", "/nl/nieuws/")}


def article(news, **values):
    """Make the article on floods, published in both languages."""
    return ArticlePageFactory(parent=news, title_fr="Crue", title_nl="Vloed", **values)


def status(client: Client, address: str) -> int:
    """Return the status of an address."""
    return client.get(address).status_code


@pytest.mark.parametrize("code", ["fr", "nl"])
def test_a_deleted_page_is_gone_in_its_language_with_a_way_on(news, client: Client, code):
    page = article(news)
    address = page.url_in(code)
    page.delete()
    answer = client.get(address, headers={"accept-language": OTHER[code]})
    assert answer.status_code == 410
    soup = BeautifulSoup(answer.content, "html.parser")
    assert soup.html["lang"] == code
    assert [title.get_text() for title in soup.select("h1")] == [TITLES[code]]
    assert TITLES[OTHER[code]] not in soup.get_text()
    name, section = NEWS[code]
    links = {link["href"]: link.get_text() for link in soup.select("main a")}
    assert name in links[section]
    assert f"/{code}/" in links
    assert {"tel:112", "tel:101"} <= {link["href"] for link in soup.select("a")}
    assert not soup.select('link[rel="alternate"]')


def test_deleting_in_the_admin_leaves_the_address_gone(news, editor_client):
    page = article(news)
    url = reverse("wagtailadmin_pages:delete", args=(page.pk,))
    assert editor_client.get(url).status_code == 200
    assert editor_client.post(url).status_code == 302
    assert status(editor_client, "/fr/actualites/crue/") == 410
    assert status(editor_client, "/nl/nieuws/vloed/") == 410


def test_deleting_several_at_once_leaves_all_addresses_gone(news, editor_client):
    pages = [article(news), ArticlePageFactory(parent=news, title_fr="Feu", title_nl="Vuur")]
    url = reverse("wagtail_bulk_action", args=("pages", "portalpage", "delete"))
    query = "&".join(f"id={page.pk}" for page in pages)
    assert editor_client.post(f"{url}?{query}").status_code == 302
    assert not ArticlePage.objects.exists()
    for address in ("/fr/actualites/crue/", "/nl/nieuws/vloed/", "/nl/nieuws/vuur/"):
        assert status(editor_client, address) == 410


def test_what_stood_below_is_gone_too_and_the_way_on_leads_to_what_is_left(home, client: Client):
    top = ContentPageFactory(parent=home, title_fr="Aide", title_nl="Hulp")
    middle = ContentPageFactory(parent=top, title_fr="Foyer", title_nl="Huis")
    leaf = ContentPageFactory(parent=middle, title_fr="Eau", title_nl="Water")
    addresses = [page.url_in("nl") for page in (middle, leaf)]
    PortalPage.objects.get(pk=middle.pk).delete()
    for address in addresses:
        answer = client.get(address)
        assert answer.status_code == 410
        assert 'href="/nl/hulp/"' in answer.content.decode()
    PageViewRestriction.objects.create(page=top, restriction_type=PageViewRestriction.LOGIN)
    html = client.get(addresses[1]).content.decode()
    assert "/nl/hulp/" not in html
    assert "Hulp" not in html


def test_only_the_languages_in_which_it_was_published_are_gone(news, client: Client):
    article(news, published_languages=["fr"]).delete()
    assert status(client, "/fr/actualites/crue/") == 410
    assert status(client, "/nl/nieuws/vloed/") == 404
    for inexact in ("/nl/actualites/crue/", "/FR/actualites/crue/"):
        assert status(client, inexact) == 404


def test_what_was_never_published_is_not_found(news, client: Client):
    article(news, live=False, first_published_at=None).delete()
    assert status(client, "/fr/actualites/crue/") == 404
    assert not GoneAddress.objects.filter(path__contains="crue").exists()


def test_what_was_published_once_is_gone_when_it_is_deleted_later(news, client: Client):
    page = article(news)
    page.save_revision().publish()
    page = ArticlePage.objects.get(pk=page.pk)
    page.unpublish()
    assert status(client, "/fr/actualites/crue/") == 404
    ArticlePage.objects.get(pk=page.pk).delete()
    assert status(client, "/fr/actualites/crue/") == 410


def test_old_addresses_that_led_to_the_page_are_gone_with_it(
    news, client: Client, django_capture_on_commit_callbacks
):
    page = article(news)
    page.save_revision().publish()
    page = ArticlePage.objects.get(pk=page.pk)
    with django_capture_on_commit_callbacks(execute=True):
        page.slug_fr = "inondation"
        page.save()
    Redirect.objects.create(old_path="/affiche", redirect_page=page)
    assert client.get("/fr/actualites/crue/")["Location"].endswith("/fr/actualites/inondation/")
    page.delete()
    for address in ("/fr/actualites/crue/", "/fr/actualites/inondation/", "/nl/nieuws/vloed/"):
        assert status(client, address) == 410
    soup = BeautifulSoup(client.get("/affiche").content, "html.parser")
    assert {section["lang"] for section in soup.select("main section")} == {"fr", "nl"}


def test_a_redirect_wins_over_gone_and_a_new_page_over_both(news, client: Client):
    article(news).delete()
    redirect = Redirect.objects.create(old_path="/fr/actualites/crue", redirect_link="/fr/")
    assert client.get("/fr/actualites/crue/")["Location"] == "/fr/"
    redirect.delete()
    assert status(client, "/fr/actualites/crue/") == 410
    page = article(news)
    assert status(client, "/fr/actualites/crue/") == 200
    ArticlePage.objects.filter(pk=page.pk).update(live=False)
    assert status(client, "/fr/actualites/crue/") == 404


@pytest.mark.parametrize("suffix", ["?utm=1&y=%C3%A9", "?page=0", "?\0=1"])
def test_a_query_changes_nothing(news, client: Client, suffix):
    article(news).delete()
    assert status(client, f"/fr/actualites/crue/{suffix}") == 410


def test_head_and_a_missing_slash(news, client: Client):
    article(news).delete()
    answer = client.head("/fr/actualites/crue/")
    assert (answer.status_code, answer.content) == (410, b"")
    assert client.get("/fr/actualites/crue", follow=True).status_code == 410
    assert client.post("/fr/actualites/crue/").status_code == 410


@pytest.mark.parametrize("path", ["/fr/%00/", "/fr/actualites/crue%00/", "/fr/" + "a/" * 100])
def test_odd_addresses_are_not_found(news, client: Client, path):
    article(news).delete()
    assert status(client, path) == 404


def test_the_same_address_may_die_twice(news, client: Client):
    for _time in range(2):
        article(news).delete()
    assert status(client, "/fr/actualites/crue/") == 410
    assert GoneAddress.objects.filter(path="/fr/actualites/crue/").count() == 1


def test_the_words_before_deleting_are_in_the_editors_language(news, client: Client):
    page = article(news)
    url = reverse("wagtailadmin_pages:delete", args=(page.pk,))
    for code, word in (("fr", "Supprimer"), ("nl", "Verwijder")):
        client.force_login(UserFactory(language=code, is_superuser=True))
        assert word in client.get(url).content.decode()
