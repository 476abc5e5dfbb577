"""Texts of inline items are marked, translated and confirmed like those of their page."""

import pytest
from django.test import Client

from bps_portal.home.models import ContentPage
from bps_portal.languages.parity import State
from bps_portal.pages.change_notes import ChangeNote
from tests.factories import ContentPageFactory, UserFactory

from .test_confirming import standing
from .test_translators import draft, edit, own_texts

pytestmark = pytest.mark.django_db


@pytest.fixture
def translator(client: Client) -> Client:
    """The browser of the translator into Dutch."""
    client.force_login(UserFactory(groups=["Translators (nl)"], language="nl"))
    return client


@pytest.fixture(params=["published", "in the draft only"])
def page(request, home) -> ContentPage:
    """A page with a French change note, which is in a table or only in the draft."""
    made = ContentPageFactory(parent=home)
    made.save_revision().publish()
    made.change_notes.add(ChangeNote(text_fr="Deux numéros corrigés."))
    if request.param == "published":
        made.change_notes.commit()
    made.save_revision(clean=False)
    return made


def note(page) -> ChangeNote:
    (found,) = draft(page).change_notes.all()
    return found


def posted_notes(*notes: ChangeNote, **texts: str) -> dict[str, str]:
    """Return what a translator's form posts of the notes."""
    data = {
        "change_notes-TOTAL_FORMS": str(len(notes)),
        "change_notes-INITIAL_FORMS": str(len(notes)),
        "change_notes-MIN_NUM_FORMS": "0",
        "change_notes-MAX_NUM_FORMS": "1000",
    }
    for number, each in enumerate(notes):
        data[f"change_notes-{number}-id"] = str(each.pk or "")
        data[f"change_notes-{number}-item_key"] = str(each.item_key)
        data |= {f"change_notes-{number}-{name}": text for name, text in texts.items()}
    return data


def post(client: Client, page, data: dict[str, str]):
    return client.post(edit(page), own_texts("nl", title=page.title_nl) | data)


def test_a_translator_finds_the_note_and_writes_it(page, translator):
    key = f"change_notes/{note(page).item_key}/text"
    html = translator.get(edit(page)).content.decode()
    assert "Deux numéros corrigés." in html
    assert 'name="change_notes-0-text_nl"' in html
    for closed in ("text_fr", "date", "DELETE"):
        assert f'name="change_notes-0-{closed}"' not in html
    assert "standing--missing" in standing(translator, edit(page), key, "nl")["class"]
    answer = post(translator, page, posted_notes(note(page), text_nl="Twee nummers verbeterd."))
    assert answer.status_code == 302, answer.context["form"].errors
    saved = note(page)
    assert (saved.text_fr, saved.text_nl) == ("Deux numéros corrigés.", "Twee nummers verbeterd.")
    assert draft(page).parity_marks == {}


def test_a_changed_note_leaves_its_translation_out_of_date(page, translator):
    post(translator, page, posted_notes(note(page), text_nl="Twee nummers verbeterd."))
    edited = draft(page)
    edited.change_notes.all()[0].text_fr = "Trois numéros corrigés."
    edited.save_revision()
    key = f"change_notes/{note(page).item_key}/text"
    shown = standing(translator, edit(page), key, "nl")
    assert shown.select_one("ins").text == "Trois"
    data = posted_notes(note(page), text_nl="Drie nummers verbeterd.")
    post(translator, page, data | {"parity-confirm": f"{key}|nl"})
    assert note(page).text_nl == "Drie nummers verbeterd."
    assert draft(page).parity_marks == {}


def test_a_translator_who_writes_nothing_loses_no_note(page, translator):
    answer = post(translator, page, posted_notes(note(page), text_nl=""))
    assert answer.status_code == 302
    assert note(page).text_fr == "Deux numéros corrigés."


@pytest.mark.parametrize(
    "crafted",
    [
        {"change_notes-0-text_fr": "x"},
        {"change_notes-0-date": "2020-01-01"},
        {"change_notes-0-DELETE": "on"},
        {"change_notes-TOTAL_FORMS": "2", "change_notes-1-id": "", "change_notes-1-text_nl": "x"},
    ],
)
def test_a_crafted_note_is_refused(page, translator, crafted):
    data = posted_notes(note(page), text_nl="Twee nummers verbeterd.") | crafted
    answer = post(translator, page, data)
    assert answer.status_code == 200
    assert answer.context["form"].non_field_errors()
    assert note(page).text_nl in ("", None)
    assert "Twee nummers verbeterd." in answer.content.decode()


def test_an_item_that_is_gone_is_not_made_again(page, translator):
    data = posted_notes(ChangeNote(), text_nl="Weg")
    assert post(translator, page, data).status_code == 200
    assert note(page).text_fr == "Deux numéros corrigés."


def test_an_editor_keeps_a_note_that_only_the_draft_has(page, editor_client: Client):
    before = note(page)
    html = editor_client.get(edit(page)).content.decode()
    assert str(before.item_key) in html
    assert State.MISSING in {
        found.state
        for found in draft(page).standings()
        if found.segment.key.startswith("change_notes/")
    }
