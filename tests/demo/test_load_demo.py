"""`load_demo` makes each piece once and leaves editors' work alone."""

from collections.abc import Callable
from datetime import date, timedelta
from operator import ge

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.test import Client
from django.utils import timezone
from django.utils.translation import override
from wagtail.models import Revision, Site
from wagtail.users.models import UserProfile

from bps_portal.contact.models import ContactPage
from bps_portal.content.models import PortalDocument, PortalImage, Theme
from bps_portal.demo.models import DemoRecord
from bps_portal.home.models import ContentPage, HomePage
from bps_portal.pages.models import LanguageException, PortalPage
from bps_portal.translations.models import GlossaryTerm, MemoryPair
from campaigns.models import CampaignPage, PublicationPage
from campaigns.periods import Stage
from emergency.models import CrisisAlert, EmergencyNumber, EmergencyNumbersPage, PreparedAlert
from news.models import ArticlePage

LoadDemo = Callable[[], str]

CONTENT_MODELS = (
    PortalPage,
    Revision,
    PortalImage,
    PortalDocument,
    Theme,
    EmergencyNumber,
    UserProfile,
    get_user_model(),
    DemoRecord,
)


def everything() -> dict[str, list[dict[str, object]]]:
    """Return all rows of the models that the demo content touches."""
    return {model.__name__: list(model.objects.order_by("pk").values()) for model in CONTENT_MODELS}


@pytest.mark.usefixtures("demo")
class TestTwice:
    def test_a_second_run_changes_nothing(self, load_demo: LoadDemo) -> None:
        before = everything()
        assert "loaded already" in load_demo()
        assert everything() == before

    def test_an_edited_article_stays_edited(self, load_demo: LoadDemo) -> None:
        article = ArticlePage.objects.get(slug_fr="a-la-rencontre-des-metiers-de-la-securite")
        article.title_nl = "Anders"
        article.save_revision().publish()
        load_demo()
        article.refresh_from_db()
        assert article.title_nl == "Anders"

    def test_deleted_pieces_do_not_come_back(self, load_demo: LoadDemo) -> None:
        ArticlePage.objects.get(slug_nl="zo-herkent-u-een-vals-bericht").delete()
        ContentPage.objects.get(slug_nl="privacy").delete()
        get_user_model().objects.get(username="moderator").delete()
        EmergencyNumber.objects.get(number="107").delete()
        load_demo()
        assert not ArticlePage.objects.filter(slug_nl="zo-herkent-u-een-vals-bericht").exists()
        assert not ContentPage.objects.filter(slug_nl="privacy").exists()
        assert not get_user_model().objects.filter(username="moderator").exists()
        assert not EmergencyNumber.objects.filter(number="107").exists()

    def test_without_the_news_list_nothing_fails(self, load_demo: LoadDemo) -> None:
        PortalPage.objects.get(slug_fr="actualites").delete()
        load_demo()
        assert not ArticlePage.objects.exists()

    def test_without_the_home_page_nothing_fails(self, load_demo: LoadDemo) -> None:
        HomePage.objects.get().delete()
        load_demo()
        assert not HomePage.objects.exists()

    def test_new_articles_do_without_what_was_deleted(self, load_demo: LoadDemo) -> None:
        ArticlePage.objects.all().delete()
        DemoRecord.objects.filter(key__startswith="article:").delete()
        theme = Theme.objects.get(slug_fr="securite-numerique")
        for pages in (CampaignPage.objects, PublicationPage.objects):
            pages.filter(theme=theme).update(theme=None)
        theme.delete()
        PortalImage.objects.get(title_fr="Une alerte sur la ville").delete()
        PortalImage.objects.get(title_fr="Le canal de Bruxelles").delete()
        load_demo()
        assert not ArticlePage.objects.filter(slug_nl="zo-herkent-u-een-vals-bericht").exists()
        alert = ArticlePage.objects.get(slug_fr__startswith="be-alert")
        assert alert.image is None
        assert "picture" not in [block.block_type for block in alert.body_nl]


