"""What editors see of campaigns and publications: lists, the report, and what is not deleted."""

import datetime as dt

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ReferenceIndex

from bps_portal.pages.models import PortalPage
from campaigns.models import CampaignPublication
from campaigns.periods import Stage
from tests.factories import (
    ArticlePageFactory,
    CampaignPageFactory,
    DocumentFactory,
    PublicationPageFactory,
    ThemeFactory,
    UserFactory,
)
from tests.many import multiply

pytestmark = pytest.mark.django_db
REPORT = "publications_without_file"
WORDS = {
    "fr": {
        "theme": "Vélo",
        "kind": "Rapport",
        "live": "français : en ligne",
        "whole": "Chaque publication a un fichier dans chaque langue.",
        "dutch": "néerlandais",
        "refused": "n’a pas été supprimée",
    },
    "nl": {
        "theme": "Fiets",
        "kind": "Verslag",
        "live": "Frans: online",
        "whole": "Elke publicatie heeft een bestand in elke taal.",
        "dutch": "Nederlands",
        "refused": "werd niet verwijderd",
    },
}


def text_of(answer) -> str:
    """Return the words of an answer, with plain spaces, one at a time."""
    assert answer.status_code == 200
    return " ".join(BeautifulSoup(answer.content, "html.parser").get_text(" ").split())


def titles(client: Client, name: str, **query) -> list[str]:
    """Return the French titles that a list shows."""
    answer = client.get(reverse(name), query)
    assert answer.status_code == 200
    return [page.title_fr for page in answer.context["object_list"]]


def test_campaigns_are_listed_by_stage_and_theme(campaigns, editor_client):
    words = WORDS[editor_client.language]
    theme = ThemeFactory(name_fr="Vélo", name_nl="Fiets")
    today, day = timezone.localdate(), dt.timedelta(days=1)
    CampaignPageFactory(parent=campaigns, title_fr="court", starts_on=today, theme=theme)
    CampaignPageFactory(parent=campaigns, title_fr="vient", starts_on=today + day)
    CampaignPageFactory(
        parent=campaigns,
        title_fr="passé",
        starts_on=dt.date(2021, 9, 3),
        ends_on=dt.date(2021, 12, 31),
    )
    shown = text_of(editor_client.get(reverse("campaigns:index")))
    for word in (words["theme"], words["live"], "03.09.2021 – 31.12.2021"):
        assert word in shown
    for stage, title in zip(Stage, ("court", "vient", "passé"), strict=True):
        assert titles(editor_client, "campaigns:index", stage=stage.value) == [title]
    assert titles(editor_client, "campaigns:index", theme=theme.pk) == ["court"]
    assert len(titles(editor_client, "campaigns:index", stage="x")) == 3


def test_publications_are_listed_by_kind_theme_and_date(library, editor_client):
    words = WORDS[editor_client.language]
    theme = ThemeFactory(name_fr="Vélo", name_nl="Fiets")
    PublicationPageFactory(
        parent=library,
        title_fr="ancienne",
        kind="report",
        theme=theme,
        published_on=dt.date(2024, 5, 1),
    )
    PublicationPageFactory(parent=library, title_fr="nouvelle")
    shown = text_of(editor_client.get(reverse("publications:index")))
    for word in (words["theme"], words["kind"], words["live"], "01.05.2024"):
        assert word in shown
    assert titles(editor_client, "publications:index") == ["nouvelle", "ancienne"]
    assert titles(editor_client, "publications:index", kind="report") == ["ancienne"]
    assert titles(editor_client, "publications:index", theme=theme.pk) == ["ancienne"]
    until = {"published_on_to": "2024-12-31"}
    assert titles(editor_client, "publications:index", **until) == ["ancienne"]


