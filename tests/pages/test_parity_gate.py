"""A page goes public in French and Dutch at the same moment, or not at all."""

import datetime as dt

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from wagtail.actions.publish_page_revision import PublishPageRevisionAction
from wagtail.log_actions import registry
from wagtail.models import GroupApprovalTask, PageLogEntry, Workflow, WorkflowPage, WorkflowTask
from wagtail.test.utils.form_data import inline_formset, streamfield

from bps_portal.languages.parity import declared_empty
from bps_portal.pages import parity_gate
from bps_portal.pages.models import PortalPage
from news.models import ArticlePage
from tests.factories import (
    ArticlePageFactory,
    CampaignIndexPageFactory,
    CampaignPageFactory,
    ContentPageFactory,
    DocumentFactory,
    ThemeFactory,
)
from tests.pages.test_admin import add_url, article_form, copy_form, edit_url

pytestmark = pytest.mark.django_db
LANGUAGES = pytest.mark.parametrize("active", ["fr", "nl"])
HALF = {"title_nl": "", "lead_nl": "", "body_nl": streamfield([])}
PUBLISH = {"action-publish": "1"}
WORDS = {
    "fr": {
        "caption": "Légende (néerlandais)",
        "title": "Titre (néerlandais)",
        "lead": "Chapeau (néerlandais)",
        "head": "Il manque encore, avant la mise en ligne de cette page",
        "needed": "Nécessaire pour publier la page dans cette langue (néerlandais).",
        "language": "Une page paraît au même moment dans toutes les langues requises",
        "not_approved": "n’a pas été approuvée, car elle ne peut pas encore paraître",
        "copy": "n’est pas complète dans chaque langue",
        "unscheduled": "retirée du calendrier",
    },
    "nl": {
        "caption": "Bijschrift (Nederlands)",
        "title": "Titel (Nederlands)",
        "lead": "Inleiding (Nederlands)",
        "head": "Ontbreekt nog voor deze pagina online kan",
        "needed": "Nodig om de pagina in deze taal te publiceren (Nederlands).",
        "language": "Een pagina verschijnt op hetzelfde moment in alle vereiste talen",
        "not_approved": "is niet goedgekeurd, want de pagina kan nog niet verschijnen",
        "copy": "is niet volledig in elke taal",
        "unscheduled": "uit de planning gehaald",
    },
}


def text_of(answer) -> str:
    """Return what the page says, with plain spaces."""
    words = BeautifulSoup(answer.content, "html.parser").get_text(" ").split()
    return " ".join(words).replace("\N{NO-BREAK SPACE}", " ")


def half_written(news, **texts):
    """Return a draft that is whole but for its Dutch caption."""
    page = ArticlePageFactory(parent=news, live=False, title_fr="Crue", title_nl="Vloed")
    page.caption_fr = "La Senne"
    for name, value in texts.items():
        setattr(page, name, value)
    page.save_revision(clean=False)
    return page


def is_public(page) -> bool:
    return PortalPage.objects.get(pk=page.pk).live


@LANGUAGES
def test_a_missing_text_refuses_publishing_and_says_which(news, caplog, active):
    page = half_written(news)
    with override(active), pytest.raises(ValidationError) as refused:
        page.get_latest_revision().publish()
    assert set(refused.value.message_dict) == {"caption_nl"}
    assert not is_public(page)
    assert "caption_nl" in caplog.text


@LANGUAGES
def test_wagtails_own_action_does_not_lead_around_it(news, active):
    revision = half_written(news).get_latest_revision()
    with override(active), pytest.raises(ValidationError):
        PublishPageRevisionAction(revision).execute(skip_permission_checks=True)
    assert not ArticlePage.objects.live().exists()


@pytest.mark.parametrize("clean", [True, False])
def test_saving_as_public_does_not_lead_around_it(news, clean):
    page = half_written(news)
    page.live = True
    with pytest.raises(ValidationError):
        page.save(clean=clean)
    other = ArticlePageFactory.build(parent=None, theme=ThemeFactory(), lead_nl="")
    with pytest.raises(ValidationError):
        news.add_child(instance=other)
    assert not ArticlePage.objects.live().exists()


