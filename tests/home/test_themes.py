"""A theme gathers what is published about it, at an address of its own in each language."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.contrib.redirects.models import Redirect

from bps_portal.content.models import Theme
from bps_portal.home.models import HomePage, ThemeIndexPage
from news.models import NewsIndexPage
from tests.factories import (
    ArticlePageFactory,
    CampaignIndexPageFactory,
    CampaignPageFactory,
    LibraryPageFactory,
    PublicationPageFactory,
    ThemeFactory,
    ThemeIndexPageFactory,
)
from tests.many import multiply


@pytest.fixture
def themes(home: HomePage) -> ThemeIndexPage:
    return ThemeIndexPageFactory(parent=home)


@pytest.fixture
def crises(themes: ThemeIndexPage) -> Theme:
    return ThemeFactory(
        name_fr="Crises",
        name_nl="Crisissen",
        description_fr="Se préparer.",
        description_nl="Klaar.",
    )


def soup(client: Client, address: str) -> BeautifulSoup:
    answer = client.get(address)
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser")


def titles(page: BeautifulSoup, where: str) -> list[str]:
    return [link.get_text(strip=True) for link in page.select(f"{where} .card__link")]


ADDRESSES = {"fr": "/fr/themes/crises/", "nl": "/nl/themas/crisissen/"}


@pytest.mark.parametrize(
    ("code", "name", "words"), [("fr", "Crises", "Se préparer."), ("nl", "Crisissen", "Klaar.")]
)
def test_a_theme_says_what_it_is_and_where_it_stands(
    crises: Theme, client: Client, code: str, name: str, words: str
) -> None:
    page = soup(client, ADDRESSES[code])
    assert page.h1.get_text(strip=True) == name
    assert page.title.get_text().startswith(f"{name} – ")
    assert page.select_one("meta[name=description]")["content"] == words
    trail = [link["href"] for link in page.select(".breadcrumbs a")]
    assert trail == [f"/{code}/", {"fr": "/fr/themes/", "nl": "/nl/themas/"}[code]]


@pytest.mark.parametrize(
    ("code", "feed"),
    [("fr", "/fr/actualites/atom.xml?theme=crises"), ("nl", "/nl/nieuws/atom.xml?theme=crisissen")],
)
def test_a_theme_with_articles_names_its_feed(
    crises: Theme, news: NewsIndexPage, client: Client, code: str, feed: str
) -> None:
    def named() -> Any:
        page = soup(client, ADDRESSES[code])
        return page.find("link", {"type": "application/atom+xml"})

    assert named() is None
    ArticlePageFactory(parent=news, theme=crises)
    assert named()["href"] == feed
    assert client.get(feed).status_code == 200


@pytest.mark.parametrize("code", ["fr", "nl"])
def test_the_other_language_is_one_click_away_and_in_the_head(
    crises: Theme, client: Client, code: str
) -> None:
    other = "nl" if code == "fr" else "fr"
    page = soup(client, f"{ADDRESSES[code]}?utm_source=x")
    assert page.select_one(".language-switch a")["href"] == ADDRESSES[other]
    host = "http://localhost"
    assert page.select_one("link[rel=canonical]")["href"] == f"{host}{ADDRESSES[code]}"
    alternates = {link["hreflang"]: link["href"] for link in page.select("link[rel=alternate]")}
    pair = {key: f"{host}{address}" for key, address in ADDRESSES.items()}
    assert alternates == {**pair, "x-default": pair["fr"]}


def test_a_theme_without_a_name_in_a_language_has_no_page_there(
    themes: ThemeIndexPage, client: Client
) -> None:
    ThemeFactory(name_fr="Crises", name_nl="", slug_nl="crisissen")
    page = soup(client, ADDRESSES["fr"])
    assert page.select_one(".language-switch a")["href"] == "/nl/"
    assert "nog niet vertaald" in page.select_one(".language-switch").get_text()
    assert not page.select("link[rel=alternate]")
    assert client.get(ADDRESSES["nl"]).status_code == 404
    assert "Crises" not in client.get("/nl/themas/").content.decode()


@pytest.mark.parametrize(
    "address", ["/fr/themes/crisissen/", "/fr/themes/rien/", "/fr/themes/crises/plus/"]
)
def test_other_addresses_are_not_found(crises: Theme, client: Client, address: str) -> None:
    assert client.get(address).status_code == 404


def test_a_theme_is_as_public_as_the_list(crises: Theme, client: Client) -> None:
    ThemeIndexPage.objects.update(published_languages=["nl"])
    assert client.get(ADDRESSES["fr"]).status_code == 404
    assert client.get(ADDRESSES["nl"]).status_code == 200


def test_it_gathers_its_newest_articles_and_their_campaigns(
    crises: Theme, news: NewsIndexPage, client: Client
) -> None:
    campaigns = CampaignIndexPageFactory(parent=news.get_parent())
    campaign = CampaignPageFactory(parent=campaigns, title_fr="Trois jours")
    CampaignPageFactory(parent=campaigns, title_fr="Autre campagne")
    for day in range(1, 9):
        ArticlePageFactory(
            parent=news,
            theme=crises,
            title_fr=f"Article {day}",
            date=dt.date(2026, 5, day),
            campaign=campaign if day == 1 else None,
        )
    ArticlePageFactory(parent=news, title_fr="Autre", date=dt.date(2026, 6, 1))
    ArticlePageFactory(parent=news, theme=crises, title_fr="Caché", published_languages=["nl"])
    page = soup(client, ADDRESSES["fr"])
    newest = [f"Article {day}" for day in range(8, 2, -1)]
    assert titles(page, "[aria-labelledby=theme-articles]") == newest
    assert titles(page, "[aria-labelledby=theme-campaigns]") == ["Trois jours"]
    more = page.select_one("[aria-labelledby=theme-articles] .section__more a")
    assert more["href"] == f"{news.url_in('fr')}?theme=crises"


@pytest.mark.parametrize("code", ["fr", "nl"])
def test_it_gathers_its_own_campaigns_and_publications(
    crises: Theme, home: HomePage, client: Client, code: str
) -> None:
    campaigns, library = CampaignIndexPageFactory(parent=home), LibraryPageFactory(parent=home)
    campaign = CampaignPageFactory(parent=campaigns, theme=crises)
    CampaignPageFactory(parent=campaigns)
    publications = [
        PublicationPageFactory(parent=library, theme=crises, published_on=dt.date(2026, 5, day))
        for day in range(7, 0, -1)
    ]
    PublicationPageFactory(parent=library)
    page = soup(client, ADDRESSES[code])
    links = {
        name: [link["href"] for link in page.select(f"[aria-labelledby=theme-{name}] .card__link")]
        for name in ("campaigns", "publications")
    }
    assert links["campaigns"] == [campaign.url_in(code)]
    assert links["publications"] == [found.url_in(code) for found in publications[:6]]
    more = page.select_one("[aria-labelledby=theme-publications] .section__more a")
    slug = {"fr": "crises", "nl": "crisissen"}[code]
    assert more["href"] == f"{library.url_in(code)}?theme={slug}"
    assert not page.select("[aria-labelledby=theme-articles]")
    assert [link["href"] for link in soup(client, f"/{code}/").select(".theme-list a")] == [
        ADDRESSES[code]
    ]


def test_a_theme_with_nothing_to_read_says_so(crises: Theme, client: Client) -> None:
    page = soup(client, ADDRESSES["nl"])
    assert "nog niets verschenen" in page.main.get_text()
    assert not page.select(".section")


def test_the_list_counts_what_readers_see(
    crises: Theme, news: NewsIndexPage, client: Client
) -> None:
    ThemeFactory(name_fr="Vide", name_nl="Leeg")
    ArticlePageFactory.create_batch(2, parent=news, theme=crises)
    ArticlePageFactory(parent=news, theme=crises, published_languages=["nl"])
    counts = {
        entry.a.get_text(strip=True): entry.select_one(".notice__date").get_text(strip=True)
        for entry in soup(client, "/fr/themes/").select(".notice")
    }
    assert counts == {"Crises": "2 articles", "Vide": "Pas encore d’article"}
    assert "3 artikels" in soup(client, "/nl/themas/").main.get_text()


@pytest.mark.parametrize("code", ["fr", "nl"])
def test_an_article_leads_to_its_theme(
    crises: Theme, news: NewsIndexPage, client: Client, code: str
) -> None:
    article = ArticlePageFactory(parent=news, theme=crises)
    assert (
        soup(client, article.url_in(code)).select_one(".page-head__kind a")["href"]
        == ADDRESSES[code]
    )
    ThemeIndexPage.objects.update(live=False)
    assert not soup(client, article.url_in(code)).select(".page-head__kind a")


@pytest.mark.parametrize("code", ["fr", "nl"])
def test_home_leads_to_the_themes_that_have_something_to_read(
    crises: Theme, news: NewsIndexPage, client: Client, code: str
) -> None:
    ThemeFactory()
    assert not soup(client, f"/{code}/").select(".theme-list")
    ArticlePageFactory(parent=news, theme=crises)
    links = soup(client, f"/{code}/").select(".theme-list a")
    assert [link["href"] for link in links] == [ADDRESSES[code]]


def test_a_changed_address_redirects_in_its_language_alone(
    crises: Theme, client: Client, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    for slug in ("crises-et-secours", "secours"):
        crises.slug_fr = slug
        with django_capture_on_commit_callbacks(execute=True):
            crises.save()
    for old in ("crises", "crises-et-secours"):
        answer = client.get(f"/fr/themes/{old}/?x=1")
        assert (answer.status_code, answer["Location"]) == (301, "/fr/themes/secours/?x=1")
    assert client.get(ADDRESSES["nl"]).status_code == 200
    assert not Redirect.objects.filter(old_path__startswith="/nl/").exists()


def test_an_address_that_comes_back_answers_again(
    crises: Theme, client: Client, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    for slug in ("secours", "crises"):
        crises.slug_fr = slug
        with django_capture_on_commit_callbacks(execute=True):
            crises.save()
    assert client.get(ADDRESSES["fr"]).status_code == 200
    assert client.get("/fr/themes/secours/")["Location"] == ADDRESSES["fr"]


def test_without_a_list_of_themes_nothing_redirects(
    home: HomePage, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    theme = ThemeFactory()
    theme.slug_fr = "autre"
    with django_capture_on_commit_callbacks(execute=True):
        theme.save()
    assert not Redirect.objects.exists()


def test_a_sitemap_gets_the_list_and_each_theme(crises: Theme, themes: ThemeIndexPage) -> None:
    ThemeFactory(name_fr="Vélo", name_nl="")
    host = "http://localhost"
    assert {entry["location"] for entry in themes.get_sitemap_urls()} == {
        f"{host}/fr/themes/",
        f"{host}/nl/themas/",
        f"{host}/fr/themes/velo/",
        *(f"{host}{address}" for address in ADDRESSES.values()),
    }


@pytest.mark.parametrize("address", ["/fr/themes/", "/fr/themes/crises/", "/fr/"])
def test_many_articles_take_no_more_queries_than_few(
    crises: Theme, news: NewsIndexPage, client: Client, address: str
) -> None:
    article = ArticlePageFactory(parent=news, theme=crises)
    ArticlePageFactory.create_batch(7, parent=news, theme=crises)

    def queries() -> int:
        client.get(address)
        with CaptureQueriesContext(connection) as found:
            assert client.get(address).status_code == 200
        return len(found)

    few = queries()
    assert few <= 12
    multiply(article, 2_000)
    assert queries() == few
