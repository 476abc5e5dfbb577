"""Plain pages: contents, documents, whom to ask, pages below, and the day of the last change."""

import datetime as dt
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bps_portal.home.models import ContentPage, HomePage, PageDocument
from tests.factories import ContentPageFactory, DocumentFactory


def soup(client: Client, page: ContentPage, code: str) -> BeautifulSoup:
    answer = client.get(page.url_in(code))
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser")


def headings(*titles: str, level: str = "h2") -> list[tuple[str, dict[str, str]]]:
    return [("heading", {"text": title, "level": level}) for title in titles]


@pytest.mark.parametrize(
    ("code", "titles"), [("fr", ["Un", "Deux", "Trois"]), ("nl", ["Een", "Twee", "Drie"])]
)
def test_three_sections_make_a_table_of_contents(
    home: HomePage, client: Client, code: str, titles: list[str]
) -> None:
    page = ContentPageFactory(
        parent=home,
        body_fr=[*headings("Un", "Deux", "Trois"), *headings("Plus bas", level="h3")],
        body_nl=[*headings("Een", "Twee", "Drie"), *headings("Lager", level="h3")],
    )
    shown = soup(client, page, code)
    links = shown.select(".contents a")
    assert [link.get_text(strip=True) for link in links] == titles
    for link, title in zip(links, titles, strict=True):
        assert shown.find(id=link["href"].removeprefix("#")).get_text(strip=True) == title


def test_two_sections_need_none(home: HomePage, client: Client) -> None:
    bodies = {"body_fr": headings("Un", "Deux"), "body_nl": headings("Een", "Twee")}
    page = ContentPageFactory(parent=home, **bodies)
    assert not soup(client, page, "fr").select(".contents")


def test_an_anchor_stays_when_the_words_change(home: HomePage, client: Client) -> None:
    page = ContentPageFactory(
        parent=home,
        body_fr=headings("Un", "Deux", "Trois"),
        body_nl=headings("Een", "Twee", "Drie"),
    )
    before = [link["href"] for link in soup(client, page, "fr").select(".contents a")]
    page.refresh_from_db()
    page.body_fr[0].value["text"] = "Tout autre"
    page.save()
    after = soup(client, page, "fr").select(".contents a")
    assert after[0].get_text(strip=True) == "Tout autre"
    assert [link["href"] for link in after] == before


@pytest.mark.parametrize("code", ["fr", "nl"])
def test_the_last_change_is_a_day_in_brussels(home: HomePage, client: Client, code: str) -> None:
    page = ContentPageFactory(parent=home)
    assert not soup(client, page, code).select(".updated")
    page.last_published_at = dt.datetime(2026, 6, 1, 23, 30, tzinfo=dt.UTC)
    page.save()
    assert soup(client, page, code).select_one(".updated time")["datetime"] == "2026-06-02"


@pytest.mark.parametrize(("code", "name"), [("fr", "Service Subsides"), ("nl", "Dienst Subsidies")])
def test_whom_to_ask(home: HomePage, client: Client, code: str, name: str) -> None:
    page = ContentPageFactory(
        parent=home,
        contact_name_fr="Service Subsides",
        contact_name_nl="Dienst Subsidies",
        contact_telephone="02 123 45 67",
        contact_email="subsides@example.org",
    )
    box = soup(client, page, code).select_one(".contact-box")
    assert name in box.get_text()
    links = [link["href"] for link in box.select("a")]
    assert links == ["tel:+3221234567", "mailto:subsides@example.org"]


def test_the_box_stays_away_where_it_does_not_say_who_answers(
    home: HomePage, client: Client
) -> None:
    page = ContentPageFactory(
        parent=home,
        contact_name_fr="Service Subsides",
        contact_email="s@example.org",
        parity_marks={"empty": {"contact_name": ["nl"]}},
    )
    assert not soup(client, page, "nl").select(".contact-box")


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"contact_name_fr": "Service", "contact_name_nl": "Dienst"}, "contact_telephone"),
        ({"contact_email": "s@example.org"}, "contact_name_fr"),
        ({"contact_name_fr": "S", "contact_telephone": "12"}, "contact_telephone"),
    ],
)
def test_half_a_contact_box_is_refused(home: HomePage, values: dict[str, str], field: str) -> None:
    page = ContentPageFactory(parent=home)
    for name, value in values.items():
        setattr(page, name, value)
    with pytest.raises(ValidationError) as refused:
        page.full_clean()
    assert field in refused.value.message_dict


