"""The search boxes of the admin take whatever is pasted into them."""

import pytest
from django.test import Client
from django.urls import reverse

from bps_portal.home.models import HomePage
from news.models import NewsIndexPage
from tests.factories import ArticlePageFactory, ImageFactory

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


ODD_KEYS = ("a\0", "'\"\\&|!()<->:*", "-1", "", "1.5", "\N{ARABIC-INDIC DIGIT THREE}", "9" * 30)


@pytest.mark.parametrize(
    "address",
    [
        "images/chooser/chosen-multiple/",
        "documents/chooser/chosen-multiple/",
        "snippets/choose/content/theme/chosen-multiple/",
        "bulk/pages/portalpage/delete/",
        "bulk/content/portalimage/add_tags/",
        "bulk/content/theme/delete/",
    ],
)
def test_several_things_are_asked_for_by_numbers_alone(
    home: HomePage, editor_client: Client, address: str
) -> None:
    for odd in ODD_KEYS:
        answer = editor_client.get(f"/admin/{address}", {"id": [str(home.pk), odd]})
        assert answer.status_code == 400, odd
    assert HomePage.objects.exists()


# django-taggit asks the old way.
@pytest.mark.filterwarnings("ignore:SQLCompiler.quote_name_unless_alias")
@pytest.mark.parametrize("view", ["choose", "choose_results"])
def test_a_tag_with_a_zero_byte_is_read_without_it(
    home: HomePage, editor_client: Client, view: str
) -> None:
    picture = ImageFactory(title_fr="Girafe", title_nl="Giraf")
    picture.tags.add("parc")
    ImageFactory(title_fr="Okapi", title_nl="Okapi")
    answer = editor_client.get(reverse(f"wagtailimages_chooser:{view}"), {"tag": "pa\0rc"})
    assert answer.status_code == 200
    said = answer.content.decode()
    assert "Giraf" in said
    assert "Okapi" not in said
