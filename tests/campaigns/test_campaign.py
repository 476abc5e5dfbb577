"""A campaign: its period, its brochure per language, its articles."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from tests.factories import (
    ArticlePageFactory,
    CampaignPageFactory,
)

pytestmark = pytest.mark.django_db


def test_a_campaign_does_not_end_before_it_starts(campaigns):
    with pytest.raises(ValidationError) as refused:
        CampaignPageFactory(
            parent=campaigns, starts_on=dt.date(2026, 2, 1), ends_on=dt.date(2026, 1, 31)
        )
    assert set(refused.value.message_dict) == {"ends_on"}


def test_the_list_starts_with_the_latest(campaigns, client: Client):
    undated = CampaignPageFactory(parent=campaigns, title_fr="Sans date")
    old = CampaignPageFactory(parent=campaigns, title_fr="Ancienne", starts_on=dt.date(2021, 1, 1))
    new = CampaignPageFactory(parent=campaigns, title_fr="Nouvelle", starts_on=dt.date(2026, 1, 1))
    CampaignPageFactory(parent=campaigns, title_fr="Cachée", live=False)
    answer = client.get(campaigns.url_in("fr"))
    assert answer.context["campaigns"] == [new, old, undated]


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
