"""The search boxes of the admin take whatever is pasted into them."""

import pytest
from django.test import Client
from django.urls import reverse

from news.models import NewsIndexPage
from tests.factories import ArticlePageFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "view",
    [
        "wagtailadmin_pages:search",
        "wagtailadmin_choose_page_search",
        "wagtailimages:index",
        "wagtailimages_chooser:choose_results",
        "wagtaildocs:index",
    ],
)
@pytest.mark.parametrize("query", ["mot " * 500, "mot-" * 500, "\0", "'\"&|!()<->:*\\"])
def test_no_query_is_an_error(home: object, editor_client: Client, view: str, query: str) -> None:
    assert editor_client.get(reverse(view), {"q": query}).status_code == 200


def test_the_first_words_of_a_long_query_decide(news: NewsIndexPage, editor_client: Client) -> None:
    page = ArticlePageFactory(parent=news, title_fr="crue " * 40, title_nl="vloed")
    html = editor_client.get(
        reverse("wagtailadmin_pages:search"), {"q": "crue " * 60 + "absent"}
    ).content.decode()
    assert reverse("wagtailadmin_pages:edit", args=(page.pk,)) in html
