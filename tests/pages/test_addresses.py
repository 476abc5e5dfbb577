"""Addresses in each language, whatever language is active while they are written."""

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override
from wagtail.contrib.redirects.models import Redirect

from bps_portal.pages.addresses import slug_from
from bps_portal.pages.models import PortalPage
from tests.factories import ContentPageFactory

pytestmark = pytest.mark.django_db
LANGUAGES = pytest.mark.parametrize("active", ["fr", "nl"])


def url_paths(page):
    """Return what the database holds."""
    stored = PortalPage.objects.rewrite(False).values_list("url_path_fr", "url_path_nl", "url_path")
    return stored.get(pk=page.pk)


@LANGUAGES
def test_a_new_page_gets_a_slug_and_a_path_per_language(home, active):
    with override(active):
        page = ContentPageFactory(
            parent=home, title_fr="Été à Bruxelles", title_nl="Zomer in Brussel"
        )
    raw = (
        PortalPage.objects.rewrite(False).values_list("slug", "slug_fr", "slug_nl").get(pk=page.pk)
    )
    assert raw == ("ete-a-bruxelles", "ete-a-bruxelles", "zomer-in-brussel")
    assert url_paths(page)[:2] == ("/home/ete-a-bruxelles/", "/home/zomer-in-brussel/")


def test_ligatures_open_and_apostrophes_part_words_in_slugs():
    assert slug_from("Cœur et œuvre : l’été") == "coeur-et-oeuvre-l-ete"


@LANGUAGES
def test_a_page_answers_under_its_own_slug_only(home, client: Client, active):
    with override(active):
        ContentPageFactory(parent=home, title_fr="Été", title_nl="Zomer")
    assert client.get("/fr/ete/").status_code == 200
    assert client.get("/nl/zomer/").status_code == 200
    assert client.get("/fr/zomer/").status_code == 404
    assert client.get("/nl/ete/").status_code == 404


@LANGUAGES
def test_the_slug_of_a_sibling_is_refused_in_its_language(home, active):
    ContentPageFactory(parent=home, slug_fr="inondations", slug_nl="overstroming")
    with override(active), pytest.raises(ValidationError) as refused:
        ContentPageFactory(parent=home, slug_fr="inondations-2", slug_nl="overstroming")
    assert list(refused.value.message_dict) == ["slug_nl"]


@LANGUAGES
def test_both_languages_of_a_page_may_share_a_slug(home, client: Client, active):
    with override(active):
        ContentPageFactory(parent=home, slug_fr="contact", slug_nl="contact")
    assert client.get("/fr/contact/").status_code == client.get("/nl/contact/").status_code == 200


def test_an_equal_title_gets_a_free_slug_in_its_language_only(home):
    ContentPageFactory(parent=home, title_fr="Information", title_nl="Informatie")
    second = ContentPageFactory(parent=home, title_fr="Information", title_nl="Andere informatie")
    assert (second.slug_fr, second.slug_nl) == ("information-2", "andere-informatie")


def test_the_database_itself_refuses_two_pages_at_one_address(home):
    ContentPageFactory(parent=home, slug_fr="a", slug_nl="b")
    other = ContentPageFactory(parent=home, slug_fr="c", slug_nl="d")
    with pytest.raises(IntegrityError), transaction.atomic():
        PortalPage.objects.rewrite(False).filter(pk=other.pk).update(url_path_nl="/home/b/")


@LANGUAGES
def test_a_slug_change_moves_the_tree_below_and_redirects_that_language_only(
    home, client: Client, active, django_capture_on_commit_callbacks
):
    parent = ContentPageFactory(parent=home, slug_fr="eau", slug_nl="water")
    child = ContentPageFactory(parent=parent, slug_fr="crue", slug_nl="vloed")
    with override(active), django_capture_on_commit_callbacks(execute=True):
        parent.slug_nl = "waters"
        parent.save()
    assert url_paths(child) == ("/home/eau/crue/", "/home/waters/vloed/", "/home/eau/crue/")
    assert set(Redirect.objects.values_list("old_path", flat=True)) == {
        "/nl/water",
        "/nl/water/vloed",
    }
    moved = client.get("/nl/water/vloed/?x=1")
    assert (moved.status_code, moved["Location"]) == (301, "/nl/waters/vloed/?x=1")
    assert client.get("/fr/eau/crue/").status_code == 200


