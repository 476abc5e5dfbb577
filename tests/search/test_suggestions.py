"""What a reader may be about to type, for a script and as a page."""

import datetime as dt

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import PageViewRestriction

from tests.many import multiply, multiply_entries

pytestmark = pytest.mark.django_db
PAGES = {"fr": "/fr/recherche/suggestions/", "nl": "/nl/zoeken/suggesties/"}


def suggested(client, text: str, code: str = "fr") -> list[str]:
    answer = client.get(PAGES[code], {"q": text, "format": "json"})
    assert answer.status_code == 200
    return [found["title"] for found in answer.json()["suggestions"]]


@pytest.mark.parametrize(
    "typed", ["det", "Détecteurs", "detecteurs de fum", "FUMEE", "fumée dé", "détecteurs de fumée"]
)
def test_titles_with_words_that_begin_so_are_suggested(publish, client, typed):
    publish(title_fr="Détecteurs de fumée", title_nl="Rookmelders", lead_fr="Détourné.")
    publish(title_fr="Vent fort", lead_fr="Détecteurs de fumée.")
    assert suggested(client, typed) == ["Détecteurs de fumée"]
    assert suggested(client, typed, "nl") == []


def test_a_title_that_begins_so_comes_first_and_each_once(publish, client):
    publish(title_fr="Grand vent", date=timezone.localdate())
    publish(title_fr="Vent fort", date=dt.date(2020, 1, 1))
    publish(title_fr="Vent fort", date=dt.date(2021, 1, 1), slug_fr="deux")
    assert suggested(client, "ven") == ["Vent fort", "Grand vent"]


@pytest.mark.parametrize("code", ["fr", "nl"])
def test_they_also_stand_on_a_page(publish, client, code):
    publish(title_fr="Girafe", title_nl="Giraf")
    page = BeautifulSoup(client.get(PAGES[code], {"q": "gir"}).content, "html.parser")
    (link,) = page.select(".results a")
    assert link.get_text() == {"fr": "Girafe", "nl": "Giraf"}[code]
    assert link["href"] == {"fr": "/fr/actualites/girafe/", "nl": "/nl/nieuws/giraf/"}[code]
    assert page.html["lang"] == code
    form = page.select_one("main form")
    assert form["data-suggestions"] == PAGES[code]


def test_what_readers_may_not_see_is_not_suggested(publish, client):
    publish(title_fr="Zébulon seul", title_nl="", published_languages=["fr"])
    draft = publish(title_fr="Brouillon", title_nl="Ontwerp")
    draft.title_nl = "Zebulon"
    draft.save_revision()
    publish(title_nl="Zebulon later", go_live_at=timezone.now() + dt.timedelta(days=1))
    publish(title_nl="Zebulon weg").unpublish()
    expired = publish(title_nl="Zebulon voorbij")
    type(expired).objects.filter(pk=expired.pk).update(
        expire_at=timezone.now() - dt.timedelta(minutes=1)
    )
    closed = publish(title_nl="Zebulon besloten")
    PageViewRestriction.objects.create(page=closed, restriction_type=PageViewRestriction.LOGIN)
    assert suggested(client, "zeb", "nl") == []
    assert suggested(client, "zeb", "fr") == ["Zébulon seul"]


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "a",
        "\0",
        "g\0i",
        "'",
        "':*",
        "\\",
        "&|!()<->:*",
        "😀",
        "²²",
        "שלום",
        "\ud800",
        "g" * 10_000,
    ]
    + ["de", "mot " * 800, "x':*A | 'y"],
)
def test_any_text_answers(publish, client, typed):
    publish(title_fr="Girafe")
    text = typed.encode("utf-8", "surrogatepass")
    for extra in ({}, {"format": "json"}):
        assert client.get(PAGES["fr"], {"q": text, **extra}).status_code == 200


def test_many_titles_take_no_more_queries_and_make_no_longer_list(publish, client):
    article = publish(title_fr="Girafe")
    client.get(PAGES["fr"], {"q": "gir", "format": "json"})
    with CaptureQueriesContext(connection) as few:
        suggested(client, "gir")
    for number in range(12):
        publish(title_fr=f"Girafe {number}")
    multiply(article, 50)
    multiply_entries(article)
    with CaptureQueriesContext(connection) as many:
        assert len(suggested(client, "gir")) == 8
    assert len(many) <= len(few)
