"""News by theme and by year: what is shown, what is offered, and what wrong addresses get."""

import datetime as dt

import pytest
from bs4 import BeautifulSoup
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction

from bps_portal.content import listings
from news.models import ArticlePage
from tests.factories import ArticlePageFactory, ThemeFactory
from tests.many import multiply

pytestmark = pytest.mark.django_db
LIST = {"fr": "/fr/actualites/", "nl": "/nl/nieuws/"}
OTHER = {"fr": "nl", "nl": "fr"}
BIKE = {"fr": "velo", "nl": "fiets"}
FIRE = {"fr": "incendie", "nl": "brand"}
WORDS = {
    "fr": {
        "heading": "Actualités : Vélo, 2024",
        "all": "Toutes les actualités",
        "themes": "Tous les thèmes",
        "none": "Aucun article de ce thème et de cette année.",
        "two": "2 articles",
    },
    "nl": {
        "heading": "Nieuws: Fiets, 2024",
        "all": "Al het nieuws",
        "themes": "Alle thema’s",
        "none": "Er zijn geen artikels over dit thema en van dit jaar.",
        "two": "2 artikels",
    },
}


@pytest.fixture
def bike(news):
    """The theme of two articles of 2024 and one of 2025, beside one on fire of 2023."""
    theme = ThemeFactory(name_fr="Vélo", name_nl="Fiets")
    days = ("2024-12-31", "2024-01-01", "2025-01-01")
    for day in days:
        ArticlePageFactory(parent=news, theme=theme, date=dt.date.fromisoformat(day))
    fire = ThemeFactory(name_fr="Incendie", name_nl="Brand")
    ArticlePageFactory(parent=news, theme=fire, date=dt.date(2023, 6, 1))
    return theme


def read(client: Client, code: str, query: object = None, status: int = 200) -> BeautifulSoup:
    """Return the list for a query."""
    as_text = isinstance(query, str)
    answer = client.get(
        f"{LIST[code]}?{query}" if as_text else LIST[code], None if as_text else query
    )
    assert answer.status_code == status
    return BeautifulSoup(answer.content, "html.parser")


def dates(soup: BeautifulSoup) -> list[str]:
    """Return the dates of the articles that are shown."""
    return [time["datetime"] for time in soup.select(".notice time")]


def offered(soup: BeautifulSoup, name: str) -> list[str]:
    """Return the values that a filter offers."""
    return [option["value"] for option in soup.select(f"select[name={name}] option")]


@pytest.mark.parametrize("code", ["fr", "nl"])
def test_theme_and_year_narrow_the_list_and_its_title_says_so(bike, client: Client, code):
    soup = read(client, code, {"theme": BIKE[code], "year": "2024"})
    assert dates(soup) == ["2024-12-31", "2024-01-01"]
    text = soup.select_one("main").get_text(" ").replace("\N{NO-BREAK SPACE}", " ")
    words = WORDS[code]
    assert soup.h1.get_text().replace("\N{NO-BREAK SPACE}", " ") == words["heading"]
    assert words["heading"] in soup.title.get_text().replace("\N{NO-BREAK SPACE}", " ")
    assert words["two"] in text
    assert [link["href"] for link in soup.select(".filters__count a")] == [LIST[code]]
    assert words["all"] in text
    chosen = [option["value"] for option in soup.select("option[selected]")]
    assert chosen == [BIKE[code], "2024"]


@pytest.mark.parametrize("code", ["fr", "nl"])
def test_only_what_leads_to_articles_is_offered(bike, news, client: Client, code):
    theme = ThemeFactory(name_fr="Caché", name_nl="Verborgen")
    hidden = {"parent": news, "theme": theme}
    day = dt.date(2020, 1, 1)
    ArticlePageFactory(**hidden, date=day, live=False)
    ArticlePageFactory(**hidden, date=day, published_languages=[OTHER[code]])
    ArticlePageFactory(**hidden, date=day, expire_at=dt.datetime(2021, 1, 1, tzinfo=dt.UTC))
    page = ArticlePageFactory(**hidden, date=day)
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    soup = read(client, code)
    both = sorted([BIKE[code], FIRE[code]])
    assert sorted(offered(soup, "theme")) == ["", *both]
    assert offered(soup, "year") == ["", "2025", "2024", "2023"]
    assert offered(read(client, code, {"theme": BIKE[code]}), "year") == ["", "2025", "2024"]
    assert offered(read(client, code, {"year": "2023"}), "theme") == ["", FIRE[code]]
    assert WORDS[code]["themes"] in soup.select_one("select[name=theme]").get_text()


@pytest.mark.parametrize("code", ["fr", "nl"])
def test_known_values_without_an_article_together_give_a_way_on(bike, client: Client, code):
    soup = read(client, code, {"theme": BIKE[code], "year": "2023"})
    assert WORDS[code]["none"] in soup.get_text()
    assert [link["href"] for link in soup.select("main .button[href]")] == [LIST[code]]


@pytest.mark.parametrize("code", ["fr", "nl"])
@pytest.mark.parametrize(
    "query",
    [
        {"theme": "inconnu"},
        {"theme": "a\0b"},
        {"theme": "x" * 5000},
        {"year": "0"},
        {"year": "0000"},
        {"year": "1999"},
        {"year": "-2024"},
        {"year": "٢٠٢٤"},
        {"year": "20240"},
        {"year": "9" * 5000},
        {"year": "2024.0"},
        {"year": "\0"},
        {"year": "nan"},
    ],
)
def test_what_there_is_not_is_not_found_but_gives_a_way_on(bike, client: Client, code, query):
    soup = read(client, code, query, status=404)
    assert soup.html["lang"] == code
    assert dates(soup) == []
    assert WORDS[code]["none"] in soup.get_text()
    assert LIST[code] in [link["href"] for link in soup.select("main .button[href]")]


