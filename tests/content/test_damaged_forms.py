"""A form whose hidden inputs were changed is refused in words, never with a fault."""

import re
from collections.abc import Mapping

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.db import models
from django.test import Client
from django.urls import reverse
from wagtail.admin.widgets import BaseChooser

from bps_portal.content.blocks import BodyBlock
from bps_portal.content.damaged_forms import DAMAGED, BodyFormField
from bps_portal.content.models import PortalDocument, PortalImage, Theme
from news.models import ArticlePage, NewsIndexPage
from tests.content.bodies import every_block, stream
from tests.content.tampering import sent_body
from tests.factories import ArticlePageFactory

# Without accents, which the page escapes.
WORDS = {"fr": "pas arriv", "nl": "kwam niet volledig aan"}
ODD = ["abc", "9" * 30, "-1", "1.5", "\x00", "[]", "null", '{"pk": 1}', ""]
BODY = BodyBlock()
PLUMBING = re.compile(r"-(count|type|order|deleted|id|image|document|file|captions|poster|number)$")


def taken(data: Mapping[str, str]) -> object:
    """Return the cleaned body, DAMAGED, or "refused" for a mistake that the editor is told."""
    field = BodyFormField(block=BODY)
    value = field.widget.value_from_datadict(data, {}, "body")
    if value is DAMAGED:
        return DAMAGED
    field.widget.render("body", field.bound_data(value, stream()))
    try:
        return field.clean(value)
    except ValidationError:
        return "refused"


@pytest.mark.django_db
class TestBody:
    def test_an_untouched_body_is_taken(self) -> None:
        assert len(taken(sent_body("body", BODY, stream(*every_block())))) == 13  # type: ignore[arg-type]

    def test_no_changed_input_of_any_block_is_a_fault(self) -> None:
        sent = sent_body("body", BODY, stream(*every_block()))
        for name in filter(PLUMBING.search, sent):
            for odd in ODD:
                taken(sent | {name: odd})
            taken({other: value for other, value in sent.items() if other != name})

    @pytest.mark.parametrize(
        "change",
        [
            {"body-count": "abc"},
            {"body-count": "9" * 30},
            {"body-count": ""},
            {"body-0-type": "script"},
            {"body-0-order": "first"},
            {"body-0-id": "no uuid"},
            {"body-0-value": '{"blocks": ['},
        ],
    )
    def test_a_body_that_is_not_whole_is_refused(self, change: dict[str, str]) -> None:
        sent = sent_body("body", BODY, stream(("text", "<p>Un.</p>"), ("text", "<p>Deux.</p>")))
        assert taken(sent | change) is DAMAGED

    def test_a_picture_that_is_gone_is_asked_for(self) -> None:
        [block] = [block for block in every_block() if block[0] == "picture"]
        sent = sent_body("body", BODY, stream(block))
        PortalImage.objects.all().delete()
        assert taken(sent) == "refused"


@pytest.mark.parametrize("model", [ArticlePage, PortalImage, PortalDocument, Theme])
@pytest.mark.parametrize("odd", ODD)
@pytest.mark.django_db
def test_choosers_show_nothing_for_an_odd_choice(model: type[models.Model], odd: str) -> None:
    class Chooser(BaseChooser):
        pass

    Chooser.model = model
    assert Chooser().get_instance(odd) is None


def _sent_form(client: Client, article: ArticlePage) -> tuple[str, dict[str, str]]:
    """Return the address of the form and what it sends."""
    address = reverse("wagtailadmin_pages:edit", args=(article.pk,))
    form = BeautifulSoup(client.get(address).content, "html.parser")
    sent = {
        str(field["name"]): str(field.get("value", ""))
        for field in form.select("#page-edit-form input[name]:not([type=checkbox])")
    }
    sent |= {"lead_fr": article.lead_fr, "lead_nl": article.lead_nl}
    for code in ("fr", "nl"):
        sent |= sent_body(f"body_{code}", BODY, getattr(article, f"body_{code}"))
    return address, sent


@pytest.mark.parametrize(
    "change",
    [
        {"theme": "abc"},
        {"image": "9" * 30},
        {"campaign": "\x00"},
        {"related_links-TOTAL_FORMS": "many"},
        {"related_links-TOTAL_FORMS": "1", "related_links-0-article": "abc"},
        {"shown_values": "abc"},
    ],
    ids=str,
)
def test_the_form_of_a_page_comes_back_with_a_mistake(
    editor_client: Client, news: NewsIndexPage, change: dict[str, str]
) -> None:
    article = ArticlePageFactory(parent=news)
    address, sent = _sent_form(editor_client, article)
    answer = editor_client.post(address, sent | {"title_fr": "Écrit"} | change)
    assert answer.status_code in {200, 302}


def test_a_damaged_body_is_told_and_the_rest_is_kept(
    editor_client: Client, news: NewsIndexPage
) -> None:
    article = ArticlePageFactory(parent=news)
    address, sent = _sent_form(editor_client, article)
    answer = editor_client.post(address, sent | {"title_fr": "Écrit", "body_fr-count": "abc"})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert WORDS[editor_client.language] in page  # type: ignore[attr-defined]
    assert 'value="Écrit"' in page
    article.refresh_from_db()
    assert article.latest_revision is None or "Écrit" not in str(article.latest_revision.content)
