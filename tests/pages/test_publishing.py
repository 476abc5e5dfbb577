"""What readers see of a page in each language, from draft to expiry."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from django.utils.translation import override
from wagtail.models import PageViewRestriction

from bps_portal.pages.models import PortalPage
from tests.factories import ContentPageFactory, UserFactory

pytestmark = pytest.mark.django_db
LANGUAGES = pytest.mark.parametrize("active", ["fr", "nl"])
TEXTS = ("title", "slug", "url_path", "draft_title", "seo_title", "search_description")


def texts(page):
    """Return every language column of the base page, as the database holds it."""
    names = [f"{name}_{code}" for name in TEXTS for code in ("fr", "nl")]
    return PortalPage.objects.rewrite(False).values(*names).get(pk=page.pk)


def test_a_page_published_in_one_language_is_missing_in_the_other(home, client: Client):
    ContentPageFactory(parent=home, title_fr="Été", title_nl="Zomer", published_languages=["fr"])
    assert client.get("/fr/ete/").status_code == 200
    assert client.get("/nl/zomer/").status_code == 404


@LANGUAGES
def test_publishing_needs_each_published_language(home, active):
    page = ContentPageFactory(parent=home, title_nl="", slug_fr="x", live=False)
    with override(active), pytest.raises(ValidationError) as refused:
        page.save_revision(clean=False).publish()
    assert set(refused.value.message_dict) == {"title_nl", "slug_nl"}
    page.refresh_from_db()
    assert not page.live


def test_a_page_needs_a_title_in_some_language(home):
    with pytest.raises(ValidationError) as refused:
        ContentPageFactory(parent=home, title_fr="", title_nl="", live=False)
    assert set(refused.value.message_dict) == {"title_fr", "title_nl"}


@LANGUAGES
def test_a_draft_changes_nothing_that_readers_see(home, client: Client, active):
    page = ContentPageFactory(parent=home, title_fr="Été", title_nl="Zomer")
    with override(active):
        page.title_fr, page.title_nl = "Été 2", "Zomer 2"
        page.save_revision()
    stored = texts(page)
    assert (stored["title_fr"], stored["title_nl"]) == ("Été", "Zomer")
    assert (stored["draft_title_fr"], stored["draft_title_nl"]) == ("Été 2", "Zomer 2")


@LANGUAGES
def test_a_revision_keeps_and_restores_both_languages(home, active):
    page = ContentPageFactory(
        parent=home,
        title_fr="Été",
        title_nl="Zomer",
        seo_title_fr="L'été",
        seo_title_nl="De zomer",
    )
    with override(active):
        first = page.save_revision()
        page.title_fr, page.title_nl, page.body_nl = "Hiver", "Winter", [("text", "<p>Kou</p>")]
        page.save_revision().publish()
        restored = first.as_object()
        assert (restored.title_fr, restored.title_nl) == ("Été", "Zomer")
        restored.save_revision(previous_revision=first).publish()
    stored = PortalPage.objects.get(pk=page.pk).specific
    assert (stored.title_fr, stored.title_nl) == ("Été", "Zomer")
    assert (stored.seo_title_fr, stored.seo_title_nl) == ("L'été", "De zomer")
    assert (stored.search_description_fr, stored.search_description_nl) == (None, None)
    assert stored.body_nl.raw_data[0]["value"] == "<p>Tekst.</p>"


@LANGUAGES
def test_saving_unchanged_changes_no_column(home, active):
    page = ContentPageFactory(parent=home, title_fr="Été", title_nl="Zomer")
    before = texts(page)
    with override(active):
        again = PortalPage.objects.get(pk=page.pk).specific
        again.save_revision().publish()
    assert texts(page) == before


@LANGUAGES
def test_unpublishing_hides_every_language(home, client: Client, active):
    page = ContentPageFactory(parent=home, title_fr="Été", title_nl="Zomer")
    before = texts(page)
    with override(active):
        page.unpublish()
    assert client.get("/fr/ete/").status_code == client.get("/nl/zomer/").status_code == 404
    assert texts(page) == before


@LANGUAGES
def test_the_schedule_publishes_both_languages_and_expires_to_the_minute(
    home, client: Client, active
):
    soon = timezone.now() + dt.timedelta(hours=1)
    page = ContentPageFactory(parent=home, title_fr="Été", title_nl="Zomer", live=False)
    with override(active):
        page.go_live_at = soon
        page.save_revision().publish()
        assert client.get("/nl/zomer/").status_code == 404
        revision = page.revisions.get()
        revision.approved_go_live_at = timezone.now() - dt.timedelta(minutes=1)
        revision.content["go_live_at"] = revision.approved_go_live_at.isoformat()
        revision.save()
        call_command("publish_scheduled", verbosity=0)
    assert client.get("/fr/ete/").status_code == client.get("/nl/zomer/").status_code == 200
    page.refresh_from_db()
    assert page.live_in("nl")
    assert not page.live_in("nl", now=soon + dt.timedelta(days=1)) or page.expire_at is None
    page.expire_at = timezone.now() - dt.timedelta(seconds=1)
    page.save()
    assert client.get("/fr/ete/").status_code == client.get("/nl/zomer/").status_code == 404


@LANGUAGES
def test_a_copy_carries_both_languages(home, active):
    page = ContentPageFactory(parent=home, title_fr="Été", title_nl="Zomer")
    child = ContentPageFactory(parent=page, title_fr="Juin", title_nl="Juni")
    with override(active):
        copy = page.copy(
            recursive=True,
            update_attrs={"slug_fr": "ete-2", "slug_nl": "zomer-2", "title_nl": "Zomer 2"},
        )
    assert (texts(copy)["title_fr"], texts(copy)["title_nl"]) == ("Été", "Zomer 2")
    assert texts(copy)["url_path_nl"] == "/home/zomer-2/"
    below = copy.get_children().get()
    assert texts(below)["url_path_fr"] == "/home/ete-2/juin/"
    assert texts(below)["url_path_nl"] == "/home/zomer-2/juni/"
    assert copy.get_latest_revision().content["title_nl"] == "Zomer 2"
    assert texts(child)["url_path_nl"] == "/home/zomer/juni/"


def test_a_restriction_of_an_ancestor_asks_for_its_password(home, client: Client):
    parent = ContentPageFactory(parent=home, title_fr="Interne", title_nl="Intern")
    child = ContentPageFactory(parent=parent, title_fr="Note", title_nl="Nota")
    PageViewRestriction.objects.create(
        page=parent, restriction_type=PageViewRestriction.PASSWORD, password="secret"
    )
    for address in ("/fr/interne/note/", "/nl/intern/nota/"):
        assert b"Texte." not in (body := client.get(address).content)
        assert b"Tekst." not in body
    assert child not in PortalPage.objects.public_in("fr")
    assert home.pk in PortalPage.objects.public_in("fr").values_list("pk", flat=True)


def test_a_title_missing_in_the_active_language_is_marked_not_replaced(home):
    page = ContentPageFactory(parent=home, title_fr="Été", title_nl="", published_languages=["fr"])
    with override("nl"):
        assert page.title == ""
        assert str(page) == page.get_admin_display_title() == "Été [fr]"


@pytest.mark.parametrize(("mode", "text"), [("fr", "Texte."), ("nl", "Tekst.")])
@LANGUAGES
def test_a_preview_shows_the_language_of_its_mode(home, rf, active, mode, text):
    page = ContentPageFactory(parent=home, title_fr="Été", title_nl="Zomer", live=False)
    assert [code for code, _name in page.preview_modes] == ["fr", "nl"]
    with override(active):
        response = page.make_preview_request(preview_mode=mode)
    html = response.content.decode()
    assert f'lang="{mode}"' in html
    assert text in html


def test_the_sitemap_lists_each_language_that_is_live(home):
    page = ContentPageFactory(
        parent=home, title_fr="Été", title_nl="Zomer", published_languages=["nl"]
    )
    assert [entry["location"] for entry in page.get_sitemap_urls()] == [
        "http://localhost/nl/zomer/"
    ]


def test_an_address_is_given_only_where_readers_see_the_page(home):
    page = ContentPageFactory(
        parent=home, title_fr="Été", title_nl="Zomer", published_languages=["nl"]
    )
    assert (page.url_in("nl"), page.url_in("fr")) == ("/nl/zomer/", None)
    assert (page.full_url_in("nl"), page.full_url_in("fr")) == ("http://localhost/nl/zomer/", None)
    with override("fr"):
        assert page.url == "/nl/zomer/"


def test_two_users_with_two_interface_languages_change_nothing_for_each_other(home):
    page = ContentPageFactory(parent=home, title_fr="Été", title_nl="Zomer")
    before = texts(page)
    for code in ("fr", "nl"):
        with override(code):
            again = PortalPage.objects.get(pk=page.pk).specific
            again.save_revision(user=UserFactory(language=code)).publish()
    assert texts(page) == before


@LANGUAGES
def test_a_revision_from_before_a_language_leaves_the_texts_of_that_language(home, active):
    page = ContentPageFactory(parent=home, title_fr="Été", title_nl="Zomer")
    revision = page.save_revision()
    for name in ("title_nl", "slug_nl", "body_nl", "seo_title_nl"):
        del revision.content[name]
    revision.save()
    with override(active):
        old = PortalPage.objects.get(pk=page.pk).latest_revision.as_object()
    assert (old.title_fr, old.title_nl, old.slug_nl) == ("Été", "Zomer", "zomer")
    assert old.body_nl == page.body_nl
