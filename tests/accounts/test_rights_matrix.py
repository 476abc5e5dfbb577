"""Every role asks for every address of the admin, and gets what docs/rights.md says."""

from collections.abc import Iterator
from http import HTTPStatus
from http.cookies import SimpleCookie

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from bps_portal.home.models import HomePage
from tests.factories import UserFactory
from tests.routes import routes

from .admin_addresses import ANYTHING, Contents, make_contents
from .rights import ADMINISTRATORS, NOBODY, ROLES, cell, matrix

pytestmark = pytest.mark.django_db


@pytest.fixture
def addresses(home: HomePage) -> dict[str, str]:
    """Every address of the admin by its name in the document."""
    contents: Contents = make_contents(home)
    return {
        name: address
        for route in routes("admin/")
        if route != ANYTHING
        for name, address in contents.addresses(route).items()
    }


def test_every_address_has_a_row(addresses: dict[str, str]) -> None:
    assert set(addresses) == set(matrix())


@pytest.mark.parametrize("role", ROLES)
def test_a_role_may_what_the_document_says(role: str, addresses: dict[str, str]) -> None:
    told = matrix()
    found = dict(_found(role, addresses))
    assert {name: may for name, may in found.items() if may != told[name][role]} == {}


def _found(role: str, addresses: dict[str, str]) -> Iterator[tuple[str, str]]:
    client = Client(headers={"X-Requested-With": "XMLHttpRequest"})
    if role != NOBODY:
        groups = [] if role == ADMINISTRATORS else [role]
        client.force_login(UserFactory(groups=groups, is_superuser=role == ADMINISTRATORS))
    signed_in = client.cookies.output(header="")
    for name, address in addresses.items():
        may = {}
        for method in ("get", "post"):
            # One of the addresses signs out.
            client.cookies = SimpleCookie(signed_in)
            may[method] = _is_let_in(client, method, address)
        yield name, cell(sees=may["get"], does=may["post"])


def _is_let_in(client: Client, method: str, address: str) -> bool:
    """Tell whether an address answers; whatever it did is undone."""
    with transaction.atomic():
        answer: HttpResponse = getattr(client, method)(address)
        transaction.set_rollback(True)
    # Whoever signs out is led there too.
    is_sent_away = "/login/" in answer.get("Location", "") and address != reverse("account_logout")
    # To a script, Wagtail says no by a status of its own instead of leading to its first page.
    return not is_sent_away and answer.status_code not in {
        HTTPStatus.FORBIDDEN,
        HTTPStatus.NOT_FOUND,
        HTTPStatus.METHOD_NOT_ALLOWED,
    }
