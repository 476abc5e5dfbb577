"""The home page leads to the numbers by need and to what runs, in the reader's language."""

import datetime as dt

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import timezone

from bps_portal.home.models import HomePage
from emergency.models import EmergencyNumbersPage
from emergency.seed import load_numbers
from news.models import NewsIndexPage
from tests.factories import ArticlePageFactory, CampaignIndexPageFactory, CampaignPageFactory


@pytest.fixture
def numbers_page(home: HomePage) -> EmergencyNumbersPage:
    """The page of all numbers, with the numbers of a new site."""
    load_numbers()
    page = EmergencyNumbersPage(title_fr="Numéros d'urgence", title_nl="Noodnummers")
    home.add_child(instance=page)
    return page


@pytest.mark.parametrize(
    ("code", "words"), [("fr", "Vous sentez une odeur de gaz"), ("nl", "U ruikt gas")]
)
def test_each_need_leads_to_its_numbers(
    numbers_page: EmergencyNumbersPage, client: Client, code: str, words: str
) -> None:
    soup = BeautifulSoup(client.get(f"/{code}/").content, "html.parser")
    links = {link.get_text(strip=True): link["href"] for link in soup.select(".needs a")}
    assert links[words] == numbers_page.url_in(code) + "#need-gas"
    target = BeautifulSoup(client.get(numbers_page.url_in(code)).content, "html.parser")
    assert all(target.find(id=href.partition("#")[2]) for href in links.values())


def test_without_that_page_there_are_no_needs(home: HomePage, client: Client) -> None:
    load_numbers()
    assert b'class="needs"' not in client.get("/nl/").content


@pytest.mark.parametrize("code", ["fr", "nl"])
def test_home_shows_the_campaigns_that_run_today_and_nothing_for_want_of_them(
    home: HomePage, client: Client, code: str
) -> None:
    today, day = timezone.localdate(), dt.timedelta(days=1)
    campaigns = CampaignIndexPageFactory(parent=home)
    CampaignPageFactory(parent=campaigns, ends_on=today - day)
    CampaignPageFactory(parent=campaigns, starts_on=today + day)
    section = "main [aria-labelledby=campaigns]"
    assert not BeautifulSoup(client.get(f"/{code}/").content, "html.parser").select(section)
    running = CampaignPageFactory(parent=campaigns, starts_on=today, ends_on=today)
    soup = BeautifulSoup(client.get(f"/{code}/").content, "html.parser")
    links = soup.select_one(section).select(".card__link")
    assert [link["href"] for link in links] == [running.url_in(code)]


@pytest.mark.parametrize("code", ["fr", "nl"])
def test_a_new_site_shows_nothing_empty(home: HomePage, client: Client, code: str) -> None:
    soup = BeautifulSoup(client.get(f"/{code}/").content, "html.parser")
    main = soup.select_one("main")
    assert main is not None
    assert len(main.select("h1")) == 1
    assert not main.select("h2, ul, section")
    assert not [link for link in soup.select("a") if not link.get_text(strip=True)]
    assert not [title for title in soup.select("h1, h2, h3") if not title.get_text(strip=True)]


@pytest.mark.parametrize("code", ["fr", "nl"])
def test_one_article_leads_and_no_list_follows(
    news: NewsIndexPage, client: Client, code: str
) -> None:
    article = ArticlePageFactory(parent=news)
    main = BeautifulSoup(client.get(f"/{code}/").content, "html.parser").select_one("main")
    assert main is not None
    assert [link["href"] for link in main.select("#news ~ * a")] == [article.url_in(code)]
    assert not main.select("#campaigns, #themes, .needs")
    assert not [part for part in main.select("ul, ol") if not part.select("li")]


def test_what_exists_in_one_language_leaves_the_other_without_a_heading(
    news: NewsIndexPage, client: Client
) -> None:
    ArticlePageFactory(parent=news, published_languages=["fr"])
    assert b'id="news"' in client.get("/fr/").content
    assert b'id="news"' not in client.get("/nl/").content
