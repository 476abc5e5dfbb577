"""Pictures without a text alternative are reported to whoever may change them."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from news.models import NewsIndexPage
from tests.factories import ArticlePageFactory, ImageFactory, UserFactory

pytestmark = pytest.mark.django_db

NAMES = {"fr": {"fr": "français", "nl": "néerlandais"}, "nl": {"fr": "Frans", "nl": "Nederlands"}}


def rows(client: Client) -> dict[str, str]:
    """Return what the report says of each picture, by its title."""
    page = client.get(reverse("pictures_without_alternative"))
    assert page.status_code == 200
    table = BeautifulSoup(page.content, "html.parser").select("table.listing tbody tr")
    return {
        row.select_one(".title-wrapper").get_text(strip=True): row.select("td")[2].get_text(
            strip=True
        )
        for row in table
    }


def test_each_picture_is_listed_with_the_languages_that_miss(editor_client: Client) -> None:
    def picture(title: str, **values: object) -> None:
        ImageFactory(title_fr=title, title_nl=title, **values)

    picture("whole")
    picture("half", description_nl="")
    picture("none", description_fr="", description_nl=None)
    picture("decorative", description_fr="", description_nl="", is_decorative=True)
    name = NAMES[editor_client.language]
    assert rows(editor_client) == {"half": name["nl"], "none": f"{name['fr']}, {name['nl']}"}


def test_pictures_that_pages_show_come_first(editor_client: Client, news: NewsIndexPage) -> None:
    shown = ImageFactory(title_fr="shown", title_nl="shown", description_nl="")
    ImageFactory(title_fr="idle", title_nl="idle", description_nl="")
    ArticlePageFactory(parent=news, image=shown)
    assert list(rows(editor_client)) == ["shown", "idle"]


def test_where_nothing_is_missing_the_way_leads_on(editor_client: Client) -> None:
    ImageFactory()
    page = editor_client.get(reverse("pictures_without_alternative")).content.decode()
    words = {"fr": "Chaque image a son texte", "nl": "Elke afbeelding heeft"}
    assert words[editor_client.language] in page
    assert f'href="{reverse("wagtailimages:index")}"' in page


def test_the_report_is_for_those_who_may_change_pictures(client: Client) -> None:
    client.force_login(UserFactory())
    assert client.get(reverse("pictures_without_alternative")).status_code == 302


def test_list_and_chooser_mark_the_picture(editor_client: Client) -> None:
    ImageFactory(description_nl="")
    for address in ("wagtailimages:index", "wagtailimages_chooser:choose"):
        page = editor_client.get(reverse(address))
        content = page.content.decode()
        if page["Content-Type"] == "application/json":
            content = page.json()["html"]
        assert NAMES[editor_client.language]["nl"] in content


def test_the_report_takes_as_many_queries_for_many_pictures(
    editor_client: Client, django_assert_max_num_queries
) -> None:
    ImageFactory.create_batch(12, description_nl="")
    address = reverse("pictures_without_alternative")
    editor_client.get(address)
    with django_assert_max_num_queries(20):
        editor_client.get(address)
