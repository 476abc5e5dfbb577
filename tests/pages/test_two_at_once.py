"""Two people on the same page: a save changes what that person changed, and nothing else."""

import json

import pytest
from bs4 import BeautifulSoup
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse

from bps_portal.content.models import Theme
from bps_portal.home.models import ContentPage
from bps_portal.pages.change_notes import ChangeNote
from tests.factories import ContentPageFactory, ThemeFactory, UserFactory

from .test_translators import draft, edit

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(home) -> ContentPage:
    """A published page."""
    made = ContentPageFactory(
        parent=home, title_fr="Eau", title_nl="Water", lead_fr="Dix litres", lead_nl="Tien liter"
    )
    made.save_revision().publish()
    return made


def opened(client: Client, address: str) -> dict[str, str]:
    """Open the form and return what the browser would post, as long as nobody types."""
    html = BeautifulSoup(client.get(address).content, "html.parser")
    form = next(f for f in html.select("form") if f.select_one("[name=shown_values]"))
    posted = {}
    for field in form.select("input[name], textarea[name], select[name]"):
        if field.find_parent("template") or field.get("type") in ("submit", "button"):
            continue
        if field.get("type") in ("checkbox", "radio") and not field.has_attr("checked"):
            continue
        if field.name == "select":
            chosen = field.select_one("option[selected]")
            posted[field["name"]] = chosen["value"] if chosen else ""
        elif field["name"] in posted:
            posted[field["name"]] = [posted[field["name"]], field.get("value", "")]
        else:
            value = field.get("value", "") if field.name == "input" else field.text.lstrip("\n")
            posted[field["name"]] = value
    return posted | streams(html)


def streams(html: BeautifulSoup) -> dict[str, str]:
    """Return what the script of the form makes of the bodies."""
    posted = {}
    for root in html.select("[data-block]"):
        name = root["id"]
        value = json.loads(root["data-w-block-arguments-value"])[0]
        posted[f"{name}-count"] = str(len(value))
        for number, block in enumerate(value):
            posted |= {
                f"{name}-{number}-deleted": "",
                f"{name}-{number}-order": str(number),
                f"{name}-{number}-type": block["type"],
                f"{name}-{number}-id": block["id"],
                f"{name}-{number}-value": block["value"],
            }
    return posted


@pytest.fixture
def other() -> Client:
    """The browser of somebody else, with a French interface."""
    client = Client()
    client.force_login(UserFactory(groups=["Moderators"], language="fr"))
    return client


def messages_of(answer) -> str:
    return " ".join(str(message) for message in get_messages(answer.wsgi_request))


def test_both_keep_what_they_wrote(page, editor_client: Client, other: Client):
    mine, theirs = opened(editor_client, edit(page)), opened(other, edit(page))
    assert other.post(edit(page), theirs | {"lead_nl": "Elf liter"}).status_code == 302
    answer = editor_client.post(edit(page), mine | {"title_fr": "Eaux"})
    assert answer.status_code == 302, answer.context["form"].errors
    saved = draft(page)
    assert (saved.title_fr, saved.lead_nl) == ("Eaux", "Elf liter")
    words = {"fr": "Conservé", "nl": "Behouden"}
    assert words[editor_client.language] in messages_of(answer)


def test_a_body_that_only_the_other_changed_stays(page, editor_client: Client, other: Client):
    mine, theirs = opened(editor_client, edit(page)), opened(other, edit(page))
    assert other.post(edit(page), theirs | text("body_nl", "Anders.")).status_code == 302
    assert editor_client.post(edit(page), mine | {"title_fr": "Eaux"}).status_code == 302
    assert "Anders." in str(draft(page).body_nl)


def test_what_both_changed_is_refused_until_it_is_confirmed(page, editor_client, other):
    mine, theirs = opened(editor_client, edit(page)), opened(other, edit(page))
    mine |= {"lead_fr": "Onze litres"}
    other.post(edit(page), theirs | {"lead_fr": "Douze litres", "title_nl": "Waters"})
    answer = editor_client.post(edit(page), mine)
    assert answer.status_code == 200
    (error,) = answer.context["form"].errors["lead_fr"]
    assert "Douze litres" in error
    html = answer.content.decode()
    assert {"fr": "Quelqu’un d’autre", "nl": "Iemand anders"}[editor_client.language] in html
    assert "Onze litres" in html
    again = BeautifulSoup(html, "html.parser").select_one("[name=shown_values]")["value"]
    assert editor_client.post(edit(page), mine | {"shown_values": again}).status_code == 302
    saved = draft(page)
    # The dispute is settled; what the other changed beside it is still there.
    assert (saved.lead_fr, saved.title_nl) == ("Onze litres", "Waters")


