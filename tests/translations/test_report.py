"""The report of translations lists what the user may edit, whatever kind of content it is."""

import io

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook
from wagtail.models import Collection, GroupCollectionPermission

from bps_portal.translations.models import TranslationStatus
from bps_portal.translations.report import URL_NAME, report_url
from news.models import ArticlePage
from tests.emergency.factories import EmergencyNumberFactory
from tests.factories import (
    DocumentFactory,
    ImageFactory,
    UserFactory,
)
from tests.many import multiply

pytestmark = pytest.mark.django_db

FRENCH_ONLY = {"published_languages": ["fr"]}
WORDS = {
    "fr": {
        "report": "Traductions",
        "article": "Article",
        "nl": "néerlandais",
        "offline": "pas en ligne",
        "headings": ["Titre", "Type", "Langue", "Textes manquants", "Textes à mettre à jour"],
        "nothing": "Rien ne correspond à ces filtres.",
    },
    "nl": {
        "report": "Vertalingen",
        "article": "Artikel",
        "nl": "Nederlands",
        "offline": "niet online",
        "headings": ["Titel", "Soort", "Taal", "Ontbrekende teksten", "Niet-actuele teksten"],
        "nothing": "Niets voldoet aan deze filters.",
    },
}


def rows(client: Client, **filters: str) -> list[list[str]]:
    """Return the words of each row of the report."""
    answer = client.get(report_url(**filters))
    assert answer.status_code == 200
    table = BeautifulSoup(answer.content, "html.parser").select("table.listing tbody tr")
    return [[" ".join(td.get_text(" ").split()) for td in row.select("td")] for row in table]


def titles(client: Client, **filters: str) -> list[str]:
    """Return the titles that the report shows, in its order."""
    return [row[0] for row in rows(client, **filters)]


def test_what_is_missing_comes_first_then_what_is_out_of_date(content, editor_client: Client):
    words = WORDS[editor_client.language]
    found = rows(editor_client)
    article, theme, page = found[:3]
    assert article[:5] == [
        {"fr": "Pluie", "nl": "Pluie [fr]"}[editor_client.language],
        words["article"],
        words["nl"],
        "2",
        "0",
    ]
    assert words["offline"] in article
    assert theme[3:5] == ["1", "0"]
    assert page[0] == {"fr": "De l'eau", "nl": "Water"}[editor_client.language]
    assert page[3:5] == ["0", "1"]
    assert len(found) == 2 * len(content) + 4


def test_each_row_leads_to_the_edit_form(content, editor_client: Client):
    html = editor_client.get(report_url()).content.decode()
    heading = BeautifulSoup(html, "html.parser").select_one("h1, h2")
    assert WORDS[editor_client.language]["report"] in heading.get_text()
    for name, kind in (
        ("article", "wagtailadmin_pages"),
        ("theme", "wagtailsnippets_content_theme"),
        ("number", "wagtailsnippets_emergency_emergencynumber"),
        ("picture", "wagtailimages"),
        ("document", "wagtaildocs"),
    ):
        address = reverse(f"{kind}:edit", args=(content[name].pk,))
        assert f'href="{address}"' in html
        assert editor_client.get(address).status_code == 200


def test_filters_narrow_the_report(content, editor_client: Client):
    code = editor_client.language
    shown = {"fr": ("Pluie", "De l'eau", "Crues"), "nl": ("Pluie [fr]", "Water", "Overstroming")}
    article, page, theme = shown[code]
    assert titles(editor_client, state="missing") == [article, theme]
    assert titles(editor_client, state="missing", language="fr") == []
    assert titles(editor_client, state="outdated") == [page]
    assert titles(editor_client, kind="news.articlepage") == [article, article]
    assert titles(editor_client, theme=str(content["theme"].pk), language="nl") == [article, theme]
    offline = rows(editor_client, published="draft")
    assert [row[:1] for row in offline] == [[article]]
    complete = titles(editor_client, state="complete", language="nl")
    assert complete
    assert not {article, page, theme} & set(complete)
    assert titles(editor_client, q="eau" if code == "fr" else "ater", state="outdated") == [page]
    assert WORDS[code]["nothing"] in editor_client.get(report_url(q="xyz")).content.decode()


