"""The Atom feed of the news (RFC 4287)."""

import datetime as dt
import xml.etree.ElementTree as ET

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import CollectionViewRestriction, PageViewRestriction

from bps_portal.pages.change_notes import ChangeNote
from bps_portal.pages.language_exceptions import allow_one_language_first
from news.models import ArticlePage, NewsIndexPage
from tests.factories import ArticlePageFactory, DocumentFactory, ImageFactory, ThemeFactory
from tests.schemas import assert_valid

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
BASE = "{http://www.w3.org/XML/1998/namespace}base"
FEEDS = {"fr": "/fr/actualites/atom.xml", "nl": "/nl/nieuws/atom.xml"}


@pytest.fixture(autouse=True)
def _nothing_kept() -> None:
    cache.clear()


def published(news: NewsIndexPage, **values) -> ArticlePage:
    article = ArticlePageFactory(parent=news, live=False, **values)
    for code in {"fr", "nl"} - set(article.published_languages):
        allow_one_language_first(article, code, "Alerte", dt.date.max)
    article.save_revision().publish()
    return ArticlePage.objects.get(pk=article.pk)


def read(client: Client, code: str = "fr", **query: str) -> ET.Element:
    answer = client.get(FEEDS[code], query)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert_valid(answer.content, "atom")
    return ET.fromstring(answer.content)  # noqa: S314 - our own


def texts(feed: ET.Element, name: str = "title") -> list[str | None]:
    return [entry.findtext(f"{ATOM}{name}") for entry in feed.findall(f"{ATOM}entry")]


@pytest.mark.parametrize("code", ["fr", "nl"])
def test_the_feed_has_all_that_the_standard_asks_for(news, client, code):
    news.intro_fr, news.intro_nl = "Tout ce qui est neuf", "Al het nieuws"
    news.save()
    theme = ThemeFactory(name_fr="Été", name_nl="Zomer")
    article = published(
        news,
        title_fr="Crue",
        title_nl="Vloed",
        lead_fr="L'eau < la cave & « l'escalier »",
        lead_nl="Het water < de kelder & ‘de trap’",
        theme=theme,
        image=ImageFactory(),
    )
    feed = read(client, code)
    assert feed.tag == f"{ATOM}feed"
    assert feed.get(LANG) == code
    for name in ("id", "title", "updated"):
        assert len(feed.findall(f"{ATOM}{name}")) == 1
    assert feed.findtext(f"{ATOM}author/{ATOM}name")
    assert feed.findtext(f"{ATOM}subtitle") == {"fr": news.intro_fr, "nl": news.intro_nl}[code]
    links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
    assert links["self"] == f"http://localhost{FEEDS[code]}"
    assert links["alternate"] == news.full_url_in(code)
    (entry,) = feed.findall(f"{ATOM}entry")
    for name in ("id", "title", "updated", "published", "summary", "content"):
        assert len(entry.findall(f"{ATOM}{name}")) == 1
    assert entry.findtext(f"{ATOM}id").startswith("urn:uuid:")
    assert entry.findtext(f"{ATOM}title") == {"fr": "Crue", "nl": "Vloed"}[code]
    for name in ("updated", "published"):
        assert dt.datetime.fromisoformat(entry.findtext(f"{ATOM}{name}")).tzinfo
    assert "&lt;" in entry.findtext(f"{ATOM}summary")
    assert entry.find(f"{ATOM}summary").get("type") == "html"
    assert entry.find(f"{ATOM}category").get("term") == {"fr": "Été", "nl": "Zomer"}[code]
    links = {link.get("rel"): link for link in entry.findall(f"{ATOM}link")}
    assert links["alternate"].get("href") == article.full_url_in(code)
    picture = links["enclosure"]
    assert picture.get("href").startswith("http://localhost/media/")
    assert picture.get("type") == "image/jpeg"
    assert int(picture.get("length")) > 0


def test_the_content_is_the_article_with_links_that_start_at_it(news, client):
    document = DocumentFactory(file__filename="depliant.pdf", language="fr")
    dutch = DocumentFactory(file__filename="folder.pdf", language="nl")
    body = [
        ("heading", {"text": "Où & quand", "level": "h2"}),
        ("text", "<p>Un <b>mot</b>.</p>"),
        ("download", {"document": document, "title": "Dépliant"}),
        ("download", {"document": document}),
        ("download", {"document": dutch}),
    ]
    article = published(news, title_fr="Crue", body_fr=body, body_nl=body)
    content = read(client).find(f"{ATOM}entry/{ATOM}content")
    assert content.get("type") == "html"
    assert content.get(BASE) == article.full_url_in("fr")
    assert "Où &amp; quand" in content.text
    assert "<b>mot</b>" in content.text
    assert document.url in content.text
    link = f"{ATOM}entry/{ATOM}link[@rel='enclosure']"
    (enclosure,) = read(client).findall(link)
    assert enclosure.get("href") == f"http://localhost{document.url}"
    assert enclosure.get("type") == "application/pdf"
    assert int(enclosure.get("length")) == document.file_size
    CollectionViewRestriction.objects.create(
        collection=document.collection, restriction_type=CollectionViewRestriction.LOGIN
    )
    assert read(client).find(link) is None


