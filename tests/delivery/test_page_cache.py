"""Pages are made once, follow every change, and outlive the database."""

import gzip
from datetime import timedelta

import pytest
from django.core.cache import caches
from django.db import OperationalError
from django.test import Client
from django.utils import timezone
from wagtail.models import PageViewRestriction

from bps_portal.delivery import content_version, page_cache
from bps_portal.delivery.models import ContentVersion
from emergency import running
from emergency.alerts import CrisisAlert
from tests.factories import ContentPageFactory, UserFactory


@pytest.fixture(autouse=True)
def _kept(settings, monkeypatch):
    """Keep pages, and ask for the version each time."""
    settings.PAGE_CACHE = True
    settings.CHANGES_ASKED_EVERY = 0
    caches["pages"].clear()
    content_version.forget()
    yield
    caches["pages"].clear()
    content_version.forget()


@pytest.fixture
def now(monkeypatch):
    """A clock of the cache that does not move by itself."""
    clock = [timezone.now().replace(second=1)]
    monkeypatch.setattr(page_cache.timezone, "now", lambda: clock[0])
    return clock


@pytest.fixture
def page(home):
    """A published page."""
    made = ContentPageFactory(
        parent=home, title_fr="Eau", title_nl="Water", lead_fr="Dix litres", lead_nl="Tien liter"
    )
    made.save_revision().publish()
    return made


@pytest.mark.parametrize("code", ["fr", "nl"])
def test_a_kept_page_takes_one_query(page, now, code, django_assert_num_queries):
    address = page.url_in(code)
    first = Client().get(address)
    with django_assert_num_queries(1):
        again = Client().get(address)
    assert again.content == first.content
    assert dict(again.items()) == dict(first.items())
    editor = Client()
    editor.force_login(UserFactory(is_superuser=True, is_staff=True))
    assert editor.get(address).content == first.content


def test_within_a_second_nobody_asks(page, now, settings, django_assert_num_queries):
    Client().get(page.url_in("fr"))
    settings.CHANGES_ASKED_EVERY = 1
    Client().get(page.url_in("fr"))
    with django_assert_num_queries(0):
        assert Client().get(page.url_in("fr")).status_code == 200


def test_a_published_change_shows_at_once_in_every_language(
    page, now, django_capture_on_commit_callbacks
):
    for code in ("fr", "nl"):
        Client().get(page.url_in(code))
    page.lead_fr, page.lead_nl = "Onze litres", "Elf liter"
    with django_capture_on_commit_callbacks(execute=True):
        page.save_revision().publish()
    assert "Onze litres" in Client().get(page.url_in("fr")).content.decode()
    assert "Elf liter" in Client().get(page.url_in("nl")).content.decode()


def test_a_draft_and_a_sign_in_leave_pages_as_they_are(
    page, now, django_capture_on_commit_callbacks
):
    before = content_version.current()
    page.lead_fr = "Onze litres"
    with django_capture_on_commit_callbacks(execute=True):
        page.save_revision()
        Client().force_login(UserFactory(is_superuser=True))
    assert content_version.current() == before


@pytest.mark.parametrize("change", ["unpublish", "delete", "move", "restrict", "alert"])
def test_what_else_changes_a_page(page, home, now, change, django_capture_on_commit_callbacks):
    address = page.url_in("fr")
    shelf = ContentPageFactory(parent=home)
    assert Client().get(address).status_code == 200
    with django_capture_on_commit_callbacks(execute=True):
        if change == "unpublish":
            page.unpublish()
        elif change == "delete":
            page.delete()
        elif change == "move":
            page.move(shelf, pos="last-child")
        elif change == "restrict":
            PageViewRestriction.objects.create(page=page, restriction_type="login")
        else:
            CrisisAlert.objects.create(
                level="danger",
                text_fr="Restez chez vous",
                text_nl="Blijf binnen",
                starts_at=timezone.now() - timedelta(minutes=1),
            )
    answer = Client().get(address)
    if change == "alert":
        assert "Restez chez vous" in answer.content.decode()
    else:
        assert answer.status_code != 200


def test_what_time_changes_shows_at_its_minute(page, now, django_assert_num_queries):
    Client().get(page.url_in("fr"))
    now[0] += timedelta(seconds=57)
    with django_assert_num_queries(1):
        Client().get(page.url_in("fr"))
    now[0] += timedelta(seconds=2)
    assert Client().get(page.url_in("fr")).status_code == 200
    kept = ContentVersion.objects.values_list("number", flat=True).first() or 0
    assert content_version.current() == kept


def _without_database(monkeypatch):
    def fail(*_args, **_kwargs):
        raise OperationalError("no server")

    monkeypatch.setattr("django.db.models.query.QuerySet._fetch_all", fail)
    monkeypatch.setattr("django.db.models.query.QuerySet.first", fail)


def test_pages_outlive_the_database(page, now, monkeypatch):
    known, unknown = page.url_in("fr"), page.url_in("nl")
    before = Client().get(known)

    _without_database(monkeypatch)
    now[0] += timedelta(hours=5)
    after = Client(raise_request_exception=False).get(known)
    assert (after.status_code, after.content) == (200, before.content)
    assert Client(raise_request_exception=False).get(unknown).status_code == 500


def test_a_page_of_before_the_outage_shows_the_alert_of_now(page, now, monkeypatch, settings):
    settings.ALERTS_CHECKED_EVERY = 0.0
    before = Client().get(page.url_in("fr"))
    CrisisAlert.objects.create(
        level="danger",
        text_fr="Fermez portes et fenêtres.",
        text_nl="Sluit ramen en deuren.",
        starts_at=timezone.now() - timedelta(minutes=1),
    )
    made, now[0] = now[0], now[0] + timedelta(seconds=2)
    # Known to this process by another page.
    assert running.alerts_in_force()
    _without_database(monkeypatch)
    client = Client(raise_request_exception=False)
    after = client.get(page.url_in("fr"), headers={"Accept-Encoding": "gzip"})
    html = gzip.decompress(after.content).decode()
    assert html.index("Fermez portes et fenêtres.") < html.index("<main")
    assert "Depuis" in html
    assert after["ETag"] not in {before["ETag"], f"W/{before['ETag']}"}
    plain = client.get(page.url_in("fr"))
    assert (plain.content.decode(), int(plain["Content-Length"])) == (html, len(plain.content))
    # Who has not read the alerts since the page was made does not know better.
    monkeypatch.setattr(running._copy, "read_at", made - timedelta(seconds=1))
    assert client.get(page.url_in("fr")).content == before.content


def test_a_page_that_fails_stays_as_it_was(page, now, monkeypatch):
    before = Client().get(page.url_in("fr"))
    now[0] += timedelta(minutes=1)

    def fail(*_args, **_kwargs):
        raise ZeroDivisionError

    monkeypatch.setattr(type(page), "serve", fail)
    after = Client(raise_request_exception=False).get(page.url_in("fr"))
    assert (after.status_code, after.content) == (200, before.content)


def test_nothing_of_one_reader_is_kept(home, page, now):
    PageViewRestriction.objects.create(page=page, restriction_type="login")
    content_version.raise_number({"all"})
    member = Client()
    member.force_login(UserFactory(is_superuser=True, is_staff=True))
    assert member.get(page.url_in("fr")).status_code == 200
    assert Client().get(page.url_in("fr")).status_code == 302
    assert not any("csrf" in str(kept).lower() for kept in caches["pages"]._cache.values())
