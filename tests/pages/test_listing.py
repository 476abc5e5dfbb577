"""Lists of pages in the admin tell where each page stands in each language."""

import datetime as dt

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from bps_portal import languages
from bps_portal.pages.language_states import LanguageState, state_in
from tests.factories import ArticlePageFactory, ThemeFactory, UserFactory
from tests.many import multiply

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 6, 1, 12, tzinfo=dt.UTC)
WORDS = {
    "fr": {
        "live": "français : en ligne",
        "draft": "français : pas en ligne",
        "missing": "néerlandais : manque",
        "empty": "Il n’y a pas encore de page de ce type.",
        "none": "Aucune page ne correspond.",
    },
    "nl": {
        "live": "Frans: online",
        "draft": "Frans: niet online",
        "missing": "Nederlands: ontbreekt",
        "empty": "Er is nog geen pagina van deze soort.",
        "none": "Geen enkele pagina komt overeen.",
    },
}
LIST = "articles:index"


def text_of(answer) -> str:
    """Return the words of an answer, with single spaces."""
    soup = BeautifulSoup(answer.content, "html.parser")
    return " ".join(soup.get_text(" ").split()).replace("\N{NO-BREAK SPACE}", " ")


def titles(client: Client, **query) -> list[str]:
    """Return the titles that the list of articles shows."""
    answer = client.get(reverse(LIST), query)
    assert answer.status_code == 200
    return [page.title_fr or page.title_nl for page in answer.context["object_list"]]


def test_the_state_of_a_language_follows_text_and_time(news):
    page = ArticlePageFactory(parent=news, published_languages=["fr"], title_nl=None)
    assert state_in(page, "fr", NOW) == LanguageState.LIVE
    assert state_in(page, "nl", NOW) == LanguageState.MISSING
    page.draft_title_nl = "Alleen in het ontwerp"
    assert state_in(page, "nl", NOW) == LanguageState.DRAFT
    page.expire_at = NOW
    assert state_in(page, "fr", NOW) == LanguageState.DRAFT
    assert state_in(page, "fr", NOW - dt.timedelta(minutes=1)) == LanguageState.LIVE


def test_articles_are_listed_with_theme_date_and_languages(news, editor_client):
    words = WORDS[editor_client.language]
    theme = ThemeFactory(name_fr="Vélo", name_nl="Fiets")
    day = dt.date(2025, 3, 9)
    page = ArticlePageFactory(parent=news, theme=theme, date=day, published_languages=["fr"])
    type(page).objects.filter(pk=page.pk).update(title_nl=None, draft_title_nl=None)
    shown = text_of(editor_client.get(reverse(LIST)))
    assert {"fr": "Vélo", "nl": "Fiets"}[editor_client.language] in shown
    assert "09.03.2025" in shown
    assert words["live"] in shown
    assert words["missing"] in shown
    page.unpublish()
    assert words["draft"] in text_of(editor_client.get(reverse(LIST)))


def test_the_list_is_in_the_menu_and_offers_a_first_article(news, editor_client):
    words = WORDS[editor_client.language]
    assert reverse(LIST) in editor_client.get(reverse("wagtailadmin_home")).content.decode()
    answer = editor_client.get(reverse(LIST))
    assert words["empty"] in text_of(answer)
    assert reverse("articles:choose_parent") in answer.content.decode()
    assert words["none"] in text_of(editor_client.get(reverse(LIST), {"q": "rien"}))


def test_filters_narrow_by_language_theme_and_date_also_what_a_search_found(news, editor_client):
    theme = ThemeFactory()
    old = dt.date(2023, 1, 1)
    ArticlePageFactory(parent=news, title_fr="Crue ancienne", theme=theme, date=old)
    ArticlePageFactory(parent=news, title_fr="Crue seule", published_languages=["fr"])
    half = ArticlePageFactory(parent=news, title_fr="Crue manquante", published_languages=["fr"])
    type(half).objects.filter(pk=half.pk).update(title_nl="", draft_title_nl=None)
    expired = timezone.now() - dt.timedelta(minutes=1)
    ArticlePageFactory(parent=news, title_fr="Crue passée", expire_at=expired)
    for query in ({}, {"q": "crue"}):
        assert titles(editor_client, state_nl="live", **query) == ["Crue ancienne"]
        assert titles(editor_client, state_nl="missing", **query) == ["Crue manquante"]
        found = titles(editor_client, state_nl="draft", **query)
        assert sorted(found) == ["Crue passée", "Crue seule"]
        assert titles(editor_client, state_fr="live", state_nl="missing", **query) == [
            "Crue manquante"
        ]
        assert titles(editor_client, theme=theme.pk, **query) == ["Crue ancienne"]
        assert titles(editor_client, date_from="2022-01-01", date_to="2023-12-31", **query) == [
            "Crue ancienne"
        ]
        assert len(titles(editor_client, ordering="date", **query)) == 4
    for wrong in ({"state_nl": "x"}, {"theme": "x"}, {"date_from": "x"}, {"ordering": "x"}):
        assert editor_client.get(reverse(LIST), wrong).status_code == 200


def test_the_list_can_be_exported(news, editor_client):
    ArticlePageFactory(parent=news, title_fr="Crue", title_nl="Vloed")
    answer = editor_client.get(reverse(LIST), {"export": "csv"})
    rows = b"".join(answer).decode()
    assert WORDS[editor_client.language]["live"] in rows.replace("\N{NO-BREAK SPACE}", " ")


def test_the_explorer_tells_the_same(news, editor_client):
    page = ArticlePageFactory(parent=news, published_languages=["fr"])
    type(page).objects.filter(pk=page.pk).update(title_nl=None, draft_title_nl=None)
    words = WORDS[editor_client.language]
    shown = text_of(editor_client.get(reverse("wagtailadmin_explore", args=(news.pk,))))
    assert words["live"] in shown
    assert words["missing"] in shown
    for address in (reverse("wagtailadmin_explore_root"), reverse("wagtailadmin_pages:search")):
        assert editor_client.get(address).status_code == 200


def test_the_list_takes_the_same_number_of_queries_for_many(news, client: Client):
    client.force_login(UserFactory(language="nl", is_superuser=True))
    page = ArticlePageFactory(parent=news)
    multiply(page, 3)
    counts = []
    for more in (0, 30):
        multiply(page, more)
        client.get(reverse(LIST))
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse(LIST))
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_states_in_words_name_every_language(news):
    page = ArticlePageFactory(parent=news)
    for code in languages.codes():
        with languages.override(code):
            assert page.language_states.count(languages.name("fr")) == 1
