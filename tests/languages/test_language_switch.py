"""The switch to the other language stays on the page where it can."""

import pytest
from bs4 import BeautifulSoup, Tag
from django.test import Client

from news.models import NewsIndexPage
from tests.factories import ArticlePageFactory, ThemeFactory


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
