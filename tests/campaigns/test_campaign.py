"""A campaign: its period, its brochure per language, its articles."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from bps_portal.content.models import PortalDocument
from campaigns.models import CampaignIndexPage
from tests.factories import (
    ArticlePageFactory,
    CampaignIndexPageFactory,
    CampaignPageFactory,
    DocumentFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def campaigns(home) -> CampaignIndexPage:
    """The list of campaigns."""
    return CampaignIndexPageFactory(parent=home)


def test_each_language_has_its_own_brochure(campaigns, client: Client):
    campaign = CampaignPageFactory(
        parent=campaigns,
        brochure_fr=DocumentFactory(title_fr="À la maison", language="fr"),
        brochure_nl=DocumentFactory(title_nl="Thuis", language="nl"),
    )
    french = client.get(campaign.url_in("fr")).content.decode()
    dutch = client.get(campaign.url_in("nl")).content.decode()
    assert "À la maison" in french
    assert "Thuis" not in french
    assert "Thuis" in dutch
    assert "À la maison" not in dutch


def test_a_brochure_in_one_language_only_says_so_in_the_other(campaigns, client: Client):
    campaign = CampaignPageFactory(parent=campaigns, brochure_fr=DocumentFactory(language="fr"))
    dutch = client.get(campaign.url_in("nl")).content.decode()
    assert 'hreflang="fr"' in dutch
    assert "Frans" in dutch
    with override("nl"):
        assert campaign.brochure is None


@pytest.mark.parametrize("code", ["fr", "nl"])
def test_a_brochure_in_use_is_not_deleted_and_the_admin_says_why(campaigns, editor_client, code):
    document = DocumentFactory()
    CampaignPageFactory(parent=campaigns, title_fr="À la maison", **{f"brochure_{code}": document})
    single = reverse("wagtaildocs:delete", args=(document.pk,))
    assert editor_client.get(single).status_code == 200
    several = reverse("wagtail_bulk_action", args=("content", "portaldocument", "delete"))
    for address in (single, f"{several}?id={document.pk}"):
        assert editor_client.post(address, follow=True).status_code == 200
        assert PortalDocument.objects.filter(pk=document.pk).exists()


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