def test_taking_a_language_away_from_a_public_page_is_refused(news):
    page = ArticlePageFactory(parent=news)
    page.published_languages = ["fr"]
    for options in ({}, {"clean": False}, {"update_fields": ["published_languages"]}):
        with pytest.raises(ValidationError) as refused:
            page.save(**options)
        assert set(refused.value.message_dict) == {"published_languages"}
    assert ArticlePage.objects.get().live_in("nl")


def test_what_is_empty_on_purpose_or_out_of_date_is_no_lack(news):
    page = half_written(news)
    page.parity_marks = declared_empty(page.parity_marks, "caption", "nl")
    page.save_revision().publish()
    page.lead_fr = "Autre chapeau."
    page.save_revision().publish()
    saved = ArticlePage.objects.get()
    assert saved.live_languages == ["fr", "nl"]
    assert "lead" in saved.parity_marks["outdated"]


def test_a_file_of_one_language_is_no_lack(home):
    page = CampaignPageFactory(parent=CampaignIndexPageFactory(parent=home), live=False)
    page.brochure_fr = DocumentFactory()
    page.save_revision().publish()
    assert is_public(page)


def test_empty_on_purpose_does_not_do_for_what_every_page_needs(news):
    page = half_written(news, caption_fr="", lead_nl="")
    page.parity_marks = declared_empty(page.parity_marks, "lead", "nl")
    with pytest.raises(ValidationError) as refused:
        page.save_revision().publish()
    assert set(refused.value.message_dict) == {"lead_nl"}


def test_a_block_without_partner_is_missing(home):
    page = ContentPageFactory(parent=home, live=False)
    page.body_fr = [("text", "<p>Eau.</p>"), ("text", "<p>Feu.</p>")]
    page.save_revision(clean=False)
    with pytest.raises(ValidationError) as refused:
        page.get_latest_revision().publish()
    with override("nl"):
        (message,) = refused.value.message_dict["body_nl"]
        assert "Feu." in message


def test_the_form_lists_what_is_missing_with_a_link_to_each_field(news, editor_client):
    words = WORDS[editor_client.language]
    theme = ThemeFactory()
    editor_client.post(add_url(news), article_form(theme, **HALF))
    page = ArticlePage.objects.get()
    data = article_form(theme, **HALF, slug_fr="titre", **PUBLISH)
    for answer in (editor_client.get(edit_url(page)), editor_client.post(edit_url(page), data)):
        soup = BeautifulSoup(answer.content, "html.parser")
        gate = soup.select_one(".gate")
        assert words["head"] in gate.get_text()
        links = {link.get_text(strip=True): link["href"] for link in gate.select("li a")}
        assert links[words["title"]] == "#text-title_nl"
        assert links[words["lead"]] == "#text-lead_nl"
        for target in links.values():
            assert soup.select(target), target
    assert words["needed"] in text_of(answer)
    assert not is_public(page)


def test_a_complete_page_has_no_list(news, editor_client):
    page = ArticlePageFactory(parent=news)
    assert "gate__list" not in editor_client.get(edit_url(page)).content.decode()
    assert "gate__list" not in editor_client.get(add_url(news)).content.decode()


@pytest.mark.parametrize("action", [PUBLISH, PUBLISH | {"action-submit": "1"}])
@pytest.mark.parametrize("when", ["", "2090-01-01 12:00"])
def test_publishing_and_scheduling_in_the_form_are_refused(news, editor_client, when, action):
    page = half_written(news)
    data = article_form(page.theme, **HALF, slug_fr="crue", go_live_at=when, **action)
    answer = editor_client.post(edit_url(page), data)
    assert answer.status_code == 200
    assert WORDS[editor_client.language]["needed"] in text_of(answer)
    assert not page.revisions.filter(approved_go_live_at__isnull=False).exists()
    assert not is_public(page)


@pytest.mark.parametrize("chosen", [["fr"], ["nl"]])
def test_a_language_left_out_is_refused_beside_the_choice(news, editor_client, chosen):
    data = article_form(ThemeFactory(), published_languages=chosen, **PUBLISH)
    answer = editor_client.post(add_url(news), data)
    assert set(answer.context["form"].errors) == {"published_languages"}
    assert WORDS[editor_client.language]["language"] in text_of(answer)
    assert not ArticlePage.objects.exists()


