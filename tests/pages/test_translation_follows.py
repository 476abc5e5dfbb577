"""What readers find where a page is public in the other language first."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from wagtail.models import PageViewRestriction

from bps_portal.pages.models import PortalPage
from tests.factories import ArticlePageFactory, ContentPageFactory

pytestmark = pytest.mark.django_db
CASES = pytest.mark.parametrize(
    ("code", "there", "here", "sentence", "name", "note"),
    [
        (
            "nl",
            "/fr/actualites/crue/",
            "/nl/nieuws/vloed/",
            "De vertaling van deze pagina volgt",
            "Frans",
            "vertaling volgt",
        ),
        (
            "fr",
            "/nl/nieuws/vloed/",
            "/fr/actualites/crue/",
            "La traduction de cette page suit",
            "néerlandais",
            "traduction suit",
        ),
    ],
)
OTHER = {"fr": "nl", "nl": "fr"}
TITLES = {"fr": "Crue", "nl": "Vloed"}


def in_one_language(news, code, **values):
    return ArticlePageFactory(
        parent=news, title_fr="Crue", title_nl="Vloed", published_languages=[code], **values
    )


def soup_of(answer) -> BeautifulSoup:
    return BeautifulSoup(answer.content, "html.parser")


@CASES
def test_readers_are_told_in_their_language_and_led_to_the_page(
    news, client: Client, code, there, here, sentence, name, note
):
    in_one_language(news, OTHER[code])
    assert client.get(there).status_code == 200
    answer = client.get(here)
    assert answer.status_code == 404
    soup = soup_of(answer)
    assert soup.html["lang"] == code
    assert soup.h1.get_text(strip=True) == sentence
    assert sentence in soup.title.get_text()
    (link,) = soup.select(f'main a[href="{there}"]')
    assert (link["lang"], link["hreflang"]) == (OTHER[code], OTHER[code])
    assert name in link.parent.get_text()
    # What is not public in this language does not show, not even its title.
    assert TITLES[code] not in soup.get_text()
    assert not soup.select("link[rel=canonical], link[rel=alternate][hreflang]")


@CASES
def test_the_page_that_is_there_says_so_in_its_switch(
    news, client: Client, code, there, here, sentence, name, note
):
    in_one_language(news, OTHER[code])
    (link,) = soup_of(client.get(there)).select(".language-switch a")
    assert (link["href"], link["lang"]) == (here, code)
    assert note in link.get_text()


@CASES
def test_lists_and_the_sitemap_do_not_show_it(
    news, client: Client, code, there, here, sentence, name, note
):
    page = in_one_language(news, OTHER[code])
    html = client.get(news.url_in(code)).content.decode()
    assert here not in html
    assert TITLES[code] not in html
    assert [entry["location"] for entry in page.get_sitemap_urls()] == [f"http://localhost{there}"]


def test_without_a_title_there_is_no_address_and_the_switch_leads_home(news, client: Client):
    page = ArticlePageFactory(parent=news, title_nl=None, slug_nl=None, published_languages=["fr"])
    (link,) = soup_of(client.get(page.url_in("fr"))).select(".language-switch a")
    assert link["href"] == "/nl/"
    assert "vertaling volgt" in link.get_text()


def test_a_page_that_nobody_promised_is_just_not_there(news, client: Client):
    page = in_one_language(news, "fr")
    page.language_exceptions.all().delete()
    soup = soup_of(answer := client.get("/nl/nieuws/vloed/"))
    assert answer.status_code == 404
    assert "volgt" not in soup.h1.get_text()


def test_nothing_is_promised_where_no_version_is_public(news, client: Client):
    page = in_one_language(news, "fr")
    page.unpublish()
    for address in ("/nl/nieuws/vloed/", "/fr/actualites/crue/"):
        assert "volgt" not in soup_of(client.get(address)).h1.get_text()


def test_a_restricted_page_asks_for_its_password_first(news, client: Client):
    page = in_one_language(news, "fr")
    PageViewRestriction.objects.create(
        page=page, restriction_type=PageViewRestriction.PASSWORD, password="secret"
    )
    assert "volgt" not in client.get("/nl/nieuws/vloed/").content.decode()


def test_pages_below_it_have_addresses_of_their_own(home, client: Client):
    parent = ContentPageFactory(
        parent=home, slug_fr="eau", slug_nl="water", published_languages=["fr"]
    )
    ContentPageFactory(parent=parent, slug_fr="crue", slug_nl="vloed")
    assert client.get("/nl/water/").status_code == 404
    assert client.get("/nl/water/vloed/").status_code == 200
    assert client.get("/nl/water/niets/").status_code == 404


def test_once_translated_it_stands_there(news, client: Client):
    page = in_one_language(news, "fr")
    page.published_languages = ["fr", "nl"]
    page.save_revision().publish()
    assert client.get("/nl/nieuws/vloed/").status_code == 200
    (link,) = soup_of(client.get("/fr/actualites/crue/")).select(".language-switch a")
    assert "volgt" not in link.get_text()


def test_one_query_more_for_a_page_in_one_language_none_for_others(
    news, client: Client, django_assert_max_num_queries
):
    in_one_language(news, "fr")
    client.get("/fr/actualites/crue/")
    with django_assert_max_num_queries(11):
        client.get("/fr/actualites/crue/")
    whole = ArticlePageFactory(parent=news)
    PortalPage.objects.get(pk=whole.pk)
    client.get(whole.url_in("fr"))
    with django_assert_max_num_queries(10):
        client.get(whole.url_in("fr"))
