"""Where editors choose pages, pictures and documents they see what tells one from another."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from news.models import NewsIndexPage
from tests.content.pdf_files import pdf_file, pdf_writer
from tests.factories import ArticlePageFactory, DocumentFactory, ImageFactory

STATES = {
    "fr": ["français", "en ligne", "néerlandais", "manque"],
    "nl": ["Frans", "online", "Nederlands", "ontbreekt"],
}
FACTS = {
    "fr": ["Langue", "Français", "Taille", "ko"],
    "nl": ["Taal", "Frans", "Grootte", "kB"],
}
MISSING = {"fr": "néerlandais", "nl": "Nederlands"}


def queries_of(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


@pytest.fixture
def french_article(news: NewsIndexPage) -> object:
    return ArticlePageFactory(
        parent=news, title_fr="Seul", title_nl="", slug_nl="", published_languages=["fr"]
    )


def test_pages_show_their_languages(
    editor_client: Client, news: NewsIndexPage, french_article: object
) -> None:
    for address in (
        reverse("wagtailadmin_choose_page_child", args=(news.pk,)),
        reverse("wagtailadmin_choose_page_search") + "?q=Seul",
    ):
        answer = editor_client.get(address)
        assert answer.status_code == 200
        shown = (
            answer.json()["html"] if "json" in answer["content-type"] else answer.content.decode()
        )
        for word in STATES[editor_client.language]:  # type: ignore[attr-defined]
            assert word in shown


def test_documents_show_language_pages_and_size(editor_client: Client) -> None:
    DocumentFactory(language="fr", file=pdf_file(pdf_writer()))
    for name in ("wagtaildocs_chooser:choose", "wagtaildocs_chooser:choose_results"):
        answer = editor_client.get(reverse(name))
        shown = (
            answer.json()["html"] if "json" in answer["content-type"] else answer.content.decode()
        )
        for word in FACTS[editor_client.language]:  # type: ignore[attr-defined]
            assert word in shown


def test_pictures_show_in_which_language_the_alternative_is_missing(editor_client: Client) -> None:
    ImageFactory(description_nl="")
    shown = editor_client.get(reverse("wagtailimages_chooser:choose_results")).content.decode()
    assert MISSING[editor_client.language] in shown  # type: ignore[attr-defined]


def test_more_documents_cost_no_more_queries(editor_client: Client) -> None:
    address = reverse("wagtaildocs_chooser:choose")
    DocumentFactory.create_batch(2)
    few = queries_of(editor_client, address)
    DocumentFactory.create_batch(6)
    assert queries_of(editor_client, address) == few


@pytest.mark.parametrize(
    "path", ["choose-page/", "documents/chooser/", "documents/chooser/results/"]
)
@pytest.mark.django_db
def test_only_editors_choose(client: Client, path: str) -> None:
    answer = client.get(f"/admin/{path}")
    assert answer.status_code == 302
    assert "/login/" in answer["location"]