def test_a_note_in_one_language_is_refused_beside_it(news, editor_client):
    page = ArticlePageFactory(parent=news)
    note = {"date": "2026-01-01", "text_fr": "Corrigé.", "text_nl": "", "item_key": ""}
    slugs = {"slug_fr": page.slug_fr, "slug_nl": page.slug_nl}
    data = article_form(page.theme, **slugs, change_notes=inline_formset([note]), **PUBLISH)
    answer = editor_client.post(edit_url(page), data)
    assert answer.status_code == 200
    assert WORDS[editor_client.language]["needed"] in text_of(answer)
    assert not ArticlePage.objects.get().change_notes.exists()


@LANGUAGES
def test_a_revision_cannot_be_put_on_the_schedule_by_a_program(news, active):
    page = half_written(news)
    soon = timezone.now() + dt.timedelta(hours=1)
    draft = page.get_latest_revision_as_object()
    draft.go_live_at = soon
    with override(active):
        with pytest.raises(ValidationError):
            draft.save_revision(clean=False).publish()
        with pytest.raises(ValidationError):
            draft.save_revision(clean=False, approved_go_live_at=soon)
    assert not page.revisions.filter(approved_go_live_at__isnull=False).exists()


def test_what_is_due_and_lacks_a_text_leaves_the_schedule_and_others_go_on(news, editor_client):
    past = timezone.now() - dt.timedelta(minutes=1)
    half, whole = half_written(news), ArticlePageFactory(parent=news, live=False)
    whole.save_revision(approved_go_live_at=past)
    # Past the rule, as if it had come after the schedule.
    half.revisions.update(approved_go_live_at=past - dt.timedelta(minutes=1))
    call_command("publish_scheduled", verbosity=0)
    assert (is_public(half), is_public(whole)) == (False, True)
    assert not half.revisions.filter(approved_go_live_at__isnull=False).exists()
    history = editor_client.get(reverse("wagtailadmin_pages:history", args=[half.pk]))
    assert WORDS[editor_client.language]["unscheduled"] in text_of(history)


@pytest.fixture
def workflow(news) -> Workflow:
    """A workflow of one step over the news."""
    made = Workflow.objects.create(name="Relecture")
    task = GroupApprovalTask.objects.create(name="Relire")
    task.groups.add(Group.objects.get(name="Moderators"))
    WorkflowTask.objects.create(workflow=made, task=task, sort_order=0)
    WorkflowPage.objects.create(workflow=made, page=news)
    return made


def submitted(client: Client, page, **values) -> ArticlePage:
    """Return the page after an editor has handed it to the workflow as it is."""
    texts = HALF | values
    data = article_form(page.theme, **texts, slug_fr="crue", **{"action-submit": "1"})
    answer = client.post(edit_url(page), data)
    assert answer.status_code == 302, answer.context["form"].errors
    return ArticlePage.objects.get(pk=page.pk)


def test_half_a_page_can_be_handed_to_the_translators(news, workflow, editor_client):
    page = submitted(editor_client, half_written(news))
    assert page.current_workflow_state
    assert not page.live


def test_so_can_blocks_that_are_laid_out_for_them(news, workflow, editor_client):
    empty = streamfield([("heading", {"text": "", "level": "h2"})])
    page = submitted(editor_client, half_written(news), body_nl=empty)
    draft = page.get_latest_revision_as_object()
    assert draft.body_nl[0].value["text"] == ""
    columns = {lack.column for lack in parity_gate.lacks(draft)}
    assert {"title_nl", "lead_nl", "body_nl"} <= columns


