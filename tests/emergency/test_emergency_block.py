"""The block that stands on every page."""

from unittest.mock import patch

import pytest
from bs4 import BeautifulSoup
from django.db import OperationalError
from django.http import HttpRequest
from django.template import Context, Template
from django.template.loader import render_to_string
from django.test import RequestFactory
from pytest_django import DjangoAssertNumQueries

from bps_portal import languages
from emergency.models import EmergencyNumber, EmergencyNumbersPage
from tests.emergency.factories import EmergencyNumberFactory
from tests.factories import publish_in_one_language_first


def block(rf: RequestFactory, code: str) -> BeautifulSoup:
    return rendered(rf.get(f"/{code}/"), code)


def rendered(request: HttpRequest, code: str) -> BeautifulSoup:
    template = Template("{% load emergency_numbers %}{% emergency_numbers %}")
    with languages.override(code):
        html = template.render(Context({"request": request}))
    return BeautifulSoup(html, "html.parser")


def hrefs(soup: BeautifulSoup) -> list[str]:
    return [link["href"] for link in soup.select("a")]


@pytest.fixture
def numbers(db: None) -> None:
    """The police, the ambulance (which comes first), and a line that is not on every page."""
    EmergencyNumberFactory(number="101", name_fr="Police", name_nl="Politie", primary=True, order=2)
    EmergencyNumberFactory(
        number="112", name_fr="Ambulance", name_nl="Ziekenwagen", primary=True, order=1
    )
    EmergencyNumberFactory(number="1722")


@pytest.mark.usefixtures("numbers", "numbers_page")
@pytest.mark.parametrize(
    ("code", "name", "address"),
    [("fr", "Ambulance", "/fr/numeros-d-urgence/"), ("nl", "Ziekenwagen", "/nl/noodnummers/")],
)
def test_block_shows_primary_numbers_and_the_way_to_all(
    rf: RequestFactory, code: str, name: str, address: str
) -> None:
    soup = block(rf, code)
    assert hrefs(soup) == ["tel:112", "tel:101", address]
    assert name in soup.get_text()
    assert soup.section["aria-labelledby"] == soup.h2["id"]


@pytest.mark.usefixtures("numbers", "numbers_page")
def test_block_needs_one_query(
    rf: RequestFactory, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    # The page around the block has found the site and its root already.
    request = rf.get("/fr/")
    rendered(request, "fr")
    with django_assert_num_queries(1):
        rendered(request, "fr")


@pytest.mark.usefixtures("numbers")
def test_block_does_not_lead_to_a_page_that_is_not_public(
    rf: RequestFactory, numbers_page: EmergencyNumbersPage
) -> None:
    publish_in_one_language_first(numbers_page, "nl")
    assert hrefs(block(rf, "nl")) == ["tel:112", "tel:101"]


def test_block_without_numbers_shows_the_two(rf: RequestFactory, db: None) -> None:
    assert hrefs(block(rf, "fr")) == ["tel:112", "tel:101"]


def test_block_without_database_shows_the_two(rf: RequestFactory, db: None) -> None:
    with patch.object(EmergencyNumber.objects, "primary", side_effect=OperationalError):
        assert hrefs(block(rf, "nl")) == ["tel:112", "tel:101"]


def test_fallback_needs_neither_request_nor_database() -> None:
    html = render_to_string("components/emergency_fallback.html")
    assert hrefs(BeautifulSoup(html, "html.parser")) == ["tel:112", "tel:101"]
