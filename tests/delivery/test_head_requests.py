"""HEAD asks for header fields alone."""

from collections.abc import Iterator

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished
from django.db import close_old_connections
from django.test import RequestFactory

from bps_portal.home.models import HomePage
from tests.factories import DocumentFactory


@pytest.fixture(autouse=True)
def _keep_the_connection() -> Iterator[None]:
    """Do not let the end of a response close the connection that holds the test's transaction."""
    request_finished.disconnect(close_old_connections)
    yield
    request_finished.connect(close_old_connections)


def answer(method: str, address: str) -> tuple[int, dict[str, str], bytes]:
    """Return status, header fields and content as the server gets them from the application.

    Django's test client would take the content away itself.
    """
    response = WSGIHandler().get_response(RequestFactory().generic(method, address))
    content = b"".join(response)
    response.close()
    return response.status_code, dict(response.items()), content


def test_a_page_sends_the_header_fields_of_get_and_no_content(home: HomePage) -> None:
    status, fields, content = answer("GET", "/fr/")
    assert content
    assert answer("HEAD", "/fr/") == (status, fields, b"")
    assert fields["Content-Length"] == str(len(content))


def test_a_file_sends_the_header_fields_of_get_and_no_content(home: HomePage) -> None:
    address = DocumentFactory().url
    status, fields, content = answer("GET", address)
    assert content == b"Brochure"
    assert answer("HEAD", address) == (status, fields, b"")


def test_a_missing_page_sends_no_content(home: HomePage) -> None:
    status, _fields, content = answer("HEAD", "/fr/rien/")
    assert (status, content) == (404, b"")
