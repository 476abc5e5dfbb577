"""The library: what it lists, how readers narrow it, and what wrong addresses get."""

import datetime as dt

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.factories import DocumentFactory, PublicationPageFactory, ThemeFactory
from tests.many import multiply

pytestmark = pytest.mark.django_db
OTHER = {"fr": "nl", "nl": "fr"}
SLUG = {"fr": "velo", "nl": "fiets"}
WORDS = {
    "fr": {
        "heading": "Publications : Vélo, Rapport, Français, 2024",
        "none": "Aucune publication ne correspond à ce choix.",
        "empty": "Il n’y a pas encore de publications.",
        "all": "Toutes les publications",
    },
    "nl": {
        "heading": "Publicaties: Fiets, Verslag, Frans, 2024",
        "none": "Geen enkele publicatie beantwoordt aan deze keuze.",
        "empty": "Er zijn nog geen publicaties.",
        "all": "Alle publicaties",
    },
}


@pytest.fixture
def bike(library):
    """The theme of a French report of 2024 and a brochure of 2025 in both languages."""
    theme = ThemeFactory(name_fr="Vélo", name_nl="Fiets")
    PublicationPageFactory(
        parent=library, theme=theme, kind="report", published_on=dt.date(2024, 5, 1)
    )
    PublicationPageFactory(
        parent=library, theme=theme, published_on=dt.date(2025, 5, 1), file_nl=DocumentFactory()
    )
    PublicationPageFactory(parent=library, kind="figures", published_on=dt.date(2023, 5, 1))
    return theme


def read(client: Client, library, code: str, query=None, status: int = 200) -> BeautifulSoup:
    """Return the list for a query."""
    answer = client.get(library.url_in(code), query)
    assert answer.status_code == status
    return BeautifulSoup(answer.content, "html.parser")


def dates(soup: BeautifulSoup) -> list[str]:
    """Return the dates of the publications that are shown."""
    return [time["datetime"] for time in soup.select(".notice time")]


def offered(soup: BeautifulSoup, name: str) -> list[str]:
    """Return the values that a filter offers, after that for no choice."""
    return [option["value"] for option in soup.select(f"select[name={name}] option")][1:]


def plain(text: str) -> str:
    """Return a text with plain spaces, one at a time."""
    return " ".join(text.split())


@pytest.mark.parametrize("code", ["fr", "nl"])
def test_all_filters_together_narrow_the_list_and_its_title_says_so(
    bike, library, client: Client, code
):
    query = {"theme": SLUG[code], "kind": "report", "language": "fr", "year": "2024"}
    soup = read(client, library, code, query)
    assert dates(soup) == ["2024-05-01"]
    assert plain(soup.h1.get_text()) == WORDS[code]["heading"]
    assert WORDS[code]["all"] in soup.select_one(".filters__count").get_text()
    switch = soup.select_one(".language-switch__link")["href"]
    assert switch == (
        f"{library.url_in(OTHER[code])}?kind=report&language=fr&theme={SLUG[OTHER[code]]}&year=2024"
    )


@pytest.mark.parametrize("code", ["fr", "nl"])
def test_the_list_has_the_newest_first_and_offers_what_there_is(bike, library, client, code):
    hidden = {"parent": library, "kind": "poster", "published_on": dt.date(2020, 1, 1)}
    PublicationPageFactory(**hidden, live=False)
    PublicationPageFactory(**hidden, published_languages=[OTHER[code]])
    soup = read(client, library, code)
    assert dates(soup) == ["2025-05-01", "2024-05-01", "2023-05-01"]
    assert offered(soup, "kind") == ["brochure", "report", "figures"]
    assert offered(soup, "language") == ["fr", "nl"]
    assert offered(soup, "year") == ["2025", "2024", "2023"]
    assert offered(soup, "theme") == [SLUG[code]]
    narrowed = read(client, library, code, {"kind": "figures"})
    assert offered(narrowed, "kind") == ["brochure", "report", "figures"]
    assert offered(narrowed, "language") == ["fr"]
    assert offered(narrowed, "year") == ["2023"]
    assert offered(narrowed, "theme") == []


@pytest.mark.parametrize("code", ["fr", "nl"])
def test_known_values_without_a_publication_together_give_a_way_on(bike, library, client, code):
    soup = read(client, library, code, {"kind": "figures", "year": "2024"})
    assert WORDS[code]["none"] in soup.get_text()
    assert [link["href"] for link in soup.select("main .button[href]")] == [library.url_in(code)]


@pytest.mark.parametrize("code", ["fr", "nl"])
@pytest.mark.parametrize(
    "query",
    [
        {"kind": "poster"},
        {"kind": "rien"},
        {"kind": "a\0b"},
        {"language": "de"},
        {"language": "x" * 5000},
        {"theme": "inconnu"},
        {"year": "1999"},
    ],
)
def test_what_there_is_not_is_not_found_but_gives_a_way_on(bike, library, client, code, query):
    soup = read(client, library, code, query, status=404)
    assert soup.html["lang"] == code
    assert dates(soup) == []
    assert WORDS[code]["none"] in soup.get_text()
    assert offered(soup, "year") == ["2025", "2024", "2023"]


@pytest.mark.parametrize("code", ["fr", "nl"])
def test_an_empty_library_says_so(library, client: Client, code):
    assert WORDS[code]["empty"] in read(client, library, code).main.get_text()


def test_a_page_number_out_of_bounds_gives_the_last_part(bike, library, client: Client):
    for number in ("9999", "0", "-1", "x", "\0"):
        assert dates(read(client, library, "fr", {"page": number}))


@pytest.mark.parametrize(
    "query", [{}, {"kind": "report"}, {"language": "fr", "year": "2024"}, {"theme": "inconnu"}]
)
def test_the_library_takes_as_few_queries_for_many(bike, library, client: Client, query):
    original = library.get_children().last().specific
    counts = []
    for more in (0, 2_000):
        multiply(original, more)
        client.get(library.url_in("fr"), query)
        with CaptureQueriesContext(connection) as queries:
            client.get(library.url_in("fr"), query)
        counts.append(len(queries))
    assert counts[0] == counts[1]
    assert counts[0] <= 12
