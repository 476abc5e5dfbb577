"""Public notes on important changes: written by editors, read once the page is published."""

import datetime as dt

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone
from wagtail.test.utils.form_data import inline_formset

from bps_portal.pages.change_notes import ChangeNote
from bps_portal.pages.language_exceptions import allow_one_language_first
from bps_portal.pages.models import PortalPage
from news.models import ArticlePage
from tests.factories import ArticlePageFactory, ContentPageFactory, ThemeFactory
from tests.pages.test_admin import article_form, edit_url

pytestmark = pytest.mark.django_db
TEXTS = {"text_fr": "3 numéros corrigés.", "text_nl": "3 nummers verbeterd."}
TITLES = {"fr": "Modifications de cette page", "nl": "Wijzigingen aan deze pagina"}
NEEDED = {
    "fr": "Nécessaire pour publier la page dans cette langue (néerlandais).",
    "nl": "Nodig om de pagina in deze taal te publiceren (Nederlands).",
}


def noted(page, *notes, **values):
    """Publish `page` with notes, each a day in May 2026 and its texts."""
    for day, texts in notes:
        page.change_notes.add(ChangeNote(date=dt.date(2026, 5, day), **texts))
    page.save_revision().publish()
    return type(page).objects.get(pk=page.pk)


def notes_at(client: Client, address: str | None) -> list[str]:
    """Return the notes that a reader sees, each with its date."""
    soup = BeautifulSoup(client.get(address).content, "html.parser")
    return [" ".join(item.get_text(" ").split()) for item in soup.select(".change-notes__item")]


def post(editor_client, page, notes, **values):
    """Send the edit form of an article with notes."""
    slugs = {"slug_fr": page.slug_fr, "slug_nl": page.slug_nl}
    data = article_form(page.theme, change_notes=inline_formset(notes), **slugs, **values)
    return editor_client.post(edit_url(page), data)


@pytest.mark.parametrize("code", ["fr", "nl"])
def test_readers_see_the_notes_of_their_language_newest_first(news, client: Client, code):
    page = noted(
        ArticlePageFactory(parent=news),
        (1, {"text_fr": "Première", "text_nl": "Eerste"}),
        (9, TEXTS),
        (5, {"text_fr": "Milieu", "text_nl": "Midden"}),
    )
    answer = client.get(page.url_in(code))
    soup = BeautifulSoup(answer.content, "html.parser")
    assert soup.select_one(".change-notes h2").get_text() == TITLES[code]
    assert soup.select_one(".change-notes time")["datetime"] == "2026-05-09"
    shown = notes_at(client, page.url_in(code))
    texts = {"fr": ["3 numéros corrigés.", "Milieu", "Première"]}
    texts["nl"] = ["3 nummers verbeterd.", "Midden", "Eerste"]
    days = ["09.05.2026", "05.05.2026", "01.05.2026"]
    assert shown == [f"{day} {text}" for day, text in zip(days, texts[code], strict=True)]


def test_every_kind_of_page_shows_its_notes_and_none_where_there_are_none(home, client: Client):
    page = ContentPageFactory(parent=home)
    assert "change-notes" not in client.get(page.url_in("fr")).content.decode()
    noted(page, (2, TEXTS))
    assert notes_at(client, page.url_in("nl")) == ["02.05.2026 3 nummers verbeterd."]


def test_a_note_waits_for_the_revision_that_brings_it(news, client: Client, editor_client):
    page = noted(ArticlePageFactory(parent=news, theme=ThemeFactory()))
    note = {"date": "2026-05-01", **TEXTS}
    assert post(editor_client, page, [note]).status_code == 302
    page.refresh_from_db()
    assert page.has_unpublished_changes
    assert notes_at(client, "/fr/actualites/" + page.slug_fr + "/") == []
    assert not ChangeNote.objects.exists()
    page.get_latest_revision().publish()
    assert notes_at(client, page.url_in("fr")) == ["01.05.2026 3 numéros corrigés."]


