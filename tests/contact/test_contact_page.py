"""What a visitor sees before writing."""

import pytest
from bs4 import BeautifulSoup, Tag
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from bps_portal.contact.models import ContactPage
from bps_portal.home.models import HomePage
from tests.factories import ContentPageFactory, publish_in_one_language_first

from .conftest import ADDRESSES, THANKS

CODES = ["fr", "nl"]


def soup_of(client: Client, path: str, **headers: str) -> BeautifulSoup:
    return BeautifulSoup(client.get(path, headers=headers).content, "html.parser")


def value_of(soup: BeautifulSoup, name: str) -> str:
    field = soup.find(attrs={"name": name})
    assert isinstance(field, Tag)
    if field.name == "select":
        chosen = field.find("option", selected=True)
        return str(chosen["value"]) if isinstance(chosen, Tag) else ""
    return str(field.get("value", ""))


@pytest.mark.usefixtures("contact")
class TestForm:
    @pytest.mark.parametrize("code", CODES)
    def test_every_field_has_its_label(self, client: Client, code: str) -> None:
        soup = soup_of(client, ADDRESSES[code])
        for name in ("subject", "message", "page", "name", "email", "homepage"):
            field = soup.find(attrs={"name": name})
            assert isinstance(field, Tag)
            assert soup.find("label", attrs={"for": field["id"]})

    @pytest.mark.parametrize(
        ("code", "words"),
        [("fr", "Nous effaçons votre message"), ("nl", "We wissen uw bericht")],
    )
    def test_it_says_how_long_messages_are_kept(
        self, client: Client, code: str, words: str, settings: object
    ) -> None:
        settings.CONTACT_RETENTION_DAYS = 90  # type: ignore[attr-defined]
        text = soup_of(client, ADDRESSES[code]).get_text()
        assert words in text
        assert "90\N{NO-BREAK SPACE}" in text

    @pytest.mark.parametrize("code", CODES)
    def test_deaf_callers_learn_of_the_app(self, client: Client, code: str) -> None:
        assert "112\N{NO-BREAK SPACE}BE" in soup_of(client, ADDRESSES[code]).get_text()

    def test_no_cache_keeps_it_and_its_cookie_ends_with_the_browser(self, client: Client) -> None:
        response = client.get(ADDRESSES["fr"])
        assert "no-store" in response["Cache-Control"]
        assert "private" in response["Cache-Control"]
        assert response.cookies["csrftoken"]["max-age"] == ""

    def test_it_takes_few_queries(
        self, client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
    ) -> None:
        client.get(ADDRESSES["fr"])
        with django_assert_max_num_queries(8):
            client.get(ADDRESSES["fr"])

    def test_other_pages_set_no_cookie(self, client: Client) -> None:
        assert not client.get("/fr/").cookies

    def test_programs_alone_see_the_trap(self, client: Client) -> None:
        trap = soup_of(client, ADDRESSES["fr"]).find(attrs={"name": "homepage"})
        assert isinstance(trap, Tag)
        assert trap["tabindex"] == "-1"
        assert trap.find_parent(attrs={"hidden": True})


@pytest.mark.usefixtures("contact")
class TestPrefilled:
    @pytest.mark.parametrize("code", CODES)
    def test_a_link_chooses_subject_and_page(self, client: Client, code: str) -> None:
        soup = soup_of(client, f"{ADDRESSES[code]}?subject=accessibility&page=/fr/a-propos/")
        assert value_of(soup, "subject") == "accessibility"
        assert value_of(soup, "page") == "/fr/a-propos/"

    def test_the_page_that_the_visitor_came_from(self, client: Client) -> None:
        soup = soup_of(client, "/fr/contact/", referer="http://testserver/fr/actualites/?q=nom")
        assert value_of(soup, "page") == "/fr/actualites/"

    @pytest.mark.parametrize(
        "referer",
        [
            "https://elsewhere.example/fr/actualites/",
            "http://testserver/nl/contact/",
            "http://testserver/fr/contact/merci/",
            "http://[",
        ],
    )
    def test_no_other_page(self, client: Client, referer: str) -> None:
        assert value_of(soup_of(client, "/fr/contact/", referer=referer), "page") == ""

    @pytest.mark.parametrize(
        "page",
        [
            "https://elsewhere.example/",
            "//elsewhere.example/",
            "/\\elsewhere.example/",
            "javascript:alert(1)",
            "%2F%00",
            f"/{'a' * 600}",
            "elsewhere",
        ],
    )
    def test_nothing_that_leads_elsewhere(self, client: Client, page: str) -> None:
        response = client.get("/fr/contact/", {"page": page})
        assert response.status_code == 200
        assert value_of(BeautifulSoup(response.content, "html.parser"), "page") == ""

    def test_an_unknown_subject_chooses_none(self, client: Client) -> None:
        assert value_of(soup_of(client, "/fr/contact/?subject=<script>"), "subject") == ""


