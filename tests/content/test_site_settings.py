"""What an editor says once of the whole site stands on every page, in the reader's language."""

import html
import json

import pytest
from bs4 import BeautifulSoup, Tag
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from wagtail.models import Site

from bps_portal.content.models import SiteSettings
from bps_portal.home.models import HomePage

OWN_NAME = {"fr": "Bruxelles Prévention et Sécurité", "nl": "Brussel Preventie en Veiligheid"}


def soup(client: Client, address: str) -> BeautifulSoup:
    return BeautifulSoup(client.get(address).content, "html.parser")


def text(tag: Tag | None) -> str:
    assert tag
    return " ".join(tag.get_text(" ").split())


def settings_of(home: HomePage, **values: object) -> SiteSettings:
    return SiteSettings.objects.create(site=Site.objects.get(root_page=home), **values)


@pytest.mark.parametrize("code", ["fr", "nl"])
def test_without_settings_the_portals_own_name_stands_and_nothing_empty(
    home: HomePage, client: Client, code: str
) -> None:
    page = soup(client, f"/{code}/")
    assert text(page.select_one(".masthead .plate__name")) == OWN_NAME[code]
    assert text(page.title) == OWN_NAME[code]
    assert not page.select(".footer__tagline, .contact-details, #social-accounts")
    assert not SiteSettings.objects.exists()


@pytest.mark.parametrize("code", ["fr", "nl"])
def test_everything_shows_in_its_language(home: HomePage, client: Client, code: str) -> None:
    settings_of(
        home,
        name_fr="Ville Exemple",
        name_nl="Stad Voorbeeld",
        tagline_fr="Pour vous",
        tagline_nl="Voor u",
        address_fr="Rue Haute 1\n1000 Bruxelles",
        address_nl="Hoogstraat 1\n1000 Brussel",
        opening_hours_fr="Lundi",
        opening_hours_nl="Maandag",
        telephone="02 123 45 67",
        email_fr="fr@example.org",
        email_nl="nl@example.org",
        social_accounts=[
            (
                "account",
                {
                    "network": "facebook",
                    "url_fr": "https://f.example/",
                    "url_nl": "https://n.example/",
                },
            ),
            ("account", {"network": "x", "url_fr": "https://x.example/", "url_nl": ""}),
        ],
    )
    page = soup(client, f"/{code}/")
    words = {
        "fr": ["Ville Exemple", "Pour vous", "Rue Haute 1 1000 Bruxelles", "Lundi"],
        "nl": ["Stad Voorbeeld", "Voor u", "Hoogstraat 1 1000 Brussel", "Maandag"],
    }
    assert text(page.title) == words[code][0]
    assert [text(line) for line in page.select(".masthead .plate__line")] == words[code][0].split()
    foot = text(page.select_one(".footer"))
    assert all(word in foot for word in words[code])
    other = "nl" if code == "fr" else "fr"
    assert not any(word in page.get_text(" ") for word in words[other])
    links = {text(link): link["href"] for link in page.select(".footer a")}
    assert links["02 123 45 67"] == "tel:+3221234567"
    assert links[f"{code}@example.org"] == f"mailto:{code}@example.org"
    follow = {
        "fr": {
            "Suivez-nous sur Facebook": "https://f.example/",
            "Suivez-nous sur X": "https://x.example/",
        },
        "nl": {"Volg ons op Facebook": "https://n.example/"},
    }
    accounts = page.find(id="social-accounts").find_parent("section")
    assert {text(link): link["href"] for link in accounts.select("a")} == follow[code]


def test_a_name_in_one_language_does_not_stand_in_for_the_other(
    home: HomePage, client: Client
) -> None:
    settings_of(home, name_fr="Ville Exemple")
    assert text(soup(client, "/nl/").title) == OWN_NAME["nl"]


def test_an_impossible_telephone_number_is_refused(home: HomePage) -> None:
    wrong = SiteSettings(site=Site.objects.get(root_page=home), telephone="12345678")
    with pytest.raises(ValidationError, match="12345678"):
        wrong.full_clean()


def form_data(**values: str) -> dict[str, str]:
    """Return what the browser sends for settings without accounts and menus."""
    texts = ("name", "tagline", "address", "opening_hours", "email")
    empty = {f"{field}_{code}": "" for field in texts for code in ("fr", "nl")} | {"telephone": ""}
    streams = ("social_accounts", "main_menu", "foot_menu", "quick_links")
    return empty | {f"{stream}-count": "0" for stream in streams} | values


def edit_address(home: HomePage) -> str:
    site = Site.objects.get(root_page=home)
    return reverse("wagtailsettings:edit", args=("content", "sitesettings", site.pk))


def test_an_editor_finds_and_saves_them(editor_client: Client, home: HomePage) -> None:
    menu = {"fr": "Paramètres du portail", "nl": "Instellingen van het portaal"}
    admin = editor_client.get("/admin/").content.decode()
    assert json.dumps(menu[editor_client.language]) in html.unescape(admin)
    address = edit_address(home)
    form = editor_client.get(address).content.decode()
    assert {"fr": "heures d’ouverture", "nl": "openingsuren"}[
        editor_client.language
    ] in form.lower()
    data = form_data(name_fr="Ville Exemple", name_nl="Stad Voorbeeld", telephone="02 123 45 67")
    assert editor_client.post(address, data).status_code == 302
    saved = SiteSettings.objects.get()
    assert (saved.name_fr, saved.name_nl) == ("Ville Exemple", "Stad Voorbeeld")


def test_what_is_wrong_is_said_and_nothing_is_lost(editor_client: Client, home: HomePage) -> None:
    account = {
        "social_accounts-count": "1",
        "social_accounts-0-deleted": "",
        "social_accounts-0-order": "0",
        "social_accounts-0-type": "account",
        "social_accounts-0-id": "",
        "social_accounts-0-value-network": "facebook",
        "social_accounts-0-value-url_fr": "",
        "social_accounts-0-value-url_nl": "",
    }
    data = form_data(name_fr="Ville Exemple", telephone="zéro deux", **account)
    answer = editor_client.post(edit_address(home), data)
    words = {
        "fr": ("n’est pas un numéro de téléphone", "dans au moins une langue"),
        "nl": ("is geen telefoonnummer", "in minstens"),
    }
    page = answer.content.decode()
    assert answer.status_code == 200
    assert all(word in page for word in words[editor_client.language])
    assert "Ville Exemple" in page
    assert "zéro deux" in page
