"""Browsers and caches keep public pages as long as they may, and nobody else's pages at all."""

import pytest
from django.test import Client
from wagtail.models import PageViewRestriction

from tests.factories import ArticlePageFactory, ContentPageFactory, UserFactory

SHARED = {
    "public",
    "max-age=0",
    "s-maxage=1",
    "stale-while-revalidate=1",
    "stale-if-error=604800",
}


def told(answer) -> set[str]:
    return set(answer.get("Cache-Control", "").split(", "))


@pytest.mark.parametrize("code", ["fr", "nl"])
def test_a_page_is_the_same_for_all(news, client: Client, code: str):
    article = ArticlePageFactory(parent=news)
    address = article.url_in(code)
    answer = client.get(address)
    assert told(answer) == SHARED
    assert answer["Vary"] == "Accept-Encoding"
    assert not answer.cookies
    client.force_login(UserFactory(is_superuser=True, is_staff=True))
    signed_in = client.get(address)
    assert signed_in.content == answer.content
    assert told(signed_in) == SHARED


def test_an_unchanged_page_is_not_sent_again(news, client: Client):
    article = ArticlePageFactory(parent=news)
    address = article.url_in("nl")
    known = {"If-None-Match": client.get(address)["ETag"]}
    again = client.get(address, headers=known)
    assert (again.status_code, again.content) == (304, b"")
    assert told(again) == SHARED
    # A change of the French text is none of the Dutch page.
    article.lead_fr = "Autrement."
    article.save_revision().publish()
    assert client.get(address, headers=known).status_code == 304
    article.lead_nl = "Anders."
    article.save_revision().publish()
    changed = client.get(address, headers=known)
    assert changed.status_code == 200
    assert "Anders." in changed.content.decode()


def test_what_is_not_there_or_elsewhere_now_too(
    news, client: Client, django_capture_on_commit_callbacks
):
    article = ArticlePageFactory(parent=news, slug_fr="avant")
    missing = client.get("/fr/rien-de-tel/")
    assert (missing.status_code, told(missing)) == (404, SHARED)
    article.slug_fr = "apres"
    with django_capture_on_commit_callbacks(execute=True):
        article.save_revision().publish()
    moved = client.get("/fr/actualites/avant/")
    assert (moved.status_code, told(moved)) == (301, SHARED)
    article.refresh_from_db()
    with django_capture_on_commit_callbacks(execute=True):
        article.delete()
    gone = client.get("/fr/actualites/apres/")
    assert (gone.status_code, told(gone)) == (410, SHARED)


def test_a_page_behind_a_password_is_for_its_reader_alone(home, client: Client):
    page = ContentPageFactory(parent=home)
    PageViewRestriction.objects.create(
        page=page, restriction_type=PageViewRestriction.PASSWORD, password="geheim"
    )
    address = page.url_in("fr")
    asked = client.get(address)
    assert {"private", "no-store"} <= told(asked)
    form = {"password": "geheim", "return_url": address}
    restriction = page.get_view_restrictions().get()
    client.post(f"/_util/authenticate_with_password/{restriction.pk}/{page.pk}/", form)
    opened = client.get(address)
    assert opened.status_code == 200
    assert {"private", "no-store"} <= told(opened)


def test_forms_and_the_admin_are_for_one_reader(home, client: Client):
    client.force_login(UserFactory(is_superuser=True, is_staff=True))
    assert "no-store" in told(client.get("/admin/"))


@pytest.mark.parametrize("address", ["/sitemap.xml", "/robots.txt"])
def test_what_has_no_language_does_not_vary_by_one(news, client: Client, address: str):
    answers = [client.get(address, headers={"Accept-Language": code}) for code in ("fr", "nl")]
    assert answers[0].content == answers[1].content
    assert all(answer.get("Vary", "Accept-Encoding") == "Accept-Encoding" for answer in answers)
    assert "Accept-Language" in client.get("/")["Vary"]
