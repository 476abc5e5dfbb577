"""Choosers speak the editor's language, whatever the site's default language is."""

import pytest
from django.test import Client
from django.urls import reverse

pytestmark = pytest.mark.django_db

WORDS = {"fr": {"Rechercher", "Choisir"}, "nl": {"Zoeken", "Kies"}}


@pytest.mark.parametrize(
    "chooser",
    [
        "wagtailimages_chooser:choose",
        "wagtaildocs_chooser:choose",
        "wagtailsnippetchoosers_content_theme:choose",
    ],
)
def test_a_chooser_speaks_the_editors_language_and_no_other(
    editor_client: Client, chooser: str
) -> None:
    html = editor_client.get(reverse(chooser)).json()["html"]
    language = editor_client.language  # type: ignore[attr-defined]
    other = {"fr": "nl", "nl": "fr"}[language]
    assert any(word in html for word in WORDS[language])
    assert not any(word in html for word in WORDS[other])