def test_signs_that_xml_forbids_are_left_out(news, client):
    published(
        news, title_fr="Cr\x0bue\ufffe", lead_fr="a\x01b", body_fr=[("text", "<p>c\x0cd</p>")]
    )
    (entry,) = read(client).findall(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}title") == "Crue"
    assert "cd" in entry.findtext(f"{ATOM}content")


def test_each_language_has_what_its_readers_see_newest_first(news, client):
    published(news, title_fr="Un", title_nl="Een", date=dt.date(2026, 1, 1))
    published(news, title_fr="Deux", title_nl="Twee", date=dt.date(2026, 1, 2))
    published(news, title_fr="Belge", published_languages=["fr"], date=dt.date(2026, 1, 3))
    ArticlePageFactory(parent=news, title_fr="Brouillon", title_nl="Ontwerp", live=False)
    late = published(news, title_fr="Périmé", title_nl="Vervallen")
    ArticlePage.objects.filter(pk=late.pk).update(expire_at=timezone.now())
    hidden = published(news, title_fr="Réservé", title_nl="Besloten")
    PageViewRestriction.objects.create(page=hidden, restriction_type=PageViewRestriction.LOGIN)
    assert texts(read(client)) == ["Belge", "Deux", "Un"]
    assert texts(read(client, "nl")) == ["Twee", "Een"]


def test_identifiers_stay_when_the_address_changes_and_differ_by_language(news, client):
    article = published(news, title_fr="Crue")
    (before,) = texts(read(client), "id")
    (dutch,) = texts(read(client, "nl"), "id")
    article.slug_fr, article.title_fr = "ailleurs", "Autre"
    article.save_revision().publish()
    feed = read(client)
    assert texts(feed) == ["Autre"]
    assert texts(feed, "id") == [before]
    assert dutch != before


def test_a_theme_has_a_feed_of_its_own(news, client):
    published(news, title_fr="Un", theme=ThemeFactory(name_fr="Été", name_nl="Zomer"))
    published(news, title_fr="Deux")
    assert texts(read(client, theme="ete")) == ["Un"]
    assert len(texts(read(client, "nl", theme="zomer"))) == 1
    for slug in ("zomer", "rien", "a\0b", "'"):
        assert client.get(FEEDS["fr"], {"theme": slug}).status_code == 404


def test_a_reader_that_has_the_feed_gets_a_304_until_it_changes(news, client):
    article = published(news, title_fr="Crue")
    answer = client.get(FEEDS["fr"])
    tag, moment = answer["ETag"], answer["Last-Modified"]
    assert client.get(FEEDS["fr"], headers={"if-none-match": tag}).status_code == 304
    assert client.get(FEEDS["fr"], headers={"if-modified-since": moment}).status_code == 304
    assert client.get(FEEDS["nl"], headers={"if-none-match": tag}).status_code == 200
    article.title_fr = "Autre"
    article.save_revision().publish()
    answer = client.get(FEEDS["fr"], headers={"if-none-match": tag})
    assert answer.status_code == 200
    assert "Autre" in answer.content.decode()


def test_the_feed_is_short_and_costs_four_queries_once_it_is_made(news, client):
    theme = ThemeFactory()
    for _ in range(22):
        published(news, theme=theme)
    assert len(texts(read(client))) == 20
    with CaptureQueriesContext(connection) as queries:
        client.get(FEEDS["fr"])
    assert len(queries) <= 4


def test_an_empty_feed_answers_and_one_of_no_public_list_does_not(news, client):
    assert texts(read(client)) == []
    NewsIndexPage.objects.update(published_languages=["nl"])
    assert client.get(FEEDS["fr"]).status_code == 404


@pytest.mark.parametrize("code", ["fr", "nl"])
def test_pages_of_the_news_name_the_feed(news, client, code):
    article = published(news)
    for address in (news.url_in(code), article.url_in(code)):
        answer = client.get(address).content.decode()
        assert "application/atom+xml" in answer
        assert FEEDS[code] in answer


def test_a_change_note_is_an_update_that_readers_see(news, client):
    article = published(news, title_fr="Crue")
    ArticlePage.objects.filter(pk=article.pk).update(
        first_published_at=dt.datetime(2026, 1, 1, 12, tzinfo=dt.UTC)
    )
    article.refresh_from_db()
    article.change_notes.add(
        ChangeNote(
            date=dt.date(2026, 2, 3),
            text_fr="Trois numéros & un nom corrigés",
            text_nl="Drie nummers verbeterd",
        )
    )
    article.save_revision().publish()
    (entry,) = read(client).findall(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}updated").startswith("2026-02-03T12:00:00")
    assert entry.findtext(f"{ATOM}published").startswith("2026-01-01T")
    assert "03.02.2026: Trois numéros &amp; un nom corrigés" in entry.findtext(f"{ATOM}content")
    assert "Drie nummers" in read(client, "nl").findtext(f"{ATOM}entry/{ATOM}content")
