"""The admin's first page tells each user what waits for them."""

import datetime as dt

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from bps_portal.home.models import ContentPage
from bps_portal.pages.language_exceptions import LanguageException, allow_one_language_first
from bps_portal.translations.report import report_url
from tests.factories import ContentPageFactory, ImageFactory, UserFactory

from .conftest import rewrite

pytestmark = pytest.mark.django_db

HOME = "/admin/"
WORDS = {
    "fr": {
        "mine": ["En attente de vous", "Mes brouillons", "Que j’ai soumis à validation"],
        "languages": ["Français", "Néerlandais"],
        "article": ("Pluie", "Article, 2 textes"),
        "outdated": ("De l'eau", "Page, 1 texte, depuis le"),
        "empty": "Aucun texte ne manque.",
        "idle": "Aucune page ne vous attend.",
    },
    "nl": {
        "mine": ["Wacht op u", "Mijn concepten", "Door mij ter goedkeuring ingediend"],
        "languages": ["Frans", "Nederlands"],
        "article": ("Pluie [fr]", "Artikel, 2 teksten"),
        "outdated": ("Water", "Pagina, 1 tekst, sinds"),
        "empty": "Er ontbreekt geen enkele tekst.",
        "idle": "Er wacht geen enkele pagina op u.",
    },
}


def section(client: Client, name: str) -> dict[str, dict]:
    """Return the groups of a section by label: number, titles with notes, address, whole text."""
    soup = BeautifulSoup(client.get(HOME).content, "html.parser")
    found = {}
    for group in soup.select(f"#{name}-section .work__group"):
        label, _space, number = group.select_one("h3").get_text(" ", strip=True).rpartition(" ")
        notes = [item.get_text(" ", strip=True).split("\n")[0] for item in group.select("li")]
        found[label.strip()] = {
            "number": int(number),
            "titles": [item.a.get_text(strip=True) for item in group.select("li")],
            "notes": notes,
            "links": [link["href"] for link in group.select("a")],
            "text": " ".join(group.get_text(" ").split()),
        }
    return found


def sign_in(client: Client, group: str, language: str):
    """Sign a member of a group in, and return the account."""
    user = UserFactory(groups=[group], language=language)
    client.force_login(user)
    return user


def draft_of(user, parent, **values) -> ContentPage:
    """Return a page whose newest draft is that user's."""
    page = ContentPageFactory(parent=parent, **values)
    page.save_revision().publish()
    page = ContentPage.objects.get(pk=page.pk)
    page.body_fr = [("text", "<p>Autre texte.</p>")]
    page.save_revision(user=user)
    return ContentPage.objects.get(pk=page.pk)


@pytest.mark.parametrize("language", ["fr", "nl"])
def test_an_editor_sees_both_languages(content, client: Client, language):
    words = WORDS[language]
    sign_in(client, "Editors", language)
    waiting = section(client, "waiting-for-translation")
    french, dutch = words["languages"]
    assert list(waiting) == [french, dutch]
    assert waiting[french] == {
        "number": 0,
        "titles": [],
        "notes": [],
        "links": [],
        "text": f"{french} 0 {words['empty']}",
    }
    assert waiting[dutch]["number"] == 2
    title, note = words["article"]
    assert waiting[dutch]["titles"][0] == title
    assert note in waiting[dutch]["text"]
    assert waiting[dutch]["links"][-1] == report_url(state="missing", language="nl")
    outdated = section(client, "out-of-date")[dutch]
    title, note = words["outdated"]
    assert outdated["titles"] == [title]
    assert note in outdated["text"]
    for address in [*waiting[dutch]["links"], *outdated["links"]]:
        assert client.get(address).status_code == 200


@pytest.mark.parametrize("language", ["fr", "nl"])
def test_a_translator_sees_their_language_alone(content, client: Client, language):
    sign_in(client, f"Translators ({language})", language)
    own = WORDS[language]["languages"][["fr", "nl"].index(language)]
    assert list(section(client, "waiting-for-translation")) == [own]
    assert list(section(client, "out-of-date")) == [own]
    assert WORDS[language]["idle"] in section(client, "my-work")[WORDS[language]["mine"][0]]["text"]


