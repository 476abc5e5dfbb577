"""The addresses in the head of a page: one canonical, and hreflang pairs that are real."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from news.models import NewsIndexPage
from tests.factories import ArticlePageFactory, ThemeFactory

HOST = "http://localhost"


def head(client: Client, address: str) -> tuple[list[str], dict[str, str]]:
    """Return the canonical addresses of a page, and its alternates by language."""
    soup = BeautifulSoup(client.get(address).content, "html.parser")
    canonical = [link["href"] for link in soup.select("link[rel=canonical]")]
    alternates = {link["hreflang"]: link["href"] for link in soup.select("link[hreflang]")}
    return canonical, alternates


@pytest.mark.parametrize("code", ["fr", "nl"])
def test_tracking_parameters_are_no_part_of_the_address(
    news: NewsIndexPage, client: Client, code: str
) -> None:
    article = ArticlePageFactory(parent=news, title_fr="Crue", title_nl="Vloed")
    canonical, alternates = head(client, article.url_in(code) + "?utm_source=x&fbclid=1")
    pair = {"fr": f"{HOST}/fr/actualites/crue/", "nl": f"{HOST}/nl/nieuws/vloed/"}
    assert canonical == [pair[code]]
    assert alternates == {**pair, "x-default": pair["fr"]}


def test_absolute_addresses_follow_the_setting_not_the_record_of_the_site(
    news: NewsIndexPage, client: Client, settings: Any
) -> None:
    settings.WAGTAILADMIN_BASE_URL = "https://www.example.org/"
    canonical, alternates = head(client, "/nl/nieuws/")
    assert canonical == ["https://www.example.org/nl/nieuws/"]
    assert alternates["fr"] == "https://www.example.org/fr/actualites/"


def test_a_page_in_one_language_has_no_alternates(news: NewsIndexPage, client: Client) -> None:
    article = ArticlePageFactory(parent=news, title_nl="Vloed", published_languages=["nl"])
    canonical, alternates = head(client, article.url_in("nl"))
    assert canonical == [f"{HOST}/nl/nieuws/vloed/"]
    assert alternates == {}


@pytest.mark.parametrize(("number", "query"), [("1", ""), ("2", "?page=2"), ("99", "?page=2")])
def test_the_number_of_a_part_of_a_list_belongs_to_its_address(
    news: NewsIndexPage, client: Client, number: str, query: str
) -> None:
    ArticlePageFactory.create_batch(11, parent=news, theme=ThemeFactory())
    canonical, alternates = head(client, f"/nl/nieuws/?page={number}&utm_source=x")
    assert canonical == [f"{HOST}/nl/nieuws/{query}"]
    assert alternates["fr"] == f"{HOST}/fr/actualites/{query}"


def test_a_page_that_is_not_found_names_no_address(news: NewsIndexPage, client: Client) -> None:
    assert head(client, "/nl/niets/") == ([], {})


@pytest.mark.parametrize("code", ["fr", "nl"])
def test_a_page_that_is_not_in_the_tree_has_its_addresses_too(
    news: NewsIndexPage, client: Client, code: str
) -> None:
    pair = {"fr": f"{HOST}/fr/donnees-ouvertes/", "nl": f"{HOST}/nl/open-data/"}
    canonical, alternates = head(client, f"{pair[code]}?utm_source=x")
    assert canonical == [pair[code]]
    assert alternates == {**pair, "x-default": pair["fr"]}


@pytest.mark.parametrize("address", ["/fr/recherche/?q=eau", "/nl/zoeken/suggesties/?q=wa"])
def test_what_search_engines_may_not_keep_says_so_and_names_no_address(
    news: NewsIndexPage, client: Client, address: str
) -> None:
    assert head(client, address) == ([], {})
    soup = BeautifulSoup(client.get(address).content, "html.parser")
    assert "noindex" in soup.select_one("meta[name=robots]")["content"]


@pytest.mark.parametrize(
    "query",
    ["?gclid=1&mc_eid=2", "?page=2&page=1&fbclid=%00", "?%75tm_source=x", "?%22%3E%3Cb%3E=1"],
)
def test_nothing_of_a_visitors_query_stands_in_the_head(
    news: NewsIndexPage, client: Client, query: str
) -> None:
    soup = BeautifulSoup(client.get(f"/fr/actualites/{query}").content, "html.parser")
    head_of_page = str(soup.head)
    for part in ("gclid", "mc_eid", "fbclid", "utm_source", "<b>"):
        assert part not in head_of_page
    assert soup.select_one("link[rel=canonical]")["href"] == f"{HOST}/fr/actualites/"
    assert soup.select_one("meta[property='og:url']")["content"] == f"{HOST}/fr/actualites/"
