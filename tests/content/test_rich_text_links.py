"""Links in texts: each in the language of its text, and none that hurts the page."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from wagtail.test.utils.form_data import rich_text, streamfield

from news.models import ArticlePage
from tests.factories import ArticlePageFactory, DocumentFactory, ThemeFactory
from tests.pages.test_admin import add_url, article_form

pytestmark = pytest.mark.django_db
TARGET = {"fr": "/fr/actualites/crue/", "nl": "/nl/nieuws/vloed/"}
ODD_KEYS = ("abc", "", "-1", "1.5", "9" * 30, "\N{ARABIC-INDIC DIGIT THREE}", "1 OR 1=1")


def linked(answer) -> set[str]:
    """Return where the links with the word "mot" lead, and whether all of them are there."""
    links = BeautifulSoup(answer.content, "html.parser").find_all("a", string="mot")
    assert len(links) == 3
    return {link["href"] for link in links}


def test_what_an_editor_links_to_is_in_the_language_of_each_text(news, editor_client: Client):
    there = ArticlePageFactory(parent=news, title_fr="Crue", title_nl="Vloed")
    link = rich_text(f'<p><a linktype="page" id="{there.pk}">mot</a></p>')
    body = [
        ("text", link),
        ("callout", {"kind": "advice", "title": "T", "text": link}),
        ("text", link),
    ]
    form = article_form(
        ThemeFactory(),
        body_fr=streamfield(body),
        body_nl=streamfield(body),
        **{"action-publish": "1"},
    )
    answer = editor_client.post(add_url(news), form)
    assert answer.status_code == 302, answer.context["form"].errors
    page = ArticlePage.objects.get(slug_fr="titre")
    preview = reverse("wagtailadmin_pages:preview_on_edit", args=[page.pk])
    form |= {"slug_fr": "titre", "slug_nl": "titel"}
    assert editor_client.post(preview, form).json()["is_valid"]
    for code, target in TARGET.items():
        assert linked(editor_client.get(page.url_in(code))) == {target}
        # Whatever the language of the editor's screen.
        assert linked(editor_client.get(preview, {"mode": code})) == {target}


@pytest.mark.parametrize(
    "tag",
    [
        '<a linktype="page" id="{key}">mot</a>',
        '<a linktype="document" id="{key}">mot</a>',
        '<embed embedtype="image" id="{key}" format="left" alt="mot"/>',
    ],
)
def test_a_key_that_is_none_leads_nowhere_and_hides_no_text(news, client: Client, tag: str):
    tags = "".join(tag.format(key=key) for key in ODD_KEYS) + tag.replace(' id="{key}"', "")
    document = DocumentFactory()
    text = f'<p>Girafe {tags} <a linktype="document" id="{document.pk}">lire</a></p>'
    body = [("text", text), ("callout", {"kind": "advice", "title": "T", "text": text})]
    page = ArticlePageFactory(parent=news, body_fr=body, body_nl=body)
    for address in (page.url_in("fr"), page.url_in("nl"), "/fr/actualites/atom.xml"):
        answer = client.get(address)
        assert answer.status_code == 200
        assert "Girafe" in answer.content.decode()
        assert document.url in answer.content.decode()