@pytest.mark.parametrize("language", ["fr", "nl"])
def test_a_page_goes_from_the_drafts_of_one_to_the_work_of_another(home, client: Client, language):
    waiting, drafts, sent = WORDS[language]["mine"]
    editor = UserFactory(groups=["Editors"], language=language)
    page = draft_of(editor, home, title_fr="Sirène", title_nl="Sirene")
    # Complete in both languages, so that no translator stands between editor and moderator.
    draft = page.get_latest_revision_as_object()
    draft.body_nl = [("text", "<p>Andere tekst.</p>")]
    draft.save_revision(user=editor)
    title = {"fr": "Sirène", "nl": "Sirene"}[language]

    def seen(user) -> dict[str, list[str]]:
        client.force_login(user)
        return {label: found["titles"] for label, found in section(client, "my-work").items()}

    moderator = UserFactory(groups=["Moderators"], language=language)
    assert seen(editor) == {waiting: [], drafts: [title], sent: []}
    assert seen(moderator) == {waiting: [], drafts: [], sent: []}
    page.get_workflow().start(page, editor)
    assert seen(editor) == {waiting: [], drafts: [], sent: [title]}
    assert seen(moderator) == {waiting: [title], drafts: [], sent: []}
    for found in section(client, "my-work").values():
        for address in found["links"]:
            assert client.get(address).status_code == 200
    state = page.current_workflow_task_state
    state.task.specific.on_action(state, moderator, "reject")
    client.force_login(editor)
    back = {"fr": "renvoyée pour modification", "nl": "teruggestuurd om te wijzigen"}[language]
    assert back in section(client, "my-work")[sent]["text"]
    assert seen(moderator)[waiting] == []


def test_what_was_sent_back_and_published_is_nobodys_work(home, client: Client):
    editor = sign_in(client, "Editors", "fr")
    page = draft_of(editor, home)
    page.get_latest_revision().publish()
    assert {found["number"] for found in section(client, "my-work").values()} == {0}


def test_who_may_write_no_language_sees_no_translations(content, client: Client):
    group = Group.objects.get(name="Editors")
    group.permissions.remove(*group.permissions.filter(codename__startswith="write_"))
    sign_in(client, "Editors", "fr")
    assert section(client, "my-work")
    assert not section(client, "waiting-for-translation")


def test_the_first_page_takes_as_many_queries_for_much_work(
    content, home, client: Client, django_assert_num_queries
):
    moderator = UserFactory(groups=["Moderators", "Editors"])
    client.force_login(moderator)

    def give_work(number: int) -> None:
        for _each in range(number):
            page = draft_of(moderator, home)
            page.get_workflow().start(page, moderator)
            rewrite(draft_of(moderator, home), title_fr="Autre")
            draft_of(moderator, home)
        ImageFactory.create_batch(number, description_nl="")

    give_work(5)
    client.get(HOME)
    with CaptureQueriesContext(connection) as few:
        client.get(HOME)
    number = len(few)
    assert number <= 60
    give_work(4)
    with django_assert_num_queries(number):
        client.get(HOME)


def test_the_entry_of_the_menu_leads_to_the_report(content, client: Client):
    sign_in(client, "Translators (nl)", "nl")
    assert reverse("translations_report") in client.get(HOME).content.decode()


@pytest.mark.parametrize("language", ["fr", "nl"])
def test_translations_that_an_exception_awaits_are_told_by_deadline(
    content, client: Client, language
):
    article, today = content["article"], timezone.localdate()
    LanguageException.objects.filter(page=article.pk).delete()
    exception = allow_one_language_first(
        article, "nl", "Crue", today + dt.timedelta(days=3), today=today
    )
    sign_in(client, "Editors", language)
    overdue, near = section(client, "awaited-translations").values()
    assert overdue["number"] == 0
    title = WORDS[language]["article"][0]
    assert near["titles"] == [title]
    day = f"{today + dt.timedelta(days=3):%d.%m.%Y}"
    until = {"fr": f"néerlandais, jusqu’au {day}", "nl": f"Nederlands, tot {day}"}[language]
    assert until in near["text"]
    listed = BeautifulSoup(client.get(near["links"][-1]).content, "html.parser")
    assert [row.a.get_text(strip=True) for row in listed.select("tbody tr")] == [title]
    LanguageException.objects.filter(pk=exception.pk).update(deadline=today - dt.timedelta(days=1))
    overdue, near = section(client, "awaited-translations").values()
    assert (overdue["titles"], near["number"]) == ([title], 0)
    assert client.get(overdue["links"][-1]).status_code == 200


def test_exceptions_of_pages_that_others_edit_are_not_shown(content, client: Client):
    today = timezone.localdate()
    LanguageException.objects.all().delete()
    allow_one_language_first(
        content["article"], "nl", "Crue", today + dt.timedelta(days=3), today=today
    )
    Group.objects.get(name="Translators (nl)").page_permissions.update(page=content["page"])
    sign_in(client, "Translators (nl)", "nl")
    found = section(client, "awaited-translations")
    assert [group["number"] for group in found.values()] == [0, 0]
