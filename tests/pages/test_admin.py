"""What editors do in the admin, with a French and with a Dutch interface."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import GroupApprovalTask, Workflow, WorkflowPage, WorkflowTask
from wagtail.test.utils.form_data import (
    inline_formset,
    nested_form_data,
    rich_text,
    streamfield,
)

from bps_portal.pages.language_exceptions import allow_one_language_first
from bps_portal.pages.models import PortalPage
from news.models import ArticlePage
from tests.factories import ArticlePageFactory, ContentPageFactory, ImageFactory, ThemeFactory

pytestmark = pytest.mark.django_db


def article_form(theme, **values):
    """Return what the browser posts for an article."""
    published = {"published_languages": values.pop("published_languages", ["fr", "nl"])}
    return published | nested_form_data(
        {
            "title_fr": "Titre",
            "title_nl": "Titel",
            "slug_fr": "",
            "slug_nl": "",
            "seo_title_fr": "",
            "seo_title_nl": "",
            "search_description_fr": "",
            "search_description_nl": "",
            "theme": theme.pk,
            "date": "2026-05-01",
            "lead_fr": "Chapeau",
            "lead_nl": "Inleiding",
            "image": "",
            "caption_fr": "",
            "caption_nl": "",
            "credit": "",
            "body_fr": streamfield([("heading", {"text": "Section", "level": "h2"})]),
            "body_nl": streamfield([("heading", {"text": "Deel", "level": "h2"})]),
            "campaign": "",
            "related_links": inline_formset([]),
            "change_notes": inline_formset([]),
            "go_live_at": "",
            "expire_at": "",
            "comments": inline_formset([]),
        }
        | values
    )


def add_url(news):
    """Return the address of the form for a new article."""
    return reverse("wagtailadmin_pages:add", args=("news", "articlepage", news.pk))


def edit_url(page):
    """Return the address of the edit form."""
    return reverse("wagtailadmin_pages:edit", args=(page.pk,))


def titles(page):
    """Return both titles and slugs as the database holds them."""
    columns = ("title_fr", "title_nl", "slug_fr", "slug_nl")
    return PortalPage.objects.rewrite(False).values_list(*columns).get(pk=page.pk)


def test_creating_and_publishing_fills_each_language_and_no_other(
    news, client: Client, editor_client
):
    data = article_form(ThemeFactory(), **{"action-publish": "1"})
    answer = editor_client.post(add_url(news), data)
    assert answer.status_code == 302, answer.context["form"].errors
    page = ArticlePage.objects.get()
    assert titles(page) == ("Titre", "Titel", "titre", "titel")
    assert page.live_languages == ["fr", "nl"]
    assert "Section" in editor_client.get("/fr/actualites/titre/").content.decode()
    dutch = editor_client.get("/nl/nieuws/titel/").content.decode()
    assert "Deel" in dutch
    assert "Section" not in dutch


def test_a_draft_may_lack_a_language_but_publishing_may_not(news, editor_client):
    theme = ThemeFactory()
    half = {"title_nl": "", "lead_nl": "", "body_nl": streamfield([])}
    editor_client.post(add_url(news), article_form(theme, **half))
    page = ArticlePage.objects.get()
    assert (page.live, page.title_fr, page.title_nl) == (False, "Titre", None)
    answer = editor_client.post(
        edit_url(page), article_form(theme, **half, slug_fr="titre", **{"action-publish": "1"})
    )
    assert answer.status_code == 200
    errors = answer.context["form"].errors
    assert set(errors) == {"title_nl", "slug_nl", "lead_nl", "body_nl"}
    expected = {
        "fr": "Nécessaire pour publier la page dans cette langue (néerlandais).",
        "nl": "Nodig om de pagina in deze taal te publiceren (Nederlands).",
    }
    html = answer.content.decode()
    assert expected[editor_client.language] in html
    assert 'value="Titre"' in html
    page.refresh_from_db()
    assert not page.live


def test_publishing_in_no_language_is_refused(news, editor_client):
    data = article_form(ThemeFactory(), published_languages=[], **{"action-publish": "1"})
    answer = editor_client.post(add_url(news), data)
    assert set(answer.context["form"].errors) == {"published_languages"}
    assert not ArticlePage.objects.exists()


def test_publishing_in_one_language_leaves_the_other_unseen(news, editor_client):
    theme = ThemeFactory()
    half = {"title_nl": "", "lead_nl": "", "body_nl": streamfield([])}
    editor_client.post(add_url(news), article_form(theme, **half))
    page = ArticlePage.objects.get()
    allow_one_language_first(page, "nl", "Alerte", timezone.localdate() + timedelta(days=9))
    data = article_form(theme, **half, published_languages=["fr"], **{"action-publish": "1"})
    editor_client.post(edit_url(page), data | {"slug_fr": "titre"})
    page = ArticlePage.objects.get()
    assert page.live_languages == ["fr"]
    assert editor_client.get("/nl/nieuws/").status_code == 200
    assert "Titre" not in editor_client.get("/nl/nieuws/").content.decode()


def test_a_taken_slug_is_an_error_beside_its_field_and_nothing_is_saved(news, editor_client):
    ArticlePageFactory(parent=news, slug_fr="inondations", slug_nl="overstroming")
    data = article_form(
        ThemeFactory(),
        slug_fr="inondations-2",
        slug_nl="overstroming",
        lead_nl="Dit mag niet verloren gaan",
        **{"action-publish": "1"},
    )
    answer = editor_client.post(add_url(news), data)
    assert answer.status_code == 200
    expected = {
        "fr": "« overstroming » est déjà utilisée par une page voisine",
        "nl": "“overstroming” wordt al gebruikt door een pagina naast deze",
    }
    html = answer.content.decode().replace("\N{NO-BREAK SPACE}", " ")
    assert set(answer.context["form"].errors) == {"slug_nl"}
    assert expected[editor_client.language] in html
    assert "Dit mag niet verloren gaan" in html
    assert ArticlePage.objects.count() == 1


@pytest.mark.parametrize("title", ["", "   "])
def test_an_empty_title_is_an_error_and_keeps_what_was_typed(news, editor_client, title):
    data = article_form(ThemeFactory(), title_fr=title, title_nl=title)
    answer = editor_client.post(add_url(news), data)
    assert answer.status_code == 200
    assert set(answer.context["form"].errors) == {"title_fr", "title_nl"}
    assert "Chapeau" in answer.content.decode()
    assert not ArticlePage.objects.exists()


def test_publishing_again_unchanged_changes_no_text(news, editor_client):
    theme = ThemeFactory()
    page = ArticlePageFactory(parent=news, theme=theme, title_fr="Titre", title_nl="Titel")
    before = titles(page)
    editor_client.get(edit_url(page))
    data = article_form(theme, slug_fr="titre", slug_nl="titel", **{"action-publish": "1"})
    assert editor_client.post(edit_url(page), data).status_code == 302
    assert titles(page) == before
    assert not Redirect.objects.exists()


def test_changing_one_slug_redirects_in_that_language_only(
    news, editor_client, django_capture_on_commit_callbacks
):
    theme = ThemeFactory()
    page = ArticlePageFactory(parent=news, theme=theme, title_fr="Titre", title_nl="Titel")
    page.save_revision().publish()
    data = article_form(theme, slug_fr="titre", slug_nl="nieuw", **{"action-publish": "1"})
    with django_capture_on_commit_callbacks(execute=True):
        assert editor_client.post(edit_url(page), data).status_code == 302
    assert list(Redirect.objects.values_list("old_path", flat=True)) == ["/nl/nieuws/titel"]
    old = editor_client.get("/nl/nieuws/titel/")
    assert (old.status_code, old["Location"]) == (301, "/nl/nieuws/nieuw/")


def test_sections_keep_their_slugs(news, editor_client):
    form = editor_client.get(edit_url(news)).context["form"]
    assert form.fields["slug_fr"].disabled
    assert form.fields["slug_nl"].disabled
    data = {"published_languages": ["fr", "nl"]} | nested_form_data(
        {
            "title_fr": "Actualités",
            "title_nl": "Nieuws",
            "slug_fr": "autre",
            "slug_nl": "ander",
            "intro_fr": "",
            "intro_nl": "",
            "go_live_at": "",
            "expire_at": "",
            "comments": inline_formset([]),
            "action-publish": "1",
        }
    )
    editor_client.post(edit_url(news), data)
    assert titles(news)[2:] == ("actualites", "nieuws")


def copy_form(page, **values):
    """Return what the browser posts to copy a page."""
    return {
        "new_title_fr": "Copie",
        "new_title_nl": "Kopie",
        "new_slug_fr": "copie",
        "new_slug_nl": "kopie",
        "new_parent_page": page.get_parent().pk,
        "publish_copies": "on",
    } | values


def test_copying_asks_for_every_language(news, editor_client):
    page = ArticlePageFactory(parent=news, title_fr="Titre", title_nl="Titel")
    address = reverse("wagtailadmin_pages:copy", args=(page.pk,))
    form = editor_client.get(address).context["form"]
    assert [form.fields[f"new_slug_{code}"].initial for code in ("fr", "nl")] == [
        "titre-2",
        "titel-2",
    ]
    assert "alias" not in form.fields
    assert editor_client.post(address, copy_form(page)).status_code == 302
    copy = ArticlePage.objects.latest("pk")
    assert titles(copy) == ("Copie", "Kopie", "copie", "kopie")
    assert titles(page) == ("Titre", "Titel", "titre", "titel")
    assert editor_client.get("/nl/nieuws/kopie/").status_code == 200


def test_copying_to_a_taken_slug_is_an_error_beside_its_field(news, editor_client):
    page = ArticlePageFactory(parent=news, title_fr="Titre", title_nl="Titel")
    address = reverse("wagtailadmin_pages:copy", args=(page.pk,))
    answer = editor_client.post(address, copy_form(page, new_slug_nl="titel"))
    assert answer.status_code == 200
    assert set(answer.context["form"].errors) == {"new_slug_nl"}
    assert ArticlePage.objects.count() == 1


def test_moving_in_the_admin_moves_every_language(
    home, editor_client, django_capture_on_commit_callbacks
):
    a = ContentPageFactory(parent=home, slug_fr="a-fr", slug_nl="a-nl")
    b = ContentPageFactory(parent=home, slug_fr="b-fr", slug_nl="b-nl")
    page = ContentPageFactory(parent=a, slug_fr="p-fr", slug_nl="p-nl")
    ContentPageFactory(parent=page, slug_fr="c-fr", slug_nl="c-nl")
    address = reverse("wagtailadmin_pages:move_confirm", args=(page.pk, b.pk))
    with django_capture_on_commit_callbacks(execute=True):
        assert editor_client.post(address).status_code == 302
    for code in ("fr", "nl"):
        new = f"/{code}/b-{code}/p-{code}/c-{code}/"
        assert editor_client.get(new).status_code == 200
        old = editor_client.get(f"/{code}/a-{code}/p-{code}/c-{code}/?x=1")
        assert (old.status_code, old["Location"]) == (301, f"{new}?x=1")


def test_moving_beside_a_taken_slug_of_any_language_is_refused(home, editor_client):
    a = ContentPageFactory(parent=home, slug_fr="a-fr", slug_nl="a-nl")
    b = ContentPageFactory(parent=home, slug_fr="b-fr", slug_nl="b-nl")
    page = ContentPageFactory(parent=a, slug_fr="p-fr", slug_nl="p-nl")
    for slugs in ({"slug_fr": "p-fr"}, {"slug_nl": "p-nl"}):
        other = ContentPageFactory(parent=b, **slugs)
        address = reverse("wagtailadmin_pages:move_confirm", args=(page.pk, b.pk))
        answer = editor_client.post(address, follow=True)
        assert answer.status_code == 200
        page.refresh_from_db()
        assert page.get_parent().pk == a.pk
        other.delete()


def test_unpublishing_in_the_admin_hides_both_languages(news, editor_client):
    page = ArticlePageFactory(parent=news, title_fr="Titre", title_nl="Titel")
    before = titles(page)
    editor_client.post(reverse("wagtailadmin_pages:unpublish", args=(page.pk,)))
    for address in ("/fr/actualites/titre/", "/nl/nieuws/titel/"):
        assert editor_client.get(address).status_code == 404
    assert titles(page) == before


def test_bulk_publishing_publishes_every_language(news, editor_client):
    drafts = [ArticlePageFactory(parent=news, live=False) for _ in range(2)]
    for draft in drafts:
        draft.save_revision()
    before = [titles(draft) for draft in drafts]
    address = reverse("wagtail_bulk_action", args=("pages", "portalpage", "publish"))
    query = "&".join(f"id={draft.pk}" for draft in drafts)
    answer = editor_client.post(f"{address}?{query}&next=/admin/")
    assert answer.status_code == 302
    for draft in drafts:
        draft.refresh_from_db()
        assert draft.live_languages == ["fr", "nl"]
    assert [titles(draft) for draft in drafts] == before


def test_comparing_revisions_shows_both_languages(news, editor_client):
    page = ArticlePageFactory(parent=news, title_fr="Titre", title_nl="Titel")
    first = page.save_revision()
    page.title_nl = "Andere titel"
    second = page.save_revision()
    address = reverse("wagtailadmin_pages:revisions_compare", args=(page.pk, first.pk, second.pk))
    html = editor_client.get(address).content.decode()
    assert "Andere" in html


def test_reverting_restores_both_languages(news, editor_client):
    theme = ThemeFactory()
    page = ArticlePageFactory(parent=news, theme=theme, title_fr="Titre", title_nl="Titel")
    first = page.save_revision()
    page.title_fr, page.title_nl = "Autre", "Ander"
    page.save_revision().publish()
    address = reverse("wagtailadmin_pages:revisions_revert", args=(page.pk, first.pk))
    form = editor_client.get(address).context["form"]
    assert (form["title_fr"].value(), form["title_nl"].value()) == ("Titre", "Titel")
    data = article_form(
        theme, slug_fr="titre", slug_nl="titel", revision=first.pk, **{"action-publish": "1"}
    )
    editor_client.post(edit_url(page), data)
    assert titles(page)[:2] == ("Titre", "Titel")


def test_a_workflow_approval_publishes_both_languages(home, news, editor_client):
    moderators = Group.objects.get(name="Moderators")
    workflow = Workflow.objects.create(name="Relecture")
    task = GroupApprovalTask.objects.create(name="Relire")
    task.groups.add(moderators)
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    WorkflowPage.objects.create(workflow=workflow, page=news)
    theme = ThemeFactory()
    page = ArticlePageFactory(
        parent=news, theme=theme, title_fr="Titre", title_nl="Titel", live=False
    )
    page.save_revision()
    data = article_form(theme, slug_fr="titre", slug_nl="titel", **{"action-submit": "1"})
    editor_client.post(edit_url(page), data)
    state = page.current_workflow_task_state
    approve = reverse("wagtailadmin_pages:workflow_action", args=(page.pk, "approve", state.pk))
    editor_client.post(approve, {"comment": ""})
    page.refresh_from_db()
    assert page.live_languages == ["fr", "nl"]
    assert titles(page) == ("Titre", "Titel", "titre", "titel")


def test_the_explorer_and_the_choosers_speak_the_editors_language(news, editor_client):
    page = ArticlePageFactory(parent=news, title_fr="Été bruxellois", title_nl="Brusselse zomer")
    title = {"fr": "Été bruxellois", "nl": "Brusselse zomer"}[editor_client.language]
    other = {"nl": "Été bruxellois", "fr": "Brusselse zomer"}[editor_client.language]
    for address in (
        reverse("wagtailadmin_explore", args=(news.pk,)),
        reverse("wagtailadmin_choose_page_child", args=(news.pk,)),
    ):
        answer = editor_client.get(address)
        is_json = answer["Content-Type"].startswith("application/json")
        html = answer.json()["html"] if is_json else answer.content.decode()
        assert title in html
        assert other not in html
    assert page.live


@pytest.mark.parametrize("words", ["bruxellois", "Brusselse"])
def test_the_admins_search_finds_either_language(news, editor_client, words):
    page = ArticlePageFactory(parent=news, title_fr="Été bruxellois", title_nl="Brusselse zomer")
    html = editor_client.get(reverse("wagtailadmin_pages:search"), {"q": words}).content.decode()
    assert edit_url(page) in html


def test_the_preview_offers_each_language(news, editor_client):
    page = ArticlePageFactory(parent=news, title_fr="Titre", title_nl="Titel")
    address = reverse("wagtailadmin_pages:preview_on_edit", args=(page.pk,))
    data = article_form(
        page.theme, title_fr="Essai", title_nl="Proef", slug_fr="titre", slug_nl="titel"
    )
    assert editor_client.post(address, data).json()["is_valid"]
    assert "Essai" in editor_client.get(address, {"mode": "fr"}).content.decode()
    dutch = editor_client.get(address, {"mode": "nl"}).content.decode()
    assert "Proef" in dutch
    assert "Essai" not in dutch


def test_laying_out_the_empty_language_pairs_the_blocks_and_copies_no_word(news, editor_client):
    theme = ThemeFactory()
    page = ArticlePageFactory(parent=news, theme=theme, live=False, body_nl=[])
    picture = ImageFactory()
    body = [
        ("heading", {"text": "Section", "level": "h3"}),
        ("picture", {"image": picture.pk, "caption": "Un parc", "credit": "BPS"}),
        ("callout", {"kind": "warning", "title": "Attention", "text": rich_text("<p>Eau</p>")}),
    ]
    data = article_form(
        theme,
        slug_fr=page.slug_fr,
        slug_nl=page.slug_nl,
        body_fr=streamfield(body),
        body_nl=streamfield([]),
        **{"action-copy-blocks": "1"},
    )
    assert editor_client.post(edit_url(page), data).status_code == 302
    draft = ArticlePage.objects.get(pk=page.pk).get_latest_revision_as_object()
    assert [block.id for block in draft.body_nl] == [block.id for block in draft.body_fr]
    heading, laid_out, callout = (block.value for block in draft.body_nl)
    assert (heading["text"], heading["level"]) == ("", "h3")
    assert (laid_out["image"], laid_out["caption"]) == (picture, "")
    assert (callout["kind"], callout["title"], callout["text"].source) == ("warning", "", "")
    with pytest.raises(ValidationError):
        draft.body_nl.stream_block.clean(draft.body_nl)


def test_laying_out_leaves_a_filled_language_alone(news, editor_client):
    theme = ThemeFactory()
    page = ArticlePageFactory(parent=news, theme=theme, live=False)
    data = article_form(
        theme, slug_fr=page.slug_fr, slug_nl=page.slug_nl, **{"action-copy-blocks": "1"}
    )
    editor_client.post(edit_url(page), data)
    draft = ArticlePage.objects.get(pk=page.pk).get_latest_revision_as_object()
    assert draft.body_fr[0].value["text"] == "Section"
    assert draft.body_nl[0].value["text"] == "Deel"
