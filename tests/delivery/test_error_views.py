"""Refused requests are answered in the reader's language, in the site's look, never with a fault."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.test import Client, RequestFactory
from django.views.defaults import permission_denied

from bps_portal import languages
from bps_portal.delivery.error_views import bad_request
from bps_portal.home.models import HomePage

REFUSED = {
    "fr": "Cette demande ne peut pas être traitée",
    "nl": "Deze aanvraag kan niet worden verwerkt",
}
FORBIDDEN = {
    "fr": "Cette page n’est pas ouverte à tous",
    "nl": "Deze pagina is niet voor iedereen",
}
OTHER = {"fr": "nl", "nl": "fr"}
FORM = "application/x-www-form-urlencoded"
COOKIE = "a" * 32
TOO_BIG = {"text": "x" * (settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1)}
TOO_MANY = {f"field{number}": "" for number in range(settings.DATA_UPLOAD_MAX_NUMBER_FIELDS + 1)}


def assert_speaks(content: bytes, code: str, titles: dict[str, str]) -> None:
    """Check that a page speaks one language, in the site's look."""
    soup = BeautifulSoup(content, "html.parser")
    assert soup.html is not None
    assert soup.html["lang"] == code
    assert [title.get_text() for title in soup.select("h1")] == [titles[code]]
    assert titles[OTHER[code]] not in soup.get_text()
    assert {"tel:112", "tel:101"} <= {link["href"] for link in soup.select("a")}
    assert soup.select_one(f'main a[href="/{code}/"]')


@pytest.mark.parametrize("code", ["fr", "nl"])
@pytest.mark.parametrize("data", [TOO_BIG, TOO_MANY], ids=["big", "many"])
def test_a_form_that_is_too_large_is_refused_in_words(
    home: HomePage, code: str, data: dict[str, str]
) -> None:
    client = Client(enforce_csrf_checks=True)
    client.cookies["csrftoken"] = COOKIE
    body = "&".join(f"{name}={value}" for name, value in data.items())
    answer = client.post(f"/{code}/", body, content_type=FORM)
    assert answer.status_code == 400
    assert_speaks(answer.content, code, REFUSED)


@pytest.mark.parametrize("code", ["fr", "nl"])
def test_the_admin_refuses_in_both_languages(home: HomePage, code: str) -> None:
    client = Client(enforce_csrf_checks=True, headers={"accept-language": code})
    client.cookies["csrftoken"] = COOKIE
    body = f"text={TOO_BIG['text']}"
    answer = client.post("/admin/login/", body, content_type=FORM)
    assert answer.status_code == 400
    soup = BeautifulSoup(answer.content, "html.parser")
    sections = [section["lang"] for section in soup.select("main section")]
    assert sections == [code, OTHER[code]]


@pytest.mark.parametrize("code", ["fr", "nl"])
def test_a_suspicious_request_and_a_forbidden_one(
    home: HomePage, rf: RequestFactory, code: str
) -> None:
    request = rf.get(f"/{code}/")
    with languages.override(code):
        refused = bad_request(request, SuspiciousOperation("odd"))
        forbidden = permission_denied(request, PermissionDenied("secret"))
    assert (refused.status_code, forbidden.status_code) == (400, 403)
    assert_speaks(refused.content, code, REFUSED)
    assert_speaks(forbidden.content, code, FORBIDDEN)
    assert b"secret" not in forbidden.content


def test_another_host_is_refused_without_a_fault(
    home: HomePage, client: Client, settings: Any
) -> None:
    settings.ALLOWED_HOSTS = ["localhost"]
    answer = client.get("/nl/", headers={"host": "evil.example"})
    assert answer.status_code == 400
    assert REFUSED["fr"] in answer.content.decode()
    assert REFUSED["nl"] in answer.content.decode()
