"""An old address leads to the new one, with what the visitor's link carried."""

import pytest
from django.test import Client
from wagtail.contrib.redirects.models import Redirect

from bps_portal.home.models import HomePage

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("link", "address", "target"),
    [
        ("/nl/nieuw/", "/nl/oud/", "/nl/nieuw/"),
        ("/nl/nieuw/", "/nl/oud/?x=1&y=%C3%A9", "/nl/nieuw/?x=1&y=%C3%A9"),
        ("/nl/nieuw/?z=1", "/nl/oud/?x=1", "/nl/nieuw/?z=1"),
    ],
)
def test_a_redirect_keeps_the_query(
    home: HomePage, client: Client, link: str, address: str, target: str
) -> None:
    Redirect.objects.create(old_path="/nl/oud", redirect_link=link)
    answer = client.get(address)
    assert (answer.status_code, answer["Location"]) == (301, target)


def test_a_missing_page_with_a_query_stays_missing(home: HomePage, client: Client) -> None:
    assert client.get("/nl/niets/?x=1").status_code == 404