@pytest.mark.parametrize(
    "filters",
    [{"kind": "auth.user"}, {"language": "xx"}, {"theme": "999999"}, {"state": "'"}, {"p": "zz"}],
)
def test_what_no_filter_knows_leaves_the_report_as_it_is(content, editor_client: Client, filters):
    assert len(rows(editor_client, **filters)) == len(rows(editor_client))


def test_columns_sort_and_what_has_no_value_comes_last(content, editor_client: Client):
    ordered = titles(editor_client, ordering="title", language="nl")
    assert ordered == sorted(ordered, key=str.lower)
    page = {"fr": "De l'eau", "nl": "Water"}[editor_client.language]
    for ordering in ("since", "-since"):
        assert titles(editor_client, ordering=ordering)[0] == page


def test_the_report_is_exported_in_the_language_of_the_editor(content, editor_client: Client):
    words = WORDS[editor_client.language]
    answer = editor_client.get(report_url(state="missing", export="csv"))
    lines = b"".join(answer).decode().splitlines()
    assert lines[0].split(",")[:5] == words["headings"]
    assert len(lines) == 3
    assert f"{words['article']},{words['nl']},2,0,,0,{words['offline']}" in lines[1]
    answer = editor_client.get(report_url(export="xlsx"))
    sheet = load_workbook(io.BytesIO(b"".join(answer))).active
    assert [cell.value for cell in sheet[1]][:5] == words["headings"]
    assert sheet.max_row == 1 + TranslationStatus.objects.count()


def test_translators_see_their_language_alone(content, client: Client):
    client.force_login(UserFactory(groups=["Translators (nl)"], language="nl"))
    assert {row[2] for row in rows(client)} == {"Nederlands"}
    kinds = {row[1] for row in rows(client)}
    assert {"Artikel", "Thema", "Noodnummer", "Afbeelding", "Document"} <= kinds
    assert report_url() in client.get(reverse("wagtailadmin_home")).content.decode()


def test_nobody_sees_what_others_edit(content, client: Client):
    group = Group.objects.get(name="Translators (nl)")
    group.page_permissions.update(page=content["page"])
    group.permissions.filter(codename="change_theme").delete()
    GroupCollectionPermission.objects.filter(group=group).update(
        collection=Collection.get_first_root_node().add_child(name="elsewhere")
    )
    client.force_login(UserFactory(groups=["Translators (nl)"], language="nl"))
    assert [(row[0].split()[-1], row[1]) for row in rows(client)] == [
        ("Water", "Pagina"),
        ("Gif", "Noodnummer"),
    ]
    exported = b"".join(client.get(report_url(export="csv"))).decode()
    assert "Pluie" not in exported


def test_who_may_write_no_language_has_no_report(content, client: Client):
    user = UserFactory(groups=["Editors"])
    group = Group.objects.get(name="Editors")
    group.permissions.remove(*group.permissions.filter(codename__startswith="write_"))
    client.force_login(user)
    assert client.get(report_url()).status_code == 302
    assert report_url() not in client.get(reverse("wagtailadmin_home")).content.decode()
    assert client.get(reverse(f"{URL_NAME}_results")).status_code == 302


def test_the_report_takes_as_many_queries_for_many_pages(
    content, client: Client, django_assert_num_queries
):
    client.force_login(UserFactory(groups=["Editors"]))
    address = report_url(published="draft", theme=str(content["theme"].pk))
    for url in (report_url(), address, report_url(export="csv")):
        client.get(url)
    article = ArticlePage.objects.get(pk=content["article"].pk)
    ImageFactory.create_batch(6, description_nl="")
    DocumentFactory.create_batch(6)
    for url in (report_url(), report_url(ordering="-modified"), address):
        with CaptureQueriesContext(connection) as few:
            client.get(url)
        number = len(few)
        multiply(article, 60)
        EmergencyNumberFactory.create_batch(6, note_fr="De nuit")
        ImageFactory.create_batch(6, description_nl="")
        assert len(rows(client)) == 50
        with django_assert_num_queries(number):
            client.get(url)
