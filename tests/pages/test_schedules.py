"""What time alone changes: a page appears and disappears at its minute, everywhere at once."""

import datetime as dt

import pytest
from django.core.management import call_command
from django.test import Client
from wagtail.models import Site

from bps_portal.pages.models import PortalPage
from news.models import ArticlePage
from news.related import related_articles
from tests.factories import ArticlePageFactory, ThemeFactory
from tests.pages.test_admin import article_form, edit_url

pytestmark = pytest.mark.django_db
NOON = dt.datetime(2026, 6, 1, 10, 0, tzinfo=dt.UTC)
SECOND = dt.timedelta(seconds=1)
MOMENT = dt.timedelta(microseconds=1)
YEARS = {
    "fr": "Choisissez une année de 2000 à 2100.",
    "nl": "Kies een jaar van 2000 tot 2100.",
}
SKIPPED = {"fr": "Europe/Brussels", "nl": "Europe/Brussels"}


@pytest.mark.parametrize("code", ["fr", "nl"])
def test_a_page_is_seen_until_its_minute_and_not_in_it(news, code):
    page = ArticlePageFactory(parent=news, expire_at=NOON)
    other = ArticlePageFactory(parent=news, theme=page.theme)
    for now, seen in ((NOON - SECOND, True), (NOON, False), (NOON + SECOND, False)):
        assert page.live_in(code, now) is seen
        assert ArticlePage.objects.public_in(code, now).filter(pk=page.pk).exists() is seen
        assert (page in related_articles(other, code, now)) is seen


def test_what_expired_leaves_every_list_before_the_scheduler_comes(
    news, client: Client, monkeypatch: pytest.MonkeyPatch
):
    page = ArticlePageFactory(parent=news, title_fr="Crue", expire_at=NOON)
    other = ArticlePageFactory(parent=news, title_fr="Feu", theme=page.theme)
    home = Site.objects.get().root_page
    addresses = [home.url_in("fr"), news.url_in("fr"), other.url_in("fr")]
    for now, seen in ((NOON - SECOND, True), (NOON, False)):
        monkeypatch.setattr("django.utils.timezone.now", lambda now=now: now)
        for address in addresses:
            assert ("Crue" in client.get(address).content.decode()) is seen
        assert client.get("/fr/actualites/crue/").status_code == (200 if seen else 404)
        assert bool(page.get_sitemap_urls()) is seen


def test_the_scheduler_publishes_and_withdraws_at_the_minute(
    news, client: Client, monkeypatch: pytest.MonkeyPatch
):
    page = ArticlePageFactory(parent=news, title_fr="Crue", live=False)
    page.go_live_at = NOON
    page.expire_at = NOON + dt.timedelta(minutes=1)
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOON - SECOND)
    page.save_revision().publish()
    states = []
    # The clock's round begins a moment after the full minute.
    for now in (NOON - SECOND, NOON + MOMENT, NOON + dt.timedelta(minutes=1) + MOMENT):
        monkeypatch.setattr("django.utils.timezone.now", lambda now=now: now)
        call_command("publish_scheduled")
        states.append(client.get("/fr/actualites/crue/").status_code)
    assert states == [404, 200, 404]
    assert not PortalPage.objects.get(pk=page.pk).live


@pytest.mark.parametrize("field", ["go_live_at", "expire_at"])
@pytest.mark.parametrize(
    "value",
    [
        "0001-01-01 00:00",
        "9999-12-31 23:59",
        "1999-12-31 12:00",
        "2101-01-01 00:00",
        "2027-03-28 02:30",
        "2027-10-31 02:30",
        "0000-01-01 00:00",
        "demain",
        "\0",
    ],
)
@pytest.mark.parametrize("action", [{}, {"action-publish": "1"}])
def test_a_moment_that_cannot_be_is_refused_beside_its_field(
    news, editor_client, field, value, action
):
    page = ArticlePageFactory(parent=news, theme=ThemeFactory())
    slugs = {"slug_fr": page.slug_fr, "slug_nl": page.slug_nl}
    data = article_form(page.theme, **slugs, **{field: value}, **action)
    answer = editor_client.post(edit_url(page), data)
    assert answer.status_code == 200
    errors = answer.context["form"].errors
    assert set(errors) == {field}
    html = answer.content.decode()
    assert 'value="Titre"' in html
    if value[:4] in {"0001", "9999", "1999", "2101"}:
        assert YEARS[editor_client.language] in html
    if value[5:10] in {"03-28", "10-31"}:
        assert SKIPPED[editor_client.language] in errors[field][0]
    page.refresh_from_db()
    assert getattr(page, field) is None


@pytest.mark.parametrize("field", ["go_live_at", "expire_at"])
@pytest.mark.parametrize(
    ("typed", "moment"),
    [
        # In spring the clock goes from 2 to 3, in autumn from 3 back to 2: these hours there are once.
        ("2027-03-28 01:59", dt.datetime(2027, 3, 28, 0, 59, tzinfo=dt.UTC)),
        ("2027-03-28 03:00", dt.datetime(2027, 3, 28, 1, 0, tzinfo=dt.UTC)),
        ("2027-10-31 01:59", dt.datetime(2027, 10, 30, 23, 59, tzinfo=dt.UTC)),
        ("2027-10-31 03:00", dt.datetime(2027, 10, 31, 2, 0, tzinfo=dt.UTC)),
    ],
)
def test_around_a_change_of_the_clock_what_is_typed_is_what_happens(
    news, admin_client: Client, monkeypatch: pytest.MonkeyPatch, field, typed, moment
):
    page = ArticlePageFactory(parent=news, theme=ThemeFactory(), live=field == "expire_at")
    slugs = {"slug_fr": page.slug_fr, "slug_nl": page.slug_nl}
    data = article_form(page.theme, **slugs, **{field: typed, "action-publish": "1"})
    assert admin_client.post(edit_url(page), data).status_code == 302
    shown = admin_client.get(edit_url(page)).context["form"][field].value()
    assert f"{shown:%Y-%m-%d %H:%M}" == typed
    seen = []
    for now in (moment - SECOND, moment + MOMENT):
        monkeypatch.setattr("django.utils.timezone.now", lambda now=now: now)
        call_command("publish_scheduled")
        page.refresh_from_db()
        seen.append((page.live, page.live_in("nl", now)))
    before = field == "expire_at"
    assert seen == [(before, before), (not before, not before)]
