"""A campaign: when it runs, what it says, its files and its articles."""

import datetime as dt
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.translation import override

from campaigns.models import CampaignPage, CampaignPartner, CampaignPublication
from campaigns.periods import Stage
from tests.factories import (
    ArticlePageFactory,
    CampaignPageFactory,
    DocumentFactory,
    ImageFactory,
    PublicationPageFactory,
    ThemeFactory,
)
from tests.many import multiply

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 3, 1)
DAY = dt.timedelta(days=1)
WORDS = {
    "fr": {
        "order": "Le dernier jour précède le premier.",
        "empty": "Il n’y a pas encore de campagne.",
        "page": [
            "Campagne terminée",
            "03.09.2021 – 31.12.2021",
            "Une promesse.",
            "Pour qui Les cyclistes",
            "Thème Vélo",
            "Avec Les parcs",
            "Ce que vous pouvez faire Allumez. Freinez.",
            "Pour la presse Service presse",
        ],
    },
    "nl": {
        "order": "De laatste dag valt vóór de eerste.",
        "empty": "Er zijn nog geen campagnes.",
        "page": [
            "Afgelopen campagne",
            "03.09.2021 – 31.12.2021",
            "Een belofte.",
            "Voor wie Fietsers",
            "Thema Fiets",
            "Met De parken",
            "Wat u kunt doen Licht aan. Rem.",
            "Voor de pers Persdienst",
        ],
    },
}


def plain(text: str) -> str:
    """Return a text with plain spaces, one at a time."""
    return " ".join(text.split())


def listed(client: Client, campaigns, code: str) -> dict[str, list[str]]:
    """Return the titles of the list by the heading under which they stand."""
    answer = client.get(campaigns.url_in(code))
    assert answer.status_code == 200
    soup = BeautifulSoup(answer.content, "html.parser")
    return {
        plain(section.h2.get_text()): [
            plain(link.get_text()) for link in section.select(".card__link")
        ]
        for section in soup.select("main section.section[aria-labelledby^=stage]")
    }


@pytest.mark.parametrize("code", ["fr", "nl"])
def test_a_campaign_does_not_end_before_it_starts(campaigns, code):
    with pytest.raises(ValidationError) as refused:
        CampaignPageFactory(
            parent=campaigns,
            starts_on=dt.date(2026, 2, 1),
            ends_on=dt.date(2026, 1, 31),
            promise_nl="",
        )
    with override(code):
        messages = refused.value.message_dict
    assert messages["ends_on"] == [WORDS[code]["order"]]
    # What else is wrong is told as well.
    assert set(messages) == {"ends_on", "promise_nl"}


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "stage"),
    [
        (None, None, Stage.RUNNING),
        (TODAY, TODAY, Stage.RUNNING),
        (TODAY + DAY, None, Stage.COMING),
        (TODAY + DAY, TODAY + DAY, Stage.COMING),
        (TODAY, None, Stage.RUNNING),
        (None, TODAY, Stage.RUNNING),
        (None, TODAY - DAY, Stage.PAST),
        (TODAY - DAY, TODAY - DAY, Stage.PAST),
    ],
)
def test_where_a_campaign_stands(campaigns, starts_on, ends_on, stage):
    campaign = CampaignPageFactory(parent=campaigns, starts_on=starts_on, ends_on=ends_on)
    assert campaign.stage_on(TODAY) == stage
    found = [known for known in Stage if CampaignPage.objects.in_stage(known, TODAY).exists()]
    assert found == [stage]


@pytest.mark.parametrize(
    ("minute", "stages"),
    [
        # Midnight in Brussels, in winter and in summer.
        ("2026-02-28T22:59:59Z", {"Demain": "Nu bezig"}),
        ("2026-02-28T23:00:00Z", {"Demain": "Afgelopen"}),
        ("2026-07-14T21:59:59Z", {"Été": "Binnenkort"}),
        ("2026-07-14T22:00:00Z", {"Été": "Nu bezig"}),
    ],
)
def test_what_time_changes_happens_at_midnight_in_brussels(
    campaigns, client: Client, monkeypatch, minute, stages
):
    CampaignPageFactory(parent=campaigns, title_nl="Demain", ends_on=dt.date(2026, 2, 28))
    CampaignPageFactory(parent=campaigns, title_nl="Été", starts_on=dt.date(2026, 7, 15))
    moment = dt.datetime.fromisoformat(minute)
    monkeypatch.setattr(timezone, "now", lambda: moment)
    shown = listed(client, campaigns, "nl")
    for title, stage in stages.items():
        assert title in shown[stage]


def test_the_list_has_what_runs_then_what_comes_then_what_is_past(campaigns, client: Client):
    def campaign(title: str, first: int | None, last: int | None, **kwargs: Any) -> None:
        today = timezone.localdate()
        CampaignPageFactory(
            parent=campaigns,
            title_fr=title,
            starts_on=None if first is None else today + first * DAY,
            ends_on=None if last is None else today + last * DAY,
            **kwargs,
        )

    campaign("passée", -90, -80)
    campaign("récente", -20, -10)
    campaign("lointaine", 90, None)
    campaign("prochaine", 10, 20)
    campaign("toujours", None, None)
    campaign("nouvelle", -1, 1)
    campaign("cachée", -1, 1, live=False)
    assert listed(client, campaigns, "fr") == {
        "En cours": ["nouvelle", "toujours"],
        "À venir": ["prochaine", "lointaine"],
        "Terminées": ["récente", "passée"],
    }


