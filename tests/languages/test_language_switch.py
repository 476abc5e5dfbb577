"""The switch to the other language stays on the page where it can."""

import datetime as dt
from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup, Tag
from django.test import Client

from bps_portal.contact.models import ContactPage
from bps_portal.home.models import HomePage
from news.models import ArticlePage, NewsIndexPage
from tests.factories import ArticlePageFactory, ThemeFactory
from tests.search.conftest import publish

__all__ = ["publish"]


def switch(client: Client, address: str) -> Tag:
    """Return the only link of the language switch."""
    soup = BeautifulSoup(client.get(address).content, "html.parser")
    (link,) = soup.select(".language-switch a")
    return link


@pytest.mark.parametrize(
    ("address", "target", "code", "word"),
    [
        ("/fr/actualites/crue/", "/nl/nieuws/vloed/", "nl", "Nederlands"),
        ("/nl/nieuws/vloed/", "/fr/actualites/crue/", "fr", "Français"),
    ],
)
def test_it_leads_to_the_same_page(
    news: NewsIndexPage, client: Client, address: str, target: str, code: str, word: str
) -> None:
    ArticlePageFactory(parent=news, title_fr="Crue", title_nl="Vloed")
    link = switch(client, address)
    assert (link["href"], link["lang"], link["hreflang"]) == (target, code, code)
    assert link.get_text(strip=True) == word


def test_it_keeps_the_part_of_a_list(news: NewsIndexPage, client: Client) -> None:
    ArticlePageFactory.create_batch(11, parent=news, theme=ThemeFactory())
    assert switch(client, "/fr/actualites/?page=2&x=1")["href"] == "/nl/nieuws/?page=2"


def test_it_says_that_a_page_is_not_translated(news: NewsIndexPage, client: Client) -> None:
    article = ArticlePageFactory(parent=news, published_languages=["fr"])
    article.language_exceptions.all().delete()
    link = switch(client, article.url_in("fr"))
    assert link["href"] == "/nl/"
    assert "nog niet vertaald" in link.get_text()


def test_from_a_page_that_is_not_found_it_leads_home(news: NewsIndexPage, client: Client) -> None:
    link = switch(client, "/fr/rien/")
    assert (link["href"], link.get_text(strip=True)) == ("/nl/", "Nederlands")


def test_what_was_searched_goes_along_with_the_theme_in_its_other_words(
    publish: Callable[..., ArticlePage], client: Client
) -> None:
    theme = ThemeFactory(name_fr="Eau & gaz", name_nl="Water en gas")
    for year in (2024, 2025):
        publish(title_fr="Girafe", title_nl="Giraf", theme=theme, date=dt.date(year, 1, 1))
    there = "/nl/zoeken/?q=gira&theme=water-en-gas&year=2024"
    here = "/fr/recherche/?q=gira&theme=eau-gaz&year=2024"
    assert switch(client, here)["href"] == there
    assert switch(client, there)["href"] == here


def test_a_theme_without_a_name_there_is_left_behind(
    publish: Callable[..., ArticlePage], client: Client
) -> None:
    publish(title_fr="Girafe", theme=ThemeFactory(name_fr="Seul", name_nl=None))
    here = "/fr/recherche/?q=girafe&theme=seul&page=1"
    assert switch(client, here)["href"] == "/nl/zoeken/?q=girafe&page=1"


@pytest.mark.parametrize(
    ("query", "kept"),
    [("?subject=accessibility&x=1", "?subject=accessibility"), ("?subject=%00", ""), ("", "")],
)
def test_the_subject_of_a_message_goes_along(
    home: HomePage, client: Client, query: str, kept: str
) -> None:
    home.add_child(instance=ContactPage(title_fr="Contact", title_nl="Contact"))
    assert switch(client, f"/fr/contact/{query}")["href"] == f"/nl/contact/{kept}"


def test_a_page_that_is_gone_leads_home(news: NewsIndexPage, client: Client) -> None:
    article = ArticlePageFactory(parent=news, title_fr="Crue", title_nl="Vloed")
    article.delete()
    assert client.get("/fr/actualites/crue/").status_code == 410
    assert switch(client, "/fr/actualites/crue/")["href"] == "/nl/"