class TestEditorsTexts:
    def test_they_take_the_place_of_the_standard_ones(
        self, contact: ContactPage, client: Client
    ) -> None:
        contact.consent_fr = "Nous lisons tout."
        contact.confirmation_fr = "Merci bien."
        contact.consent_nl = "Wij lezen alles."
        contact.confirmation_nl = "Hartelijk dank."
        contact.save()
        assert "Nous lisons tout." in soup_of(client, ADDRESSES["fr"]).get_text()
        assert "Merci bien." in soup_of(client, THANKS["fr"]).get_text()
        assert "Merci bien." not in soup_of(client, THANKS["nl"]).get_text()

    @pytest.mark.usefixtures("contact")
    def test_the_way_to_the_page_about_privacy(self, home: HomePage, client: Client) -> None:
        ContentPageFactory(parent=home, slug_fr="vie-privee", slug_nl="privacy")
        soup = soup_of(client, ADDRESSES["nl"])
        link = soup.find(id="consent").find("a")  # type: ignore[union-attr]
        assert isinstance(link, Tag)
        assert link["href"] == "/nl/privacy/"

    def test_recipients_must_be_addresses(self, contact: ContactPage) -> None:
        contact.recipients_nl = "onthaal@example.org; niemand"
        with pytest.raises(ValidationError) as caught:
            contact.full_clean()
        assert list(caught.value.message_dict) == ["recipients_nl"]

    def test_messages_never_go_nowhere(self, contact: ContactPage) -> None:
        assert contact.recipients_in("nl") == ["onthaal@example.org"]
        contact.recipients_nl = ""
        assert contact.recipients_in("nl") == ["accueil@example.org", "presse@example.org"]
        contact.recipients_fr = None
        assert contact.recipients_in("nl") == []

    @pytest.mark.parametrize("mode", CODES)
    def test_the_preview_shows_the_form(
        self, contact: ContactPage, editor_client: Client, mode: str
    ) -> None:
        contact.save_revision()
        address = reverse("wagtailadmin_pages:view_draft", args=[contact.pk])
        response = editor_client.get(address, {"mode": mode})
        assert response.status_code == 200
        assert b'name="message"' in response.content


@pytest.mark.usefixtures("contact")
class TestThanks:
    @pytest.mark.parametrize(
        ("code", "title"),
        [("fr", "Votre message est arrivé"), ("nl", "Uw bericht is aangekomen")],
    )
    def test_a_plain_page_in_the_visitors_language(
        self, client: Client, code: str, title: str
    ) -> None:
        response = client.get(THANKS[code])
        soup = BeautifulSoup(response.content, "html.parser")
        assert soup.h1
        assert soup.h1.get_text(strip=True) == title
        assert not soup.select("main form")
        assert "no-store" in response["Cache-Control"]

    @pytest.mark.parametrize("path", ["/fr/contact/bedankt/", "/fr/contact/autre/"])
    def test_no_other_address_below(self, client: Client, path: str) -> None:
        assert client.get(path).status_code == 404

    def test_none_where_the_page_is_not_public(self, contact: ContactPage, client: Client) -> None:
        publish_in_one_language_first(contact, "nl")
        assert client.get(THANKS["nl"]).status_code == 404