@LANGUAGES
def test_a_move_changes_and_redirects_every_language(
    home, client: Client, active, django_capture_on_commit_callbacks
):
    a = ContentPageFactory(parent=home, slug_fr="a-fr", slug_nl="a-nl")
    b = ContentPageFactory(parent=home, slug_fr="b-fr", slug_nl="b-nl")
    page = ContentPageFactory(parent=a, slug_fr="p-fr", slug_nl="p-nl")
    child = ContentPageFactory(parent=page, slug_fr="c-fr", slug_nl="c-nl")
    with override(active), django_capture_on_commit_callbacks(execute=True):
        page.move(PortalPage.objects.get(pk=b.pk), pos="last-child")
    assert url_paths(page)[:2] == ("/home/b-fr/p-fr/", "/home/b-nl/p-nl/")
    assert url_paths(child)[:2] == ("/home/b-fr/p-fr/c-fr/", "/home/b-nl/p-nl/c-nl/")
    for old, new in [
        ("/fr/a-fr/p-fr/", "/fr/b-fr/p-fr/"),
        ("/nl/a-nl/p-nl/", "/nl/b-nl/p-nl/"),
        ("/fr/a-fr/p-fr/c-fr/", "/fr/b-fr/p-fr/c-fr/"),
        ("/nl/a-nl/p-nl/c-nl/", "/nl/b-nl/p-nl/c-nl/"),
    ]:
        assert client.get(new).status_code == 200
        answer = client.get(old)
        assert (answer.status_code, answer["Location"]) == (301, new)


def test_a_missing_slug_leaves_the_language_without_address_until_it_comes(home, client: Client):
    parent = ContentPageFactory(parent=home, slug_fr="eau", title_nl="", published_languages=["fr"])
    child = ContentPageFactory(parent=parent, slug_fr="crue", slug_nl="vloed")
    assert url_paths(child)[:2] == ("/home/eau/crue/", None)
    parent.title_nl = "Water"
    parent.published_languages = ["fr", "nl"]
    parent.save()
    assert url_paths(child)[:2] == ("/home/eau/crue/", "/home/water/vloed/")
    assert client.get("/nl/water/vloed/").status_code == 200


@LANGUAGES
def test_wagtails_repair_commands_change_nothing(home, active):
    parent = ContentPageFactory(parent=home, slug_fr="eau", slug_nl="water")
    ContentPageFactory(parent=parent, slug_fr="crue", slug_nl="vloed")
    before = list(PortalPage.objects.rewrite(False).order_by("path").values())
    with override(active):
        call_command("fixtree", interactive=False, verbosity=0)
        call_command("set_url_paths", verbosity=0)
    assert list(PortalPage.objects.rewrite(False).order_by("path").values()) == before


def test_a_deep_address_takes_no_more_queries_than_a_short_one(home, client: Client):
    page = home
    for number in range(6):
        page = ContentPageFactory(parent=page, slug_fr=f"n{number}", slug_nl=f"n{number}")
    client.get("/fr/n0/")
    counts = []
    for address in ["/fr/n0/", "/fr/n0/n1/n2/n3/n4/n5/"]:
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        counts.append(len(queries))
    assert counts[0] == counts[1]


@LANGUAGES
def test_the_address_of_a_fixed_view_is_no_slug(home, settings, active):
    settings.ROOT_URLCONF = "tests.pages.urls_with_a_fixed_view"
    with override(active), pytest.raises(ValidationError) as refused:
        ContentPageFactory(parent=home, slug_fr="ouvert", slug_nl="vast")
    assert list(refused.value.message_dict) == ["slug_nl"]
