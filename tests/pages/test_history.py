"""The history says who changed what in which language, in the language of its reader."""

import pytest
from bs4 import BeautifulSoup
from django.contrib.contenttypes.models import ContentType
from django.test import Client
from django.urls import reverse
from wagtail.models import ModelLogEntry

from bps_portal.content.models import Theme
from bps_portal.home.models import ContentPage
from tests.factories import ContentPageFactory, ThemeFactory, UserFactory

from .test_translators import draft, edit, own_texts
from .test_two_at_once import opened


@pytest.fixture
def page(home) -> ContentPage:
    """A published page."""
    made = ContentPageFactory(parent=home, title_fr="Eau", title_nl="Water")
    made.save_revision().publish()
    return made


def told(client: Client, page: ContentPage) -> list[str]:
    """Return what the history of a page says of its edits, the newest first."""
    address = reverse("wagtailadmin_pages:history", args=[page.pk])
    html = BeautifulSoup(client.get(address).content, "html.parser")
    words = ("Brouillon sauvegardé", "Concept opgeslagen")
    lines = [" ".join(cell.stripped_strings) for cell in html.select("main tbody tr")]
    return [line for line in lines if any(word in line for word in words)]


def test_an_edit_names_the_languages_that_it_changed(page, editor_client: Client):
    posted = opened(editor_client, edit(page))
    editor_client.post(edit(page), posted | {"title_nl": "Waters"})
    editor_client.post(reverse("wagtailadmin_pages:unpublish", args=[page.pk]))
    posted = opened(editor_client, edit(page))
    editor_client.post(edit(page), posted | {"title_fr": "Eaux", "title_nl": "Wateren"})
    both, dutch = told(editor_client, page)[:2]
    names = {"fr": ("français", "néerlandais"), "nl": ("Frans", "Nederlands")}
    french, flemish = names[editor_client.language]
    assert f"({french}, {flemish})" in both
    assert f"({flemish})" in dutch


def test_a_translator_stands_there_with_the_language(page, client: Client, editor_client: Client):
    translator = Client()
    translator.force_login(UserFactory(username="els", groups=["Translators (nl)"], language="nl"))
    translator.post(edit(page), own_texts("nl", title="Waters"))
    assert draft(page).title_nl == "Waters"
    newest = told(editor_client, page)[0]
    assert "els" in newest
    assert {"fr": "(néerlandais)", "nl": "(Nederlands)"}[editor_client.language] in newest


def test_an_edit_without_a_text_names_none(page, editor_client: Client):
    editor_client.post(edit(page), opened(editor_client, edit(page)))
    (newest,) = told(editor_client, page)
    assert "(" not in newest


def test_snippets_too(editor_client: Client):
    theme = ThemeFactory(name_fr="Eau", name_nl="Water")
    address = reverse(theme.snippet_viewset.get_url_name("edit"), args=[theme.pk])
    posted = opened(editor_client, address)
    assert editor_client.post(address, posted | {"name_nl": "Waters"}).status_code == 302
    entry = ModelLogEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(Theme), action="wagtail.edit"
    ).latest("pk")
    assert entry.data["languages"] == ["nl"]