@pytest.mark.parametrize("name", ["campaigns:index", "publications:index"])
def test_the_lists_take_as_few_queries_for_many(campaigns, library, editor_client, name):
    originals = {
        "campaigns:index": CampaignPageFactory(parent=campaigns, theme=ThemeFactory()),
        "publications:index": PublicationPageFactory(parent=library, theme=ThemeFactory()),
    }
    counts = []
    for more in (1, 2_000):
        multiply(originals[name], more)
        editor_client.get(reverse(name))
        with CaptureQueriesContext(connection) as queries:
            editor_client.get(reverse(name))
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_a_publication_without_a_file_in_a_language_is_reported(library, editor_client):
    words = WORDS[editor_client.language]
    PublicationPageFactory(parent=library, title_fr="entière", file_nl=DocumentFactory())
    PublicationPageFactory(parent=library, title_fr="seule", published_languages=["fr"])
    assert words["whole"] in text_of(editor_client.get(reverse(REPORT)))
    PublicationPageFactory(parent=library, title_fr="moitié")
    assert titles(editor_client, REPORT) == ["moitié"]
    row = BeautifulSoup(editor_client.get(reverse(REPORT)).content, "html.parser").select_one(
        "table.listing tbody tr"
    )
    assert words["dutch"] in row.get_text()
    export = editor_client.get(reverse(REPORT), {"export": "csv"})
    assert words["dutch"] in b"".join(export.streaming_content).decode()


def test_the_report_is_for_those_who_may_change_pages(client: Client):
    client.force_login(UserFactory())
    assert client.get(reverse(REPORT)).status_code == 302


def delete_addresses(page: PortalPage) -> list[str]:
    """Return the addresses that delete a page: alone, and with others."""
    several = reverse("wagtail_bulk_action", args=("pages", "portalpage", "delete"))
    return [
        reverse("wagtailadmin_pages:delete", args=(page.pk,)),
        f"{several}?id={page.pk}&next=/admin/",
    ]


def assert_kept(client: Client, page: PortalPage, used: PortalPage, user: PortalPage) -> None:
    """Assert that `page` is not deleted, because `user` uses `used`, which the answer shows."""
    single, several = delete_addresses(page)
    for method, address in ((client.get, single), (client.post, single), (client.post, several)):
        answer = method(address, follow=True)
        usage = reverse("wagtailadmin_pages:usage", args=(used.pk,))
        assert answer.redirect_chain[-1][0] == usage
        assert WORDS[client.language]["refused"] in answer.content.decode()
        edit = reverse("wagtailadmin_pages:edit", args=(user.pk,))
        assert edit in answer.content.decode()
        assert PortalPage.objects.filter(pk=page.pk).exists()


def test_a_campaign_of_which_an_article_speaks_is_kept(campaigns, news, editor_client):
    campaign = CampaignPageFactory(parent=campaigns)
    article = ArticlePageFactory(parent=news, campaign=campaign)
    assert_kept(editor_client, campaign, campaign, article)
    assert_kept(editor_client, campaigns, campaign, article)


def test_a_publication_of_a_campaign_is_kept(campaigns, library, editor_client):
    publication = PublicationPageFactory(parent=library)
    campaign = CampaignPageFactory(parent=campaigns)
    campaign.publication_links = [CampaignPublication(publication=publication)]
    campaign.save()
    assert_kept(editor_client, publication, publication, campaign)
    assert_kept(editor_client, library, publication, campaign)
    # The index learns of it later; the database would refuse.
    ReferenceIndex.objects.all().delete()
    for address in delete_addresses(publication):
        assert editor_client.post(address).status_code == 302
        publication.refresh_from_db()


def test_what_nothing_else_uses_is_deleted(campaigns, library, home, editor_client):
    for number in (0, 1):
        publication = PublicationPageFactory(parent=library)
        campaign = CampaignPageFactory(parent=campaigns)
        campaign.publication_links = [CampaignPublication(publication=publication)]
        campaign.save()
        for page in (campaign, publication):
            editor_client.post(delete_addresses(page)[number])
            assert not PortalPage.objects.filter(pk=page.pk).exists()


@pytest.mark.parametrize("order", [1, -1])
def test_of_several_that_use_each_other_none_is_deleted(campaigns, library, editor_client, order):
    publication = PublicationPageFactory(parent=library)
    campaign = CampaignPageFactory(parent=campaigns)
    campaign.publication_links = [CampaignPublication(publication=publication)]
    campaign.save()
    several = reverse("wagtail_bulk_action", args=("pages", "portalpage", "delete"))
    ids = "&".join(f"id={page.pk}" for page in (campaigns, library)[::order])
    answer = editor_client.post(f"{several}?{ids}&next=/admin/", follow=True)
    assert WORDS[editor_client.language]["refused"] in answer.content.decode()
    assert PortalPage.objects.filter(pk__in=[campaign.pk, publication.pk]).count() == 2
