"""Error pages speak the language of the address, or all of them where it names none."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client, RequestFactory
from django.views.defaults import server_error

from bps_portal import languages
from bps_portal.home.models import HomePage

TITLES = {"fr": "Page introuvable", "nl": "Pagina niet gevonden"}
FAULTS = {"fr": "Le site a une panne", "nl": "De site heeft een storing"}
OTHER = {"fr": "nl", "nl": "fr"}


def not_found(client: Client, address: str, **headers: str) -> BeautifulSoup:
    """Return the page for an address that does not exist."""
    answer = client.get(address, headers=headers)
    assert answer.status_code == 404
    return BeautifulSoup(answer.content, "html.parser")


@pytest.mark.parametrize("code", ["fr", "nl"])
def test_the_address_decides(home: HomePage, client: Client, code: str) -> None:
    soup = not_found(client, f"/{code}/xyz/", **{"accept-language": OTHER[code]})
    assert soup.html["lang"] == code
    assert [title.get_text() for title in soup.select("h1")] == [TITLES[code]]
    assert TITLES[OTHER[code]] not in soup.get_text()
    assert {"tel:112", "tel:101"} <= {link["href"] for link in soup.select("a")}


@pytest.mark.parametrize("code", ["fr", "nl"])
def test_without_a_language_both_speak_the_readers_first(
    home: HomePage, client: Client, code: str
) -> None:
    soup = not_found(client, "/media/none.jpg", **{"accept-language": code})
    sections = soup.select("main section")
    assert [section["lang"] for section in sections] == [code, OTHER[code]]
    assert [section.select_one("h1, h2").get_text() for section in sections] == [
        TITLES[code],
        TITLES[OTHER[code]],
    ]
    assert len(soup.select("h1")) == 1


@pytest.mark.parametrize("code", ["fr", "nl"])
def test_after_a_server_error_both_speak_without_a_database(rf: RequestFactory, code: str) -> None:
    with languages.override(code):
        answer = server_error(rf.get(f"/{code}/"))
    soup = BeautifulSoup(answer.content, "html.parser")
    assert soup.html["lang"] == code
    assert [title.get_text() for title in soup.select("h1")] == [FAULTS[code]]
    assert FAULTS[OTHER[code]] in soup.get_text()
    identifiers = [element["id"] for element in soup.select("[id]")]
    assert len(identifiers) == len(set(identifiers))
    assert {"tel:112", "tel:101"} <= {link["href"] for link in soup.select("a")}
