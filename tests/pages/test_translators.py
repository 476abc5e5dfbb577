"""A translator changes the texts of one language, and nothing else, whatever the request."""

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse

from bps_portal.home.models import ContentPage
from bps_portal.languages.permissions import only_translates, writable_codes
from tests.factories import ContentPageFactory, UserFactory

pytestmark = pytest.mark.django_db
OTHER = {"fr": "nl", "nl": "fr"}


@pytest.fixture(params=["fr", "nl"])
def code(request) -> str:
    """The language of the translator."""
    return request.param


@pytest.fixture(params=["fr", "nl"])
def translator(request, code, client: Client) -> Client:
    """The browser of a translator, whatever the language of its interface."""
    client.force_login(UserFactory(groups=[f"Translators ({code})"], language=request.param))
    return client


@pytest.fixture
def page(home) -> ContentPage:
    """A published page."""
    made = ContentPageFactory(parent=home, title_fr="Eau", title_nl="Water", lead_fr="", lead_nl="")
    made.save_revision().publish()
    return made


def edit(page) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def draft(page) -> ContentPage:
    return ContentPage.objects.get(pk=page.pk).get_latest_revision_as_object()


def body(code: str, text: str = "Texte") -> dict[str, str]:
    """Return a body of one text block, as the form posts it."""
    name = f"body_{code}"
    raw = f'{{"blocks": [{{"key": "a", "text": "{text}", "type": "unstyled", "depth": 0, "inlineStyleRanges": [], "entityRanges": [], "data": {{}}}}], "entityMap": {{}}}}'
    return {
        f"{name}-count": "1",
        f"{name}-0-deleted": "",
        f"{name}-0-order": "0",
        f"{name}-0-type": "text",
        f"{name}-0-id": "",
        f"{name}-0-value": raw,
    }


def own_texts(code: str, **texts: str) -> dict[str, str]:
    """Return what the form of a translator posts."""
    fields = {"title": "Titre", "lead": "", "seo_title": "", "search_description": ""} | texts
    return {f"{name}_{code}": value for name, value in fields.items()} | body(code) | COMMENTS


COMMENTS = {
    "comments-TOTAL_FORMS": "0",
    "comments-INITIAL_FORMS": "0",
    "comments-MIN_NUM_FORMS": "0",
    "comments-MAX_NUM_FORMS": "",
}


def test_a_translator_reads_every_language_and_writes_one(page, code, translator):
    html = translator.get(edit(page)).content.decode()
    assert f'name="title_{code}"' in html
    assert f'name="title_{OTHER[code]}"' not in html
    assert getattr(page, f"title_{OTHER[code]}") in html
    for closed in (f"slug_{code}", "published_languages", "show_in_menus", "go_live_at"):
        assert f'name="{closed}"' not in html


def test_a_translator_saves_the_texts_of_one_language(page, code, translator):
    answer = translator.post(edit(page), own_texts(code, title="Neuf"))
    assert answer.status_code == 302, answer.context["form"].errors
    saved = draft(page)
    assert getattr(saved, f"title_{code}") == "Neuf"
    assert getattr(saved, f"title_{OTHER[code]}") == getattr(page, f"title_{OTHER[code]}")
    assert saved.parity_marks == {}


@pytest.mark.parametrize(
    "crafted",
    [
        {"title_{other}": "x"},
        {"slug_{own}": "x"},
        {"published_languages": "fr"},
        {"show_in_menus": "on"},
        {"body_{other}-count": "0"},
    ],
)
def test_a_crafted_request_is_refused_and_changes_nothing(page, code, translator, crafted, caplog):
    before = draft(page).latest_revision_id
    names = {name.format(own=code, other=OTHER[code]): value for name, value in crafted.items()}
    answer = translator.post(edit(page), own_texts(code, title="Neuf") | names)
    assert answer.status_code == 200
    assert answer.context["form"].non_field_errors()
    assert draft(page).latest_revision_id == before
    assert "may not write" in caplog.text
    # What was typed is still there.
    assert "Neuf" in answer.content.decode()


def test_a_translator_neither_publishes_nor_moves_nor_deletes(page, translator):
    for view in ("delete", "unpublish", "move", "copy"):
        answer = translator.post(reverse(f"wagtailadmin_pages:{view}", args=[page.pk]))
        assert answer.status_code in (302, 403), view
    answer = translator.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    assert "action-publish" not in answer.content.decode()
    page.refresh_from_db()
    assert page.live


def test_editors_write_every_language():
    for group in ("Editors", "Moderators"):
        user = UserFactory(groups=[group])
        assert writable_codes(user) == ("fr", "nl")
        assert not only_translates(user)


def test_administrators_see_the_rights_in_the_form_of_a_group(editor_client: Client):
    html = editor_client.get(reverse("wagtailusers_groups:add")).content.decode()
    for right in Permission.objects.filter(codename__startswith="write_"):
        assert right.name in html
