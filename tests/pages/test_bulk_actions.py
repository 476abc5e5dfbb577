"""Publishing, withdrawing and deleting several pages at once, in both languages of the admin."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from news.models import ArticlePage
from tests.factories import ArticlePageFactory

pytestmark = pytest.mark.django_db
WORDS = {
    "fr": {
        "publish": "vouloir publier ces pages",
        "unpublish": "dépublier",
        "delete": "supprimer",
        "refused": "Rien n’a été publié. « Crue » n’est pas prête :",
        "missing": "Il manque : Chapeau (néerlandais)",
    },
    "nl": {
        "publish": "deze pagina's wilt publiceren",
        "unpublish": "intrekken",
        "delete": "verwijderen",
        "refused": "Er is niets gepubliceerd. “Vloed” is niet klaar:",
        "missing": "Ontbreekt: Inleiding (Nederlands)",
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
