"""The home page leads to the numbers by need, in the reader's language."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from bps_portal.home.models import HomePage
from emergency.models import EmergencyNumbersPage
from emergency.seed import load_numbers


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
