"""The page of all numbers, as readers get it."""

import datetime as dt

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from emergency.models import EmergencyNumbersPage
from emergency.needs import Need
from emergency.seed import load_numbers
from tests.emergency.factories import EmergencyNumberFactory
from tests.factories import publish_in_one_language_first

ADDRESSES = {"fr": "/fr/numeros-d-urgence/", "nl": "/nl/noodnummers/"}

pytestmark = pytest.mark.usefixtures("numbers_page")


def soup_of(client: Client, code: str) -> BeautifulSoup:
    response = client.get(ADDRESSES[code])
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def facts(soup: BeautifulSoup) -> list[str]:
    return [" ".join(fact.get_text().split()) for fact in soup.select(".number-list__fact dd")]


@pytest.mark.parametrize("code", ["fr", "nl"])
def test_every_seeded_number_is_a_call_link(client: Client, code: str) -> None:
    load_numbers()
    soup = soup_of(client, code)
    links = {
        link["href"]: link.get_text() for link in soup.select(".number-list__number[href^=tel]")
    }
    assert len(links) == 20
    assert links["tel:112"] == "112"
    assert links["tel:+3280032123"] == "0800\u00a032\u00a0123"
    assert links["tel:+80021232123"] == "00800\u00a02123\u00a02123"
    assert all(set(href.removeprefix("tel:")) <= set("+0123456789") for href in links)
    assert len(soup.select(".number-list__item")) == 21


def test_app_leads_to_its_site(client: Client) -> None:
    EmergencyNumberFactory(
        number="", source_url_fr="https://112.be/fr/app", source_url_nl="https://112.be/nl/app"
    )
    soup = soup_of(client, "nl")
    assert [link["href"] for link in soup.select(".number-list a")] == ["https://112.be/nl/app"]


def test_headings_are_one_title_the_needs_and_the_names(client: Client) -> None:
    EmergencyNumberFactory(need=Need.GAS)
    soup = soup_of(client, "fr")
    group = soup.select_one(".number-group")
    assert [heading.name for heading in group.select("h1, h2, h3")] == ["h2", "h3"]
    assert group["aria-labelledby"] == group.h2["id"]
    assert len(soup.select("h1")) == 1


def test_empty_facts_are_not_shown(client: Client) -> None:
    EmergencyNumberFactory()
    soup = soup_of(client, "fr")
    assert not soup.select(".number-list dl, .number-list__note, .number-list__what-for")


def test_filled_facts_are_shown_in_the_readers_language_only(client: Client) -> None:
    EmergencyNumberFactory(
        hours_fr="Jour et nuit",
        cost_nl="Gratis",
        served_languages=["nl"],
        source_url_nl="https://www.example.org/nl",
        verified_on=dt.date(2024, 3, 12),
    )
    assert [fact.lower() for fact in facts(soup_of(client, "fr"))] == [
        "jour et nuit",
        "néerlandais",
        "12.03.2024",
    ]
    assert facts(soup_of(client, "nl")) == ["Gratis", "Nederlands", "example.org", "12.03.2024"]


def test_line_that_is_no_emergency_line_says_so(client: Client) -> None:
    EmergencyNumberFactory(is_emergency=False)
    EmergencyNumberFactory(is_emergency=True)
    assert len(soup_of(client, "nl").select(".number-list__not-emergency")) == 1


def test_queries_do_not_grow_with_the_numbers(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client.get(ADDRESSES["fr"])
    with django_assert_num_queries(6):
        client.get(ADDRESSES["fr"])
    EmergencyNumberFactory.create_batch(30, primary=True)
    with django_assert_num_queries(6):
        client.get(ADDRESSES["fr"])


def test_page_without_numbers_still_shows_the_two(client: Client) -> None:
    soup = soup_of(client, "fr")
    assert soup.select('main a[href="tel:112"]')
    assert soup.select('main a[href="tel:101"]')


def test_page_is_not_there_in_a_language_in_which_it_is_not_published(
    client: Client, numbers_page: EmergencyNumbersPage
) -> None:
    publish_in_one_language_first(numbers_page, "nl")
    assert client.get(ADDRESSES["nl"]).status_code == 404
