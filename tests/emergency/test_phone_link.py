"""The phone link that an editor adds to rich text."""

import json

import pytest
from django.test import Client
from django.urls import reverse

ADDRESS = "/admin/choose-phone-link/"


def chosen(client: Client, number: str) -> dict[str, object]:
    response = client.post(ADDRESS, {"phone-link-chooser-phone_number": number})
    assert response.status_code == 200
    answer: dict[str, object] = json.loads(response.content)
    return answer


def test_wagtails_address_is_the_portals() -> None:
    assert reverse("wagtailadmin_choose_page_phone_link") == ADDRESS


@pytest.mark.parametrize(
    ("typed", "url"),
    [
        ("112", "tel:112"),
        ("1722", "tel:1722"),
        ("070 245 245", "tel:+3270245245"),
        ("+32 (0)2 123 45 67", "tel:+3221234567"),
        ("02\u00a0123\u00a045\u00a067", "tel:+3221234567"),
        ("+3221234567", "tel:+3221234567"),
        ("\u202a02 123 45 67\u202c", "tel:+3221234567"),
    ],
)
def test_link_dials_and_shows_what_was_typed(editor_client: Client, typed: str, url: str) -> None:
    result = chosen(editor_client, typed)["result"]
    assert (result["url"], result["title"]) == (url, typed)


def test_impossible_number_is_refused_and_kept(editor_client: Client) -> None:
    answer = chosen(editor_client, "abc")
    assert answer["step"] == "phone_link"
    assert str(answer["html"]).count("abc") == 2
    assert 'value="abc"' in answer["html"]


def test_visitors_are_asked_to_sign_in(client: Client, db: None) -> None:
    assert client.get(ADDRESS).status_code == 302