@pytest.mark.usefixtures("demo")
class TestTree:
    @pytest.mark.parametrize(
        "path",
        [
            "/fr/",
            "/nl/",
            "/fr/actualites/",
            "/nl/nieuws/",
            "/fr/campagnes/",
            "/nl/campagnes/",
            "/fr/publications/",
            "/nl/publicaties/",
            "/fr/numeros-d-urgence/",
            "/nl/noodnummers/",
            "/fr/contact/",
            "/nl/contact/",
            "/fr/accessibilite/",
            "/nl/toegankelijkheid/",
            "/fr/vie-privee/",
            "/nl/privacy/",
            "/fr/a-propos/",
            "/nl/over-ons/",
            "/fr/actualites/a-la-rencontre-des-metiers-de-la-securite/",
            "/nl/nieuws/in-gesprek-met-veiligheidsberoepen/",
            "/fr/campagnes/trois-jours-chez-soi/",
            "/nl/campagnes/drie-dagen-thuis/",
        ],
    )
    def test_pages_answer_at_their_fixed_addresses(self, client: Client, path: str) -> None:
        assert client.get(path).status_code == 200

    def test_the_home_page_is_the_site(self) -> None:
        home = HomePage.objects.get()
        assert Site.objects.get().root_page_id == home.pk
        assert (home.slug_fr, home.slug_nl) == ("home", "home")
        assert list(PortalPage.objects.filter(depth=2)) == [home.portalpage_ptr]

    def test_the_contact_page_knows_who_answers(self) -> None:
        page = ContactPage.objects.get()
        assert page.recipients_in("fr")
        assert page.recipients_in("nl")

    def test_the_numbers_are_there(self) -> None:
        assert EmergencyNumbersPage.objects.get().live
        assert set(EmergencyNumber.objects.primary().values_list("number", flat=True)) == {
            "112",
            "101",
        }

    def test_messages_are_prepared_for_the_worst_day_and_none_is_out(self) -> None:
        levels = list(PreparedAlert.objects.values_list("level", flat=True))
        assert levels == ["warning", "danger", "warning", "warning", "all-clear"]
        assert not CrisisAlert.objects.exists()

    def test_the_glossary_and_the_memory_are_filled(self) -> None:
        assert {str(term) for term in GlossaryTerm.objects.all()} >= {"cambrioleur", "commune"}
        assert MemoryPair.objects.filter(target="Voor u vertrekt").exists()

    def test_a_body_without_its_deleted_film_is_whole(self, load_demo: LoadDemo) -> None:
        ArticlePage.objects.get(slug_nl="piept-uw-rookmelder-nog").delete()
        DemoRecord.objects.filter(key="article:film-detecteur").delete()
        PortalDocument.objects.get(
            title_nl="Een rookmelder testen: ondertitels", language="nl"
        ).delete()
        load_demo()
        article = ArticlePage.objects.get(slug_nl="piept-uw-rookmelder-nog")
        for body in (article.body_fr, article.body_nl):
            assert "video" not in [block.block_type for block in body]

    @pytest.mark.parametrize("code", ["fr", "nl"])
    def test_the_film_comes_with_its_captions(self, client: Client, code: str) -> None:
        article = ArticlePage.objects.get(slug_nl="piept-uw-rookmelder-nog")
        answer = client.get(article.url_in(code))
        track = BeautifulSoup(answer.content, "html.parser").select_one("video track")
        assert track is not None
        assert track["srclang"] == code
        captions = client.get(str(track["src"]))
        assert captions["content-type"].startswith("text/vtt")
        assert "WEBVTT" in b"".join(captions.streaming_content).decode()

    def test_several_articles_tell_of_changes(self) -> None:
        noted = ArticlePage.objects.filter(change_notes__isnull=False).distinct()
        assert noted.count() >= 3

    def test_articles_span_years_and_themes(self) -> None:
        articles = ArticlePage.objects.public_in("nl")
        assert articles.count() >= 18
        assert len({article.date.year for article in articles}) > 3
        assert len({article.theme_id for article in articles}) >= 4

    def test_campaigns_run_come_and_are_past_for_months(self) -> None:
        today = timezone.localdate()
        for day in (today, today + timedelta(days=150)):
            public = CampaignPage.objects.public_in("nl")
            numbers = [public.in_stage(stage, day).count() for stage in Stage]
            assert all(map(ge, numbers, (2, 1, 1)))

    def test_publications_are_of_several_kinds_and_years(self) -> None:
        publications = PublicationPage.objects.public_in("nl")
        assert len({publication.kind for publication in publications}) >= 4
        assert len({publication.published_on.year for publication in publications}) >= 4
        assert publications.filter(file_nl=None).count() == 1

    def test_blocks_of_the_languages_pair(self) -> None:
        for page in [*ArticlePage.objects.public_in("nl"), *ContentPage.objects.all()]:
            french, dutch = list(page.body_fr), list(page.body_nl)
            assert [block.id for block in french] == [block.id for block in dutch]
            assert len({block.id for block in french}) == len(french) > 1
            for block, pair in zip(french, dutch, strict=True):
                assert block.block_type == pair.block_type

    def test_every_page_is_complete_in_both_languages(self) -> None:
        for page in PortalPage.objects.filter(depth__gt=1).specific():
            page.full_clean()
            assert page.live
            excepted = page.language_exceptions.in_force().exists()
            assert page.live_languages == (["fr"] if excepted else ["fr", "nl"])

    def test_one_article_shows_an_exception(self, client: Client) -> None:
        exception = LanguageException.objects.get()
        article = exception.page.specific
        assert exception.deadline > timezone.localdate()
        assert not article.body_nl
        assert client.get(article.url_in("fr")).status_code == 200
        assert article.awaited_url_in("nl")
        with override("nl"):
            answer = client.get(article.awaited_url_in("nl"))
        assert "volgt" in answer.content.decode()

    def test_the_article_of_the_federal_campaign(self) -> None:
        article = ArticlePage.objects.get(slug_fr="a-la-rencontre-des-metiers-de-la-securite")
        assert article.date == date(2021, 9, 23)
        publication = article.campaign.publication_links.get().publication
        assert publication.file_fr.language == "fr"
        assert publication.file_nl.language == "nl"
        assert publication.file_nl.page_count == 4
        assert article.related_links.count() == 3

    def test_pages_have_a_revision_and_their_own_day(self) -> None:
        for article in ArticlePage.objects.all():
            assert article.live_revision == article.latest_revision is not None
            assert not article.has_unpublished_changes
            first = timezone.localtime(article.first_published_at)
            assert (first.date(), first.hour) == (article.date, 12)


@pytest.mark.usefixtures("demo")
class TestAccounts:
    def test_roles_and_languages(self) -> None:
        users = get_user_model().objects
        admin, editor = users.get(username="admin"), users.get(username="redactie")
        moderator = users.get(username="moderator")
        assert admin.is_superuser
        assert [group.name for group in editor.groups.all()] == ["Editors"]
        assert [group.name for group in moderator.groups.all()] == ["Moderators"]
        spoken = [
            user.wagtail_userprofile.preferred_language for user in (admin, editor, moderator)
        ]
        assert spoken == ["fr", "nl", "fr"]
        assert editor.wagtail_userprofile.current_time_zone == "Europe/Brussels"

    def test_translators_come_with_their_groups(self, load_demo: LoadDemo) -> None:
        users = get_user_model().objects.filter(username="vertaler-nl")
        Group.objects.filter(name="Translators (nl)").delete()
        users.delete()
        DemoRecord.objects.filter(key="account:vertaler-nl").delete()
        load_demo()
        assert not users.exists()
        Group.objects.create(name="Translators (nl)")
        load_demo()
        assert [group.name for group in users.get().groups.all()] == ["Translators (nl)"]