@pytest.mark.parametrize(
    "with_it",
    [
        {"go_live_at": "2035-01-01 08:00"},
        {"expire_at": "2035-01-01 08:00"},
        {"action-publish": "action-publish"},
        {"action-submit": "action-submit"},
    ],
    ids=["go live", "expire", "publish", "submit"],
)
def test_no_other_way_of_saving_passes_over_the_others_work(page, editor_client, other, with_it):
    mine, theirs = opened(editor_client, edit(page)), opened(other, edit(page))
    published = theirs | {"title_fr": "Eaux", "action-publish": "action-publish"}
    assert other.post(edit(page), published).status_code == 302
    answer = editor_client.post(edit(page), mine | with_it | {"title_fr": "Ondes"})
    assert answer.status_code == 200
    assert "Eaux" in str(answer.context["form"].errors["title_fr"])
    assert draft(page).title_fr == "Eaux"
    # What only one of them changed needs no question.
    answer = editor_client.post(edit(page), mine | with_it | {"lead_nl": "Elf liter"})
    assert answer.status_code == 302, answer.context["form"].errors
    assert (draft(page).title_fr, draft(page).lead_nl) == ("Eaux", "Elf liter")


def test_notes_that_another_adds_or_translates_stay(page, editor_client: Client, other: Client):
    page.change_notes.add(ChangeNote(text_fr="Corrigé.", text_nl="Verbeterd."))
    page.save_revision()
    mine, theirs = opened(editor_client, edit(page)), opened(other, edit(page))
    added = {
        "change_notes-TOTAL_FORMS": "2",
        "change_notes-1-id": "",
        "change_notes-1-item_key": "",
        "change_notes-1-date": "2026-01-02",
        "change_notes-1-text_fr": "Encore.",
        "change_notes-1-text_nl": "Weer.",
    }
    answer = other.post(edit(page), theirs | added | {"change_notes-0-text_nl": "Rechtgezet."})
    assert answer.status_code == 302, answer.context["form"].formsets["change_notes"].errors
    assert editor_client.post(edit(page), mine | {"title_fr": "Eaux"}).status_code == 302
    notes = {(note.text_fr, note.text_nl) for note in draft(page).change_notes.all()}
    assert notes == {("Corrigé.", "Rechtgezet."), ("Encore.", "Weer.")}


def test_a_theme_is_merged_too(editor_client: Client, other: Client):
    theme = ThemeFactory(name_fr="Feu", name_nl="Vuur")
    address = reverse("wagtailsnippets_content_theme:edit", args=[theme.pk])
    mine, theirs = opened(editor_client, address), opened(other, address)
    other.post(address, theirs | {"description_nl": "Tien"})
    assert editor_client.post(address, mine | {"description_fr": "Dix"}).status_code == 302
    saved = Theme.objects.get(pk=theme.pk)
    assert (saved.description_fr, saved.description_nl) == ("Dix", "Tien")


@pytest.mark.parametrize(
    "value", ["", "nonsense", "[]", '{"lead_fr": 3, "no/such": ""}', '"\\u0000"']
)
def test_a_crafted_fingerprint_breaks_nothing(page, editor_client: Client, value):
    mine = opened(editor_client, edit(page)) | {"shown_values": value, "title_fr": "Eaux"}
    assert editor_client.post(edit(page), mine).status_code in (200, 302)


def text(name: str, words: str) -> dict[str, str]:
    """Return what a body's first block posts once somebody has typed in it."""
    raw = f'{{"blocks": [{{"key": "a", "text": "{words}", "type": "unstyled", "depth": 0, "inlineStyleRanges": [], "entityRanges": [], "data": {{}}}}], "entityMap": {{}}}}'
    return {f"{name}-0-value": raw}


def test_what_the_form_saved_by_itself_is_not_somebody_elses(page, editor_client: Client):
    mine = opened(editor_client, edit(page))
    # The answer to the first save has not come back when the second leaves.
    editor_client.post(edit(page), mine | {"lead_fr": "Onze"})
    answer = editor_client.post(edit(page), mine | {"lead_fr": "Onze litres"})
    assert answer.status_code == 302
    assert draft(page).lead_fr == "Onze litres"
