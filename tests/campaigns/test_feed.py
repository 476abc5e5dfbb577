"""The campaigns as an Atom feed."""

from typing import Any
from xml.etree import ElementTree as ET

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from bps_portal.home.models import HomePage
from campaigns.models import CampaignIndexPage, CampaignPage, CampaignPublication
from tests.factories import (
    CampaignIndexPageFactory,
    CampaignPageFactory,
    DocumentFactory,
    ImageFactory,
    LibraryPageFactory,
    PublicationPageFactory,
)
from tests.schemas import assert_valid

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"
FEEDS = {"fr": "/fr/campagnes/atom.xml", "nl": "/nl/campagnes/atom.xml"}


@pytest.fixture
def campaigns(home: HomePage) -> CampaignIndexPage:
    """The list of campaigns, where the demo has it."""
    return CampaignIndexPageFactory(
        parent=home, title_fr="Campagnes", title_nl="Campagnes", slug_fr="campagnes"
    )


@pytest.fixture
def campaign(home: HomePage, campaigns: CampaignIndexPage) -> CampaignPage:
    """A campaign with a picture and a brochure in each language."""
    page = CampaignPageFactory(
        parent=campaigns,
        title_fr="Été & chaleur",
        title_nl="Zomer",
        promise_fr="Boire.",
        promise_nl="Drinken.",
        image=ImageFactory(),
    )
    publication = PublicationPageFactory(
        parent=LibraryPageFactory(parent=home),
        file_fr=DocumentFactory(language="fr", file__filename="ete.pdf"),
        file_nl=DocumentFactory(language="nl", file__filename="zomer.pdf"),
    )
    CampaignPublication.objects.create(page=page, publication=publication, sort_order=0)
    return page


def read(client: Client, code: str = "fr") -> Any:
    answer = client.get(FEEDS[code])
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert_valid(answer.content, "atom")
    return ET.fromstring(answer.content)  # noqa: S314 - our own


@pytest.mark.parametrize(
    ("code", "title", "file"), [("fr", "Été & chaleur", "ete"), ("nl", "Zomer", "zomer")]
)
def test_a_campaign_stands_in_the_feed_with_its_brochures(
    campaign: CampaignPage, client: Client, code: str, title: str, file: str
) -> None:
    feed = read(client, code)
    assert feed.get("{http://www.w3.org/XML/1998/namespace}lang") == code
    (entry,) = feed.findall(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}title") == title
    for name in ("id", "updated", "content"):
        assert entry.findtext(f"{ATOM}{name}")
    enclosures = [link for link in entry.findall(f"{ATOM}link") if link.get("rel") == "enclosure"]
    assert [link.get("type") for link in enclosures] == ["application/pdf", "image/jpeg"]
    assert file in enclosures[0].get("href")
    assert enclosures[0].get("href").startswith("http://localhost/")
    assert int(enclosures[0].get("length")) > 0


def test_it_holds_what_readers_see_and_changes_with_it(
    campaign: CampaignPage, campaigns: CampaignIndexPage, client: Client
) -> None:
    etag = client.get(FEEDS["nl"])["ETag"]
    assert client.get(FEEDS["nl"], headers={"if-none-match": etag}).status_code == 304
    CampaignPage.objects.filter(pk=campaign.pk).update(published_languages=["fr"])
    assert read(client, "nl").findall(f"{ATOM}entry") == []
    assert client.get(FEEDS["nl"], headers={"if-none-match": etag}).status_code == 200
    CampaignIndexPage.objects.filter(pk=campaigns.pk).update(live=False)
    assert client.get(FEEDS["nl"], headers={"if-none-match": etag}).status_code == 404


@pytest.mark.parametrize("code", ["fr", "nl"])
def test_pages_of_the_campaigns_name_the_feed(
    campaign: CampaignPage, client: Client, code: str
) -> None:
    page = BeautifulSoup(client.get(campaign.url_in(code)).content, "html.parser")
    link = page.find("link", {"type": "application/atom+xml"})
    assert link["href"] == FEEDS[code]
