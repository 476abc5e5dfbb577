"""Publishing, withdrawing and deleting several pages at once, in both languages of the admin."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from news.models import ArticlePage
from tests.factories import ArticlePageFactory, ContentPageFactory

pytestmark = pytest.mark.django_db
WORDS = {
    "fr": {
        "publish": "vouloir publier ces pages",
        "unpublish": "dépublier",
        "delete": "supprimer",
        "refused": "Rien n’a été publié. « Crue » n’est pas prête :",
        "missing": "Il manque : Chapeau (néerlandais)",
        "nothing": "Rien n’a été modifié.",
        "taken": "est déjà utilisée par une page voisine",
    },
    "nl": {
        "publish": "deze pagina's wilt publiceren",
        "unpublish": "intrekken",
        "delete": "verwijderen",
        "refused": "Er is niets gepubliceerd. “Vloed” is niet klaar:",
        "missing": "Ontbreekt: Inleiding (Nederlands)",
        "nothing": "Er is niets gewijzigd.",
        "taken": "wordt al gebruikt door een pagina naast deze",
    },
}


def action_url(action, pages):
    """Return the address of an action on pages."""
    url = reverse("wagtail_bulk_action", args=("pages", "portalpage", action))
    return f"{url}?{'&'.join(f'id={page.pk}' for page in pages)}&next=/admin/"


@pytest.mark.parametrize("action", ["publish", "unpublish", "delete"])
def test_the_question_is_asked_in_the_editors_language(news, editor_client, action):
    page = ArticlePageFactory(parent=news, live=action != "publish")
    answer = editor_client.get(action_url(action, [page]))
    text = BeautifulSoup(answer.content, "html.parser").get_text(" ")
    assert WORDS[editor_client.language][action] in text


def test_several_pages_are_published_and_withdrawn_in_every_language(news, editor_client):
    pages = [ArticlePageFactory(parent=news, live=False) for _number in range(3)]
    for page in pages:
        page.save_revision()
    assert editor_client.post(action_url("publish", pages)).status_code == 302
    for page in ArticlePage.objects.all():
        assert page.live_languages == ["fr", "nl"]
        assert editor_client.get(page.url_in("nl")).status_code == 200
    assert editor_client.post(action_url("unpublish", pages)).status_code == 302
    assert not ArticlePage.objects.live().exists()


def test_a_page_that_lacks_a_language_keeps_all_from_being_published(news, editor_client):
    words = WORDS[editor_client.language]
    whole = ArticlePageFactory(parent=news, live=False)
    half = ArticlePageFactory(parent=news, title_fr="Crue", title_nl="Vloed", live=False)
    half.lead_nl = ""
    half.cleaning_draft = True
    half.save_revision(clean=False)
    answer = editor_client.post(action_url("publish", [whole, half]), follow=True)
    shown = BeautifulSoup(answer.content, "html.parser").get_text(" ")
    shown = " ".join(shown.split()).replace("\N{NO-BREAK SPACE}", " ")
    assert words["refused"] in shown
    assert words["missing"] in shown
    edit = reverse("wagtailadmin_pages:edit", args=(half.pk,))
    assert f'href="{edit}#text-lead_nl"' in answer.content.decode()
    assert not ArticlePage.objects.live().exists()


def test_drafts_below_count_where_they_are_to_be_published_too(news, editor_client):
    half = ArticlePageFactory(parent=news, live=False, title_nl=None, slug_nl=None)
    half.cleaning_draft = True
    half.save_revision(clean=False)
    url = action_url("publish", [news])
    editor_client.post(url, {"include_descendants": "on"})
    assert not ArticlePage.objects.live().exists()
    assert editor_client.post(url).status_code == 302
    assert news.__class__.objects.live().exists()


def messages_of(answer):
    """Return what the page that the browser is led to says."""
    soup = BeautifulSoup(answer.content, "html.parser")
    return [" ".join(said.get_text().split()) for said in soup.select(".messages li")]


def test_several_pages_move_in_every_language_with_all_below(
    home, editor_client, django_capture_on_commit_callbacks
):
    old, new = (ContentPageFactory(parent=home, slug_fr=f"{x}-fr", slug_nl=f"{x}-nl") for x in "ab")
    pages = [
        ContentPageFactory(parent=old, slug_fr=f"{x}-fr", slug_nl=f"{x}-nl") for x in ("p", "q")
    ]
    ContentPageFactory(parent=pages[0], slug_fr="c-fr", slug_nl="c-nl")
    with django_capture_on_commit_callbacks(execute=True):
        assert editor_client.post(action_url("move", pages), {"chooser": new.pk}).status_code == 302
    for code in ("fr", "nl"):
        for below in (f"p-{code}/", f"q-{code}/", f"p-{code}/c-{code}/"):
            moved = f"/{code}/b-{code}/{below}"
            assert editor_client.get(moved).status_code == 200
            answer = editor_client.get(f"/{code}/a-{code}/{below}?x=1")
            assert (answer.status_code, answer["Location"]) == (301, f"{moved}?x=1")


@pytest.mark.parametrize("slugs", [{"slug_fr": "eau"}, {"slug_nl": "water"}])
def test_two_pages_of_one_slug_do_not_move_to_one_place(home, editor_client, slugs):
    parents = [ContentPageFactory(parent=home) for _number in range(3)]
    pages = [ContentPageFactory(parent=parent, **slugs) for parent in parents[:2]]
    address = action_url("move", pages)
    answer = editor_client.post(address, {"chooser": parents[2].pk}, follow=True)
    assert answer.status_code == 200
    (said,) = messages_of(answer)
    assert said.startswith(WORDS[editor_client.language]["nothing"])
    assert WORDS[editor_client.language]["taken"] in said
    for page, parent in zip(pages, parents, strict=False):
        page.refresh_from_db()
        assert page.get_parent().pk == parent.pk


def test_two_drafts_that_want_one_slug_are_not_published_together(news, editor_client):
    pages = [ArticlePageFactory(parent=news) for _number in range(2)]
    for page in pages:
        page.slug_nl = "water"
        page.save_revision()
    answer = editor_client.post(action_url("publish", pages), follow=True)
    assert answer.status_code == 200
    (said,) = messages_of(answer)
    assert WORDS[editor_client.language]["taken"] in said
    assert not ArticlePage.objects.filter(slug_nl="water").exists()


def test_a_draft_whose_slug_another_page_got_meanwhile_is_refused_in_words(news, editor_client):
    page = ArticlePageFactory(parent=news)
    page.slug_nl = "water"
    page.save_revision()
    ArticlePageFactory(parent=news, slug_nl="water")
    answer = editor_client.post(action_url("publish", [page]), follow=True)
    (said,) = messages_of(answer)
    assert said.count("water") == 1
    assert WORDS[editor_client.language]["taken"] in said
    # The name of a rule of the database tells an editor nothing.
    assert "url_path" not in said
