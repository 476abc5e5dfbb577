"""Editors see how a text stands, confirm translations and declare texts empty on purpose."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from bps_portal.content.models import Theme
from bps_portal.home.models import ContentPage
from bps_portal.languages.parity import State, differences
from tests.factories import ContentPageFactory, ThemeFactory, UserFactory

from .test_translators import body, draft, edit, own_texts

pytestmark = pytest.mark.django_db


@pytest.fixture
def outdated(home) -> ContentPage:
    """A page whose French lead was rewritten after its Dutch one."""
    page = ContentPageFactory(
        parent=home, title_fr="Eau", title_nl="Water", lead_fr="Dix litres", lead_nl="Tien liter"
    )
    page.save_revision().publish()
    page.lead_fr = "Douze litres"
    page.save_revision()
    return page


@pytest.fixture
def translator(client: Client) -> Client:
    """The browser of the translator into Dutch."""
    client.force_login(UserFactory(groups=["Translators (nl)"], language="nl"))
    return client


def state(page, field: str, code: str) -> str:
    return next(
        str(found.state.value)
        for found in draft(page).standings()
        if found.segment.key == field and found.code == code
    )


def standing(client: Client, address: str, key: str, code: str) -> BeautifulSoup:
    html = BeautifulSoup(client.get(address).content, "html.parser")
    found = html.select_one(f"[data-segment='{key}'][data-language={code}]")
    assert found is not None
    return found


def test_the_form_shows_what_changed_in_the_source(outdated, editor_client: Client):
    shown = standing(editor_client, edit(outdated), "lead", "nl")
    changes = shown.select_one(".standing__changes")
    assert changes["lang"] == "fr"
    assert changes.find("del").text == "Dix"
    assert changes.find("ins").text == "Douze"
    words = {"fr": "Plus à jour depuis", "nl": "Niet meer actueel sinds"}
    assert words[editor_client.language] in shown.text


def test_confirming_without_a_change(outdated, translator: Client):
    posted = own_texts("nl", title="Water", lead="Tien liter") | {"parity-confirm": "lead|nl"}
    assert translator.post(edit(outdated), posted).status_code == 302
    assert state(outdated, "lead", "nl") == State.CURRENT
    assert state(outdated, "lead", "fr") == State.CURRENT


def test_confirming_with_a_change_marks_nothing_else(outdated, translator: Client):
    posted = own_texts("nl", title="Water", lead="Twaalf liter") | {"parity-confirm": "lead|nl"}
    assert translator.post(edit(outdated), posted).status_code == 302
    assert draft(outdated).lead_nl == "Twaalf liter"
    assert draft(outdated).parity_marks == {}


def test_a_change_that_is_not_confirmed_stays_out_of_date(outdated, translator: Client):
    posted = own_texts("nl", title="Water", lead="Elf liter")
    assert translator.post(edit(outdated), posted).status_code == 302
    assert state(outdated, "lead", "nl") == State.OUTDATED


@pytest.mark.parametrize("value", ["lead|fr", "lead|xx", "|", "nothing", "no/such/key|nl", "\0|nl"])
def test_a_crafted_confirmation_changes_nothing(outdated, translator: Client, value):
    outdated.refresh_from_db()
    posted = own_texts("nl", title="Water", lead="Tien liter") | {"parity-confirm": value}
    assert translator.post(edit(outdated), posted).status_code == 302
    assert state(outdated, "lead", "nl") == State.OUTDATED


def test_a_text_is_declared_empty_on_purpose_and_wanted_again(home, translator: Client):
    page = ContentPageFactory(parent=home, title_fr="Eau", title_nl="Water", live=False)
    page.lead_fr = "Dix"
    page.save_revision(clean=False)
    assert state(page, "lead", "nl") == State.MISSING
    shown = {"parity-empty-shown": "lead|nl"}
    posted = own_texts("nl", title="Water") | shown
    assert translator.post(edit(page), posted | {"parity-empty": "lead|nl"}).status_code == 302
    assert state(page, "lead", "nl") == State.EMPTY
    assert standing(translator, edit(page), "lead", "nl").find("input", checked=True)
    assert translator.post(edit(page), posted).status_code == 302
    assert state(page, "lead", "nl") == State.MISSING


def test_a_theme_knows_its_state_too(translator: Client):
    theme = ThemeFactory(name_fr="Feu", name_nl="Vuur", description_fr="Dix", description_nl="Tien")
    theme.description_fr = "Onze"
    theme.save()
    address = reverse("wagtailsnippets_content_theme:edit", args=[theme.pk])
    shown = standing(translator, address, "description", "nl")
    assert "standing--outdated" in shown["class"]
    posted = {"name_nl": "Vuur", "description_nl": "Elf", "parity-confirm": "description|nl"}
    assert translator.post(address, posted).status_code == 302
    saved = Theme.objects.get(pk=theme.pk)
    assert (saved.description_nl, saved.description_fr, saved.parity_marks) == ("Elf", "Onze", {})


def test_a_translator_may_not_touch_a_themes_other_language(translator: Client):
    theme = ThemeFactory(name_fr="Feu", name_nl="Vuur")
    address = reverse("wagtailsnippets_content_theme:edit", args=[theme.pk])
    answer = translator.post(address, {"name_nl": "Brand", "description_nl": "", "name_fr": "x"})
    assert answer.status_code == 200
    assert Theme.objects.get(pk=theme.pk).name_nl == "Vuur"


def test_blocks_are_confirmed_one_by_one(home, translator: Client):
    page = ContentPageFactory(parent=home)
    page.save_revision().publish()
    block = page.body_fr[0]
    page.body_fr = [{"type": "text", "value": "<p>Autre.</p>", "id": str(block.id)}]
    page.save_revision()
    key = f"body/{block.id}"
    assert state(page, key, "nl") == State.OUTDATED
    posted = own_texts("nl", title=page.title_nl) | body("nl", "Tekst.")
    posted |= {"body_nl-0-id": str(block.id), "parity-confirm": f"{key}|nl"}
    assert translator.post(edit(page), posted).status_code == 302
    assert state(page, key, "nl") == State.CURRENT


def test_equal_texts_differ_in_nothing():
    assert [change.kind for change in differences("a b", "a b")] == ["same"]
