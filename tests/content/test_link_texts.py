"""Editors are warned of links that say nothing by themselves, in each language."""

import pytest
from django.test import Client
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from bps_portal.content.link_texts import says_nothing, vague_links
from news.models import ArticlePage
from tests.factories import ArticlePageFactory, ThemeFactory, UserFactory
from tests.pages.test_admin import add_url, article_form


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("Cliquez ici", "fr"),
        ("  ici… ", "fr"),
        ("En savoir plus »", "fr"),
        ("Klik HIER", "nl"),
        ("Lees meer →", "nl"),
        ("https://www.example.org/a", "nl"),
        ("", "fr"),
    ],
)
def test_words_that_say_nothing(words: str, code: str) -> None:
    assert says_nothing(words, code)


@pytest.mark.parametrize(
    ("words", "code"),
    [("Ici commence la zone", "fr"), ("Lees meer over gas", "nl"), ("112.be", "nl"), ("Ici", "nl")],
)
def test_words_that_say_something(words: str, code: str) -> None:
    assert not says_nothing(words, code)


def test_links_are_found_in_every_block(news) -> None:
    body = [
        ("text", '<p><a href="https://e.org">lees <b>meer</b></a>, <a href="#">de regels</a></p>'),
        ("accordion", {"entries": [{"title": "V", "text": '<p><a linktype="page">hier</a></p>'}]}),
    ]
    page = ArticlePageFactory.build(body_nl=body, body_fr=[("text", "<p>Rien.</p>")])
    assert vague_links(page) == {"nl": ["lees meer", "hier"]}


def test_an_editor_reads_of_them_and_nothing_is_lost(news, client: Client) -> None:
    client.force_login(UserFactory(language="nl", groups=["Editors"]))
    link = rich_text('<p><a href="https://e.org">Cliquez ici</a></p>')
    texts = {"body_fr": streamfield([("text", link)]), "body_nl": streamfield([("text", link)])}
    form = article_form(ThemeFactory()) | nested_form_data(texts)
    answer = client.post(add_url(news), form, follow=True)
    page = ArticlePage.objects.get().get_latest_revision_as_object()
    assert "Cliquez ici" in str(page.body_fr)
    (said,) = [str(message) for message in answer.context["messages"] if "“" in str(message)]
    # Dutch readers of “Cliquez ici” have other troubles.
    assert said.startswith("Frans: de woorden van deze links")
    assert "“Cliquez ici”" in said