def test_documents_keep_the_editors_order_and_say_their_language(
    home: HomePage, client: Client
) -> None:
    rules = {
        f"document_{code}": DocumentFactory(
            title_fr="Règlement", title_nl="Reglement", language=code
        )
        for code in ("fr", "nl")
    }
    form = DocumentFactory(title_fr="Formulaire", title_nl="Formulaire", language="fr")
    page = ContentPageFactory(parent=home)
    page.documents = [
        PageDocument(document_fr=form, sort_order=0),
        PageDocument(**rules, sort_order=1),
    ]
    page.save_revision().publish()
    links = soup(client, page, "nl").select(".download__link")
    assert [link["hreflang"] for link in links] == ["fr", "nl"]
    assert "Frans" in links[0].get_text()
    assert links[0].select_one("[lang=fr]").get_text(strip=True) == "Formulaire"
    assert links[1].select_one(".download__title").get_text(strip=True) == "Reglement"


def test_a_document_without_a_file_is_refused() -> None:
    with pytest.raises(ValidationError) as refused:
        PageDocument().clean()
    assert "document_fr" in refused.value.message_dict


@pytest.mark.parametrize(
    ("code", "children"),
    [
        ("fr", [("Presse", "Pour les médias.")]),
        ("nl", [("Pers", "Voor de media."), ("Jobs", None)]),
    ],
)
def test_the_pages_below_are_listed_with_their_leads(
    home: HomePage, client: Client, code: str, children: list[tuple[str, str | None]]
) -> None:
    page = ContentPageFactory(parent=home)
    ContentPageFactory(
        parent=page,
        title_fr="Presse",
        title_nl="Pers",
        lead_fr="Pour les médias.",
        lead_nl="Voor de media.",
    )
    ContentPageFactory(parent=page, title_nl="Jobs", published_languages=["nl"])
    ContentPageFactory(parent=page, title_fr="Brouillon", title_nl="Klad", live=False)
    cards = soup(client, page, code).select("[aria-labelledby=child-pages] .card")
    shown = [
        (card.a.get_text(strip=True), text and text.get_text(strip=True))
        for card in cards
        for text in [card.select_one(".card__text")]
    ]
    assert shown == children


def test_a_fourth_level_is_not_offered(home: HomePage) -> None:
    page: Any = home
    for _level in range(3):
        assert ContentPage.can_create_at(page)
        page = ContentPageFactory(parent=page)
    assert not ContentPage.can_create_at(page)


def test_queries_do_not_grow(home: HomePage, client: Client) -> None:
    page = ContentPageFactory(parent=home)

    def queries() -> int:
        soup(client, page, "fr")
        with CaptureQueriesContext(connection) as found:
            soup(client, page, "fr")
        return len(found)

    def add(number: int) -> None:
        page.refresh_from_db()
        page.documents = [
            *page.documents.all(),
            *(PageDocument(document_fr=DocumentFactory()) for _ in range(number)),
        ]
        page.save_revision().publish()
        for _ in range(number):
            ContentPageFactory(parent=ContentPage.objects.get(pk=page.pk))

    add(1)
    few = queries()
    assert few <= 10
    add(9)
    assert queries() == few


@pytest.mark.parametrize("mode", ["fr", "nl"])
def test_an_editor_previews_documents(editor_client: Client, home: HomePage, mode: str) -> None:
    page = ContentPageFactory(parent=home)
    page.documents = [PageDocument(document_fr=DocumentFactory(), document_nl=DocumentFactory())]
    page.save_revision()
    edit = reverse("wagtailadmin_pages:edit", args=(page.pk,))
    assert editor_client.get(edit).status_code == 200
    draft = reverse("wagtailadmin_pages:view_draft", args=(page.pk,))
    assert "download__link" in editor_client.get(f"{draft}?mode={mode}").content.decode()