def test_a_draft_may_lack_a_language_but_publishing_is_refused_at_the_field(news, editor_client):
    page = noted(ArticlePageFactory(parent=news, theme=ThemeFactory()))
    half = {"date": "2026-05-01", "text_fr": "Corrigé.", "text_nl": ""}
    answer = post(editor_client, page, [half], **{"action-publish": "1"})
    assert answer.status_code == 200
    form = answer.context["form"].formsets["change_notes"].forms[0]
    assert set(form.errors) == {"text_nl"}
    assert NEEDED[editor_client.language] in answer.content.decode()
    assert 'value="Corrigé."' in answer.content.decode()
    assert not ChangeNote.objects.exists()
    assert post(editor_client, page, [half]).status_code == 302
    allow_one_language_first(page, "nl", "Alerte", timezone.localdate() + dt.timedelta(days=9))
    one = {"published_languages": ["fr"], "action-publish": "1"}
    assert post(editor_client, page, [half], **one).status_code == 302
    assert ChangeNote.objects.get().text_fr == "Corrigé."


@pytest.mark.parametrize(
    ("note", "field"),
    [
        ({"date": "2026-05-01", "text_fr": "", "text_nl": ""}, "text_fr"),
        ({"date": "", **TEXTS}, "date"),
        ({"date": "32.13.2026", **TEXTS}, "date"),
        ({"date": "9999-12-31", **TEXTS}, "date"),
        ({"date": "2026-05-01", "text_fr": "é" * 301, "text_nl": "x"}, "text_fr"),
        ({"date": "2026-05-01", "text_fr": "a\0b", "text_nl": "x"}, "text_fr"),
    ],
)
def test_what_no_note_can_be_is_refused_beside_its_field(news, editor_client, note, field):
    page = noted(ArticlePageFactory(parent=news, theme=ThemeFactory()))
    for action in ({}, {"action-publish": "1"}):
        answer = post(editor_client, page, [note], **action)
        assert answer.status_code == 200
        assert field in answer.context["form"].formsets["change_notes"].forms[0].errors


def test_no_other_way_publishes_a_note_that_lacks_a_language(news):
    page = ArticlePageFactory(parent=news)
    page.change_notes.add(ChangeNote(text_fr="Corrigé."))
    page.cleaning_draft = True
    revision = page.save_revision(clean=False)
    with pytest.raises(ValidationError) as caught:
        revision.publish()
    assert "published_languages" in caught.value.message_dict


def test_a_note_can_be_taken_back_and_an_older_revision_restored(news, client: Client):
    page = ArticlePageFactory(parent=news)
    before = page.save_revision()
    page = noted(page, (1, TEXTS))
    noted_revision = page.get_latest_revision()
    before.publish()
    assert notes_at(client, page.url_in("fr")) == []
    noted_revision.publish()
    assert len(notes_at(client, page.url_in("fr"))) == 1


@pytest.mark.parametrize("code", ["fr", "nl"])
def test_the_preview_shows_the_notes_of_a_draft(news, rf, code):
    page = noted(ArticlePageFactory(parent=news))
    page.change_notes.add(ChangeNote(date=timezone.localdate(), **TEXTS))
    draft = page.save_revision().as_object()
    answer = draft.make_preview_request(preview_mode=code)
    assert TEXTS[f"text_{code}"] in answer.content.decode()


def test_a_copy_starts_without_notes(news):
    page = noted(ArticlePageFactory(parent=news), (1, TEXTS))
    values = {"slug_fr": "copie", "slug_nl": "kopie"}
    copied = page.copy(update_attrs=values, keep_live=True)
    assert not copied.change_notes.exists()
    assert not copied.get_latest_revision_as_object().change_notes.all()
    assert ChangeNote.objects.count() == 1
    ArticlePage.objects.get(pk=copied.pk).get_latest_revision().publish()
    assert ChangeNote.objects.count() == 1


def test_notes_go_with_their_page(news):
    page = noted(ArticlePageFactory(parent=news), (1, TEXTS))
    PortalPage.objects.get(pk=page.pk).delete()
    assert not ChangeNote.objects.exists()
