"""Each user chooses which languages the edit forms show, and finds them again."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def chosen(client: Client) -> str:
    return client.get(reverse("language_view")).json()["chosen"]


def choose(client: Client, code: str) -> int:
    return client.post(reverse("language_view"), {"code": code}).status_code


def test_a_choice_is_kept_for_its_user_alone(editor_client: Client):
    other = Client()
    other.force_login(UserFactory(groups=["Editors"]))
    assert chosen(editor_client) == ""
    assert choose(editor_client, "nl") == 204
    assert choose(editor_client, "fr") == 204
    assert (chosen(editor_client), chosen(other)) == ("fr", "")
    assert choose(editor_client, "") == 204
    assert chosen(editor_client) == ""


def test_what_is_offered_is_in_the_language_of_the_interface(editor_client: Client):
    offered = editor_client.get(reverse("language_view")).json()
    words = {"fr": "Côte à côte", "nl": "Naast elkaar"}
    labels = [choice["label"] for choice in offered["choices"]]
    assert labels == [words[editor_client.language], "Français", "Nederlands"]


@pytest.mark.parametrize("code", ["xx", "fr\0", "x" * 10_000])
def test_an_unknown_language_is_refused(editor_client: Client, code):
    assert choose(editor_client, code) == 400
    assert chosen(editor_client) == ""


def test_nobody_chooses_without_an_account(client: Client):
    assert client.post(reverse("language_view"), {"code": "fr"}).status_code == 302