def test_the_theme_of_the_other_language_is_not_found(bike, client: Client):
    read(client, "fr", {"theme": BIKE["nl"]}, status=404)


def test_empty_and_repeated_values(bike, client: Client):
    assert len(dates(read(client, "fr", {"theme": "", "year": ""}))) == 4
    assert dates(read(client, "fr", "theme=inconnu&year=1999&theme=incendie&year=2023")) == [
        "2023-06-01"
    ]


def head(soup: BeautifulSoup) -> tuple[str, dict[str, str]]:
    """Return the canonical address, and the alternates by language."""
    alternates = {link["hreflang"]: link["href"] for link in soup.select("link[hreflang]")}
    return soup.select_one("link[rel=canonical]")["href"], alternates


@pytest.mark.parametrize("code", ["fr", "nl"])
def test_the_address_of_a_narrowed_list_is_its_own_in_both_languages(bike, client: Client, code):
    soup = read(client, code, {"utm": "x", "year": "2024", "theme": BIKE[code], "page": "1"})
    own = {c: f"http://localhost{LIST[c]}?theme={BIKE[c]}&year=2024" for c in LIST}
    assert head(soup) == (own[code], {**own, "x-default": own["fr"]})
    switch = soup.select_one(".language-switch__link")
    assert switch["href"] == f"{LIST[OTHER[code]]}?theme={BIKE[OTHER[code]]}&year=2024"


def test_a_theme_without_an_address_in_the_other_language_has_no_alternate(news, client: Client):
    theme = ThemeFactory(name_fr="Seul", name_nl=None)
    ArticlePageFactory(parent=news, theme=theme, date=dt.date(2024, 1, 1))
    soup = read(client, "fr", {"theme": "seul"})
    assert head(soup) == ("http://localhost/fr/actualites/?theme=seul", {})
    assert soup.select_one(".language-switch__link")["href"] == "/nl/nieuws/"
    assert offered(read(client, "nl"), "theme") == [""]


@pytest.mark.parametrize("code", ["fr", "nl"])
def test_the_parts_of_a_narrowed_list_keep_what_was_asked(bike, news, client: Client, code):
    multiply(ArticlePage.objects.filter(theme=bike, date__year=2025).get(), 0)
    for day in range(1, 12):
        ArticlePageFactory(parent=news, theme=bike, date=dt.date(2024, 3, day))
    query = {"theme": BIKE[code], "year": "2024"}
    soup = read(client, code, query)
    following = soup.select_one("a[rel=next]")["href"]
    soup = read(client, code, following.partition("?")[2])
    assert len(dates(soup)) == 3
    assert head(soup)[0] == f"http://localhost{LIST[code]}?page=2&theme={BIKE[code]}&year=2024"
    previous = soup.select_one("a[rel=prev]")["href"]
    assert len(dates(read(client, code, previous.partition("?")[2]))) == 10
    for number in ("0", "-1", "x", "999999999999999999999", "\0"):
        read(client, code, {**query, "page": number})


@pytest.mark.parametrize("query", [{}, {"theme": "velo"}, {"year": "2024"}, {"theme": "inconnu"}])
def test_the_narrowed_list_takes_as_few_queries_for_many(bike, client: Client, query):
    counts = []
    for more in (0, 2_000):
        multiply(ArticlePage.objects.filter(theme=bike).order_by("date")[0], more)
        client.get(LIST["fr"], query)
        with CaptureQueriesContext(connection) as queries:
            client.get(LIST["fr"], query)
        counts.append(len(queries))
    assert counts[0] == counts[1]
    assert counts[0] <= 12


@pytest.fixture
def _nothing_remembered():
    cache.clear()
    yield
    cache.clear()


@pytest.mark.usefixtures("_nothing_remembered")
def test_a_long_list_is_counted_once_a_minute_for_each_choice(bike, client: Client, monkeypatch):
    def counted(query: dict[str, str]) -> int:
        with CaptureQueriesContext(connection) as queries:
            read(client, "fr", query)
        return sum("COUNT(*)" in found["sql"] for found in queries)

    def parts(query: dict[str, str]) -> str:
        return read(client, "fr", query).select_one(".pagination").get_text(" ", strip=True)

    multiply(ArticlePage.objects.filter(theme=bike).order_by("date")[0], 60)
    assert [counted({}), counted({})] == [1, 1]
    monkeypatch.setattr(listings, "LONG", 60)
    assert [counted({}), counted({})] == [1, 0]
    assert [counted({"theme": "velo"}), counted({"theme": "velo"})] == [1, 0]
    before = parts({})
    multiply(ArticlePage.objects.filter(theme=bike).order_by("date")[0], 60)
    assert parts({}) == before
    cache.clear()
    assert parts({}) != before


def test_very_old_and_very_late_dates_can_be_asked_for(news, client: Client):
    for year in (1, 9999):
        ArticlePageFactory(parent=news, date=dt.date(year, 1, 1))
    assert offered(read(client, "fr"), "year") == ["", "9999", "1"]
    assert len(dates(read(client, "fr", {"year": "9999"}))) == 1
    assert len(dates(read(client, "fr", {"year": "0001"}))) == 1
