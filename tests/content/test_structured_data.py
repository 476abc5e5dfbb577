"""What pages tell machines about themselves: JSON-LD that is valid, and links made for sharing."""

import datetime as dt
import json
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
from bs4 import BeautifulSoup
from django.contrib.staticfiles import finders
from django.core.files.storage import default_storage
from django.test import Client
from wagtail.models import Site

from bps_portal.content.models import SiteSettings
from emergency.models import EmergencyNumber, EmergencyNumbersPage
from tests import schemas
from tests.factories import ArticlePageFactory, ImageFactory, ThemeFactory, ThemeIndexPageFactory

HOST = "http://localhost"
SCHEMA = json.loads(Path(schemas.__file__).with_name("structured_data.json").read_text("utf-8"))
VALIDATOR = jsonschema_rs.validator_for(SCHEMA)


def soup(client: Client, address: str) -> BeautifulSoup:
    answer = client.get(address)
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser")


def nodes(page: BeautifulSoup) -> dict[str, dict[str, Any]]:
    """Return the valid JSON-LD of a page by type."""
    scripts = page.select("script[type='application/ld+json']")
    assert len(scripts) <= 1
    if not scripts:
        return {}
    value = json.loads(scripts[0].string)
    VALIDATOR.validate(value)
    return {node["@type"]: node for node in value["@graph"]}


def meta(page: BeautifulSoup) -> dict[str, str]:
    tags = page.select("meta[property], meta[name]")
    return {tag.get("property") or tag["name"]: tag["content"] for tag in tags}


@pytest.mark.parametrize(("code", "section"), [("fr", "Actualités"), ("nl", "Nieuws")])
def test_an_article(home, news, client: Client, code: str, section: str) -> None:
    article = ArticlePageFactory(
        parent=news,
        title_fr=f"Crue </script><b> & {'x' * 150}",
        title_nl=f"Vloed </script><b> & {'x' * 150}",
        date=dt.date(2021, 9, 23),
        image=ImageFactory(),
    )
    page = soup(client, article.url_in(code))
    found = nodes(page)
    node = found["NewsArticle"]
    url = f"{HOST}{article.url_in(code)}"
    assert node["headline"].startswith(("Crue </script><b> &", "Vloed </script><b> &"))
    assert (node["url"], node["inLanguage"]) == (url, code)
    assert node["datePublished"] == "2021-09-23"
    assert node["publisher"]["url"] == f"{HOST}/{code}/"
    steps = found["BreadcrumbList"]["itemListElement"]
    assert [step["name"] for step in steps[1:2]] == [section]
    assert [step["item"] for step in steps] == [
        f"{HOST}/{code}/",
        f"{HOST}{news.url_in(code)}",
        url,
    ]
    told = meta(page)
    assert told["og:type"] == "article"
    assert told["og:url"] == url
    assert told["og:locale"] == f"{code}_BE"
    assert (told["og:image:width"], told["og:image:height"]) == ("1200", "630")
    assert told["og:image"] == node["image"][0]
    assert default_storage.exists(told["og:image"].removeprefix(f"{HOST}/media/"))
    assert told["og:image:alt"] in ("Un parc sous la pluie", "Een park in de regen")
    lead = {"fr": "Ce que dit l'article.", "nl": "Wat het artikel zegt."}[code]
    assert told["description"] == told["og:description"] == lead


def test_the_home_page_tells_who_stands_behind_the_site(home, client: Client) -> None:
    SiteSettings.objects.create(
        site=Site.objects.get(),
        name_nl="Brussel Veilig",
        address_nl="Straat 1\n1000 Brussel",
        telephone="02 123 45 67",
        email_nl="hallo@example.org",
        social_accounts=[
            {"type": "account", "value": {"network": "facebook", "url_nl": "https://example.org/b"}}
        ],
    )
    page = soup(client, "/nl/")
    node = nodes(page)["GovernmentOrganization"]
    assert node["name"] == "Brussel Veilig"
    assert node["address"] == "Straat 1 · 1000 Brussel"
    assert node["telephone"] == "+3221234567"
    assert node["sameAs"] == ["https://example.org/b"]
    assert meta(page)["og:image"] == f"{HOST}/static/sharing/nl.png"
    manifest = client.get(page.select_one("link[rel=manifest]")["href"])
    assert manifest["Content-Type"] == "application/manifest+json"
    told = manifest.json()
    assert (told["name"], told["lang"], told["start_url"]) == ("Brussel Veilig", "nl", "/nl/")
    for icon in [*(icon["src"] for icon in told["icons"]), client.get("/favicon.ico")["Location"]]:
        assert finders.find(icon.removeprefix("/static/"))


def test_the_numbers_are_contact_points_in_the_readers_language(home, client: Client) -> None:
    page = EmergencyNumbersPage(title_fr="Numéros", title_nl="Nummers", live=True)
    home.add_child(instance=page)
    EmergencyNumber.objects.create(
        number="0800 32 123", name_fr="Écoute", name_nl="Luisterlijn", need="talk",
        served_languages=["nl"],
    )  # fmt: skip
    EmergencyNumber.objects.create(
        name_fr="App", name_nl="App", need="talk", source_url_fr="https://e.org", source_url_nl="https://e.org"
    )  # fmt: skip
    found = nodes(soup(client, page.url_in("nl")))
    (item,) = found["ItemList"]["itemListElement"]
    point = item["item"]
    assert (point["telephone"], point["name"]) == ("+3280032123", "Luisterlijn")
    assert point["availableLanguage"] == ["nl"]


def test_a_theme_is_described_by_its_own_words(home, client: Client) -> None:
    themes = ThemeIndexPageFactory(parent=home)
    ThemeFactory(name_fr="Incendie", name_nl="Brand", description_nl="Rook en vuur.")
    assert nodes(soup(client, themes.url_in("nl")))["BreadcrumbList"]
    page = soup(client, f"{themes.url_in('nl')}brand/")
    assert meta(page)["description"] == "Rook en vuur."
    assert meta(page)["og:title"] == "Brand"
    steps = nodes(page)["BreadcrumbList"]["itemListElement"]
    assert [step["name"] for step in steps[1:]] == ["Thema’s", "Brand"]
    assert steps[1]["item"] == f"{HOST}/nl/themas/"


def test_a_page_that_is_not_found_tells_nothing(home, client: Client) -> None:
    answer = client.get("/nl/niets/")
    page = BeautifulSoup(answer.content, "html.parser")
    assert answer.status_code == 404
    assert nodes(page) == {}
    assert not [name for name in meta(page) if name.startswith("og:")]