@pytest.mark.parametrize("code", ["fr", "nl"])
def test_an_empty_list_says_so(campaigns, client: Client, code):
    assert listed(client, campaigns, code) == {}
    assert WORDS[code]["empty"] in client.get(campaigns.url_in(code)).content.decode()


def test_the_list_takes_as_few_queries_for_many(campaigns, client: Client):
    CampaignPageFactory.create_batch(12, parent=campaigns)
    original = CampaignPageFactory(parent=campaigns, image=ImageFactory(), theme=ThemeFactory())
    counts = []
    for more in (0, 2_000):
        multiply(original, more)
        client.get(campaigns.url_in("fr"))
        with CaptureQueriesContext(connection) as queries:
            client.get(campaigns.url_in("fr"))
        counts.append(len(queries))
    assert counts[0] == counts[1]
    assert counts[0] <= 12


@pytest.mark.parametrize("code", ["fr", "nl"])
def test_a_campaign_says_what_it_wants_of_whom_and_with_whom(campaigns, client: Client, code):
    campaign = CampaignPageFactory(
        parent=campaigns,
        starts_on=dt.date(2021, 9, 3),
        ends_on=dt.date(2021, 12, 31),
        audience_fr="Les cyclistes",
        audience_nl="Fietsers",
        theme=ThemeFactory(name_fr="Vélo", name_nl="Fiets"),
        steps_fr=[("step", "<p>Allumez.</p>"), ("step", "<p>Freinez.</p>")],
        steps_nl=[("step", "<p>Licht aan.</p>"), ("step", "<p>Rem.</p>")],
        press_contact_fr="Service presse",
        press_contact_nl="Persdienst",
        press_phone="02 555 01 23",
        press_email="press@example.org",
    )
    campaign.partners = [
        CampaignPartner(
            name_fr="Les parcs",
            name_nl="De parken",
            url_fr="https://example.org/parcs",
            url_nl="https://example.org/parken",
        )
    ]
    campaign.save()
    soup = BeautifulSoup(client.get(campaign.url_in(code)).content, "html.parser").main
    text = plain(soup.get_text(" "))
    for word in WORDS[code]["page"]:
        assert word in text
    for word in WORDS["nl" if code == "fr" else "fr"]["page"]:
        assert word not in text or word in WORDS[code]["page"]
    assert len(soup.select("ol.steps__list > li")) == 2
    links = {link["href"] for link in soup.select("a[href]")}
    partner = {"fr": "https://example.org/parcs", "nl": "https://example.org/parken"}[code]
    assert {partner, "tel:+3225550123", "mailto:press@example.org"} <= links


@pytest.mark.parametrize("code", ["fr", "nl"])
def test_a_campaign_that_says_little_has_nothing_empty(campaigns, client: Client, code):
    campaign = CampaignPageFactory(parent=campaigns)
    soup = BeautifulSoup(client.get(campaign.url_in(code)).content, "html.parser").main
    assert not soup.select("h2:not(.share__title), dt, .contact-box, .brochure, ol.steps__list")


@pytest.mark.parametrize("code", ["fr", "nl"])
def test_the_files_come_in_the_editors_order_as_readers_may_see_them(
    campaigns, library, client: Client, code
):
    publications = [
        PublicationPageFactory(parent=library, file_nl=DocumentFactory(language="nl")),
        PublicationPageFactory(parent=library),
        PublicationPageFactory(parent=library, live=False),
    ]
    campaign = CampaignPageFactory(parent=campaigns)
    campaign.publication_links = [
        CampaignPublication(publication=page, sort_order=place)
        for place, page in enumerate([publications[1], publications[2], publications[0]])
    ]
    campaign.save()
    soup = BeautifulSoup(client.get(campaign.url_in(code)).content, "html.parser")
    links = [link["href"] for link in soup.select(".brochure .download__link")]
    own = getattr(publications[0], f"file_{code}")
    assert links == [publications[1].file_fr.url, own.url]


def test_a_campaign_shows_its_articles_of_that_language(campaigns, news, client: Client):
    campaign = CampaignPageFactory(parent=campaigns)
    shown = ArticlePageFactory(parent=news, campaign=campaign)
    ArticlePageFactory(parent=news, campaign=campaign, published_languages=["nl"])
    ArticlePageFactory(parent=news, campaign=campaign, live=False)
    assert client.get(campaign.url_in("fr")).context["articles"] == [shown]


def test_an_article_names_its_campaign_only_where_readers_see_it(campaigns, news, client: Client):
    campaign = CampaignPageFactory(parent=campaigns, published_languages=["nl"])
    article = ArticlePageFactory(parent=news, campaign=campaign)
    assert client.get(article.url_in("fr")).context["campaign"] is None
    assert client.get(article.url_in("nl")).context["campaign"] == campaign
