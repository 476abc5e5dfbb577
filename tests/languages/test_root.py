"""The root of the site leads to a language (RFC 9110, 12.5.4)."""

import pytest
from django.test import Client


@pytest.mark.parametrize(
    ("accepted", "home"),
    [
        ("nl", "/nl/"),
        ("nl-BE,nl;q=0.9,fr;q=0.8", "/nl/"),
        ("fr", "/fr/"),
        ("de;q=1, nl;q=0.5, fr;q=0.7", "/fr/"),
        ("de", "/fr/"),
        ("", "/fr/"),
        ("*", "/fr/"),
        ("NL", "/nl/"),
        ("nl;q=0, fr", "/fr/"),
        ("nl;q=much", "/fr/"),
        ("n" * 5000, "/fr/"),
    ],
)
def test_the_browsers_language_decides(client: Client, accepted: str, home: str) -> None:
    answer = client.get("/", headers={"accept-language": accepted})
    assert (answer.status_code, answer["Location"]) == (302, home)
    assert "Accept-Language" in answer["Vary"]
    assert not answer.cookies


def test_a_language_cookie_changes_nothing(client: Client) -> None:
    client.cookies["django_language"] = "nl"
    assert client.get("/", headers={"accept-language": "fr"})["Location"] == "/fr/"


def test_the_query_goes_along(client: Client) -> None:
    assert client.get("/?utm_source=x")["Location"] == "/fr/?utm_source=x"


def test_a_request_for_the_head_alone_is_led_alike(client: Client) -> None:
    answer = client.head("/", headers={"accept-language": "nl"})
    assert (answer.status_code, answer["Location"]) == (302, "/nl/")
    assert "Accept-Language" in answer["Vary"]