@pytest.mark.parametrize("from_form", [True, False])
@pytest.mark.parametrize("modal", [True, False])
def test_the_last_approval_is_refused(news, workflow, editor_client, from_form, modal):
    page = submitted(editor_client, half_written(news))
    state = page.current_workflow_task_state
    if from_form:
        approve = {"action-workflow-action": "1", "workflow-action-name": "approve"}
        data = article_form(page.theme, **HALF, slug_fr="crue", **approve)
        answer = editor_client.post(edit_url(page), data)
        assert WORDS[editor_client.language]["needed"] in text_of(answer)
    else:
        address = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", state.pk])
        headers = {"X-Requested-With": "XMLHttpRequest"} if modal else {}
        answer = editor_client.post(address, {"comment": ""}, headers=headers)
        if modal:
            assert answer.json()["redirect"] == edit_url(page)
        answer = editor_client.get(edit_url(page))
        assert WORDS[editor_client.language]["not_approved"] in text_of(answer)
        assert f"{edit_url(page)}#text-lead_nl" in answer.content.decode()
    page = ArticlePage.objects.get(pk=page.pk)
    assert not page.live
    assert page.current_workflow_task_state == state


def test_an_approval_before_the_last_is_none_of_its_business(news, workflow, editor_client):
    second = GroupApprovalTask.objects.create(name="Signer")
    WorkflowTask.objects.create(workflow=workflow, task=second, sort_order=1)
    page = submitted(editor_client, half_written(news))
    approve = {"action-workflow-action": "1", "workflow-action-name": "approve"}
    data = article_form(page.theme, **HALF, slug_fr="crue", **approve)
    assert editor_client.post(edit_url(page), data).status_code == 302
    page = ArticlePage.objects.get(pk=page.pk)
    assert page.current_workflow_task.name == "Signer"


def test_a_copy_is_not_published_where_a_page_lacks_a_language(news, editor_client):
    page = ArticlePageFactory(parent=news, published_languages=["fr"])
    copy = reverse("wagtailadmin_pages:copy", args=[page.pk])
    answer = editor_client.post(copy, copy_form(page))
    assert set(answer.context["form"].errors) == {"publish_copies"}
    assert WORDS[editor_client.language]["copy"] in text_of(answer)
    with pytest.raises(ValidationError):
        page.copy(update_attrs={"slug_fr": "x", "slug_nl": "y"})
    assert ArticlePage.objects.count() == 1
    draft = copy_form(page)
    del draft["publish_copies"]
    assert editor_client.post(copy, draft).status_code == 302


def test_copies_below_are_held_to_it_too(home):
    parent = ContentPageFactory(parent=home, slug_fr="a", slug_nl="b")
    ContentPageFactory(parent=parent, published_languages=["fr"])
    with pytest.raises(ValidationError):
        parent.copy(recursive=True, update_attrs={"slug_fr": "c", "slug_nl": "d"})


def test_a_public_page_that_lacks_a_text_since_before_the_rule_can_move(home, news):
    page = ContentPageFactory(parent=home)
    PortalPage.objects.rewrite(False).filter(pk=page.pk).update(seo_title_fr="Avant")
    other = ContentPageFactory(parent=home)
    moved = PortalPage.objects.get(pk=page.pk).specific
    moved.move(PortalPage.objects.get(pk=other.pk), pos="last-child")
    assert PortalPage.objects.get(pk=page.pk).get_parent().pk == other.pk
    moved = PortalPage.objects.get(pk=page.pk).specific
    moved.unpublish()
    assert not is_public(page)


def test_every_action_of_the_history_has_words_in_both_languages(db):
    labels = {}
    for code in ("fr", "nl"):
        with override(code):
            labels[code] = [str(label) for action, label in registry.get_choices()]
    ours = [
        (fr, nl)
        for (action, _), fr, nl in zip(
            registry.get_choices(), labels["fr"], labels["nl"], strict=True
        )
        if action.startswith("pages.")
    ]
    assert len(ours) == 5
    assert all(fr != nl for fr, nl in ours)


def test_a_refusal_leaves_no_trace_in_the_history(news):
    page = half_written(news)
    before = PageLogEntry.objects.count()
    with pytest.raises(ValidationError):
        page.get_latest_revision().publish()
    assert PageLogEntry.objects.count() == before


def test_the_rule_counts_what_it_says(news):
    page = half_written(news)
    with override("fr"):
        (lack,) = parity_gate.lacks(page)
        assert (lack.column, lack.code, str(lack)) == ("caption_nl", "nl", WORDS["fr"]["caption"])
