"""A change makes old what shows it, and caches in front are told once it is committed."""

import json
import threading
from collections.abc import Iterator
from datetime import date, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from django.apps import apps
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from bps_portal import languages
from bps_portal.delivery import changes, content_version, moments, purging
from bps_portal.delivery.checks import check_front_caches
from bps_portal.delivery.front_caches import front_cache
from bps_portal.delivery.purging import WAITS, purge, purge_again
from bps_portal.home.models import ContentPage
from news.models import ArticlePage
from tests.emergency.factories import CrisisAlertFactory
from tests.factories import (
    ArticlePageFactory,
    CampaignIndexPageFactory,
    CampaignPageFactory,
    ContentPageFactory,
    ImageFactory,
    NewsIndexPageFactory,
    ThemeFactory,
)


class FrontCache(HTTPServer):
    """Notes what it is asked, and refuses as often as it is told to."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Asked)
        self.keys: list[set[str]] = []
        self.heads: list[dict[str, str]] = []
        self.refusals = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class _Asked(BaseHTTPRequestHandler):
    server: FrontCache

    def do_PURGE(self) -> None:
        self._note(self.headers["Surrogate-Key"].split(), b"")

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        refused = self.server.refusals > 0
        self.server.refusals = 0
        self._note(asked["tags"], json.dumps({"success": not refused, "errors": ["no"]}).encode())

    def _note(self, keys: list[str], content: bytes) -> None:
        refused, self.server.refusals = self.server.refusals > 0, max(0, self.server.refusals - 1)
        if not refused:
            self.server.keys.append(set(keys))
            self.server.heads.append(dict(self.headers) | {":path": self.path})
        self.send_response(503 if refused else 200)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_args: object) -> None:
        """Say nothing."""


@pytest.fixture
def cache(settings, monkeypatch) -> Iterator[FrontCache]:
    """A front cache that the portal knows; it is asked once for each change."""
    monkeypatch.setattr(purging, "_look_again", lambda *_place: None)
    with FrontCache() as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        settings.FRONTEND_CACHES = [server.url]
        settings.CHANGES_ASKED_EVERY = 0
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture
def purged(cache, django_capture_on_commit_callbacks):
    """Return what a change purges, the key of each page by its title."""

    def of(change) -> set[str]:
        cache.keys.clear()
        # What the test has made so far is committed by now.
        connection.run_on_commit.clear()
        with django_capture_on_commit_callbacks(execute=True):
            change()
        assert len(cache.keys) <= 1
        return {key for keys in cache.keys for key in keys} - {"any-change"}

    return of


def published(page) -> None:
    page.save_revision().publish()


def keys_of(address: str) -> set[str]:
    return set(Client().get(address)["Surrogate-Key"].split())


def test_texts_of_an_article_make_old_what_shows_it_and_nothing_else(news, cache, purged) -> None:
    theme, other = ThemeFactory(), ThemeFactory()
    made = [ArticlePageFactory(parent=news, theme=theme) for _ in range(4)]
    alone = [ArticlePageFactory(parent=news, theme=other) for _ in range(4)]
    article = made[0]
    article.lead_fr = "Autrement."
    assert purged(lambda: published(article)) == {f"page-{article.pk}"}
    for code in ("fr", "nl"):
        for shows in (article, made[1], news):
            assert f"page-{article.pk}" in keys_of(shows.url_in(code))
        assert f"page-{article.pk}" not in keys_of(alone[0].url_in(code))


def test_a_new_article_makes_old_the_lists_in_which_it_stands(news, cache, purged) -> None:
    theme, other = ThemeFactory(), ThemeFactory()
    same = [ArticlePageFactory(parent=news, theme=theme) for _ in range(4)]
    different = [ArticlePageFactory(parent=news, theme=other) for _ in range(4)]
    new: list[ArticlePage] = []
    found = purged(lambda: new.append(ArticlePageFactory(parent=news, theme=theme)))
    assert f"list-articlepage-theme_id-{theme.pk}" in found
    home = news.get_parent()
    for address in (
        same[0].url_in("fr"),
        news.url_in("nl"),
        home.url_in("fr"),
        "/fr/actualites/atom.xml",
        "/sitemap.xml",
        "/nl/zoeken/?q=water",
        "/fr/rien-de-tel/",
    ):
        assert found & keys_of(address), address
    assert not found & keys_of(different[0].url_in("nl"))
    # Into another theme: the lists of both.
    new[0].theme = other
    assert found | {f"list-articlepage-theme_id-{other.pk}"} <= purged(lambda: published(new[0]))
    assert found & purged(new[0].unpublish)


def test_few_articles_of_a_theme_are_filled_up_from_all(news, cache) -> None:
    article = ArticlePageFactory(parent=news, theme=ThemeFactory())
    assert "list-articlepage" in keys_of(article.url_in("fr"))


@pytest.mark.parametrize(
    "change",
    [
        lambda _page: CrisisAlertFactory(),
        lambda page: page.theme.save(),
        lambda page: page.get_parent().specific.save(),
        lambda page: page.image.save(),
        lambda page: page.delete(),
    ],
    ids=["an alert", "a theme", "a section", "a picture in use", "a page that is gone"],
)
def test_what_stands_anywhere_makes_everything_old(news, purged, change) -> None:
    article = ArticlePageFactory(parent=news, image=ImageFactory())
    assert purged(lambda: change(article)) == {"all"}


def test_another_address_makes_everything_old(news, purged) -> None:
    article = ArticlePageFactory(parent=news)
    article.slug_nl = "anders"
    assert "all" in purged(lambda: published(article))


def test_a_draft_and_what_nobody_sees_make_nothing_old(news, purged) -> None:
    article = ArticlePageFactory(parent=news)
    article.title_fr = "Brouillon"
    assert purged(article.save_revision) == set()


@pytest.fixture
def queue(settings) -> None:
    """Tasks wait for a worker."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}


def test_work_in_the_background_makes_nothing_old(news, purged, queue) -> None:
    article = ArticlePageFactory(parent=news)
    article.lead_fr = "Autrement dit."
    assert purged(lambda: published(article)) == {f"page-{article.pk}"}
    waiting = DBTaskResult.objects.latest("enqueued_at")
    assert purged(lambda: waiting.claim("worker")) == set()
    assert purged(lambda: waiting.set_successful(None)) == set()


def test_what_readers_do_not_see_is_there_under_that_name() -> None:
    labels = {app.label for app in apps.get_app_configs()}
    assert labels >= changes.UNSEEN_APPS
    names = {model._meta.label_lower for model in apps.get_models()}
    assert names >= changes.UNSEEN_MODELS | changes.UNSEEN_WHEN_NEW


def test_a_part_of_a_page_makes_the_page_old(news, purged) -> None:
    article = ArticlePageFactory(parent=news)
    article.change_notes.create(text_fr="Corrigé", text_nl="Verbeterd", date=date(2026, 1, 2))
    assert purged(lambda: published(article)) == {f"page-{article.pk}"}


def test_an_answer_that_was_overtaken_is_made_once_more(news, cache, monkeypatch) -> None:
    address = ArticlePageFactory(parent=news).url_in("fr")
    versions = iter([1, 2, 2, 2])
    monkeypatch.setattr(content_version, "current", lambda: next(versions))
    monkeypatch.setattr(content_version, "changed_since", lambda _number: {"all"})
    assert "Surrogate-Key" in Client().get(address)
    assert not list(versions)


@pytest.mark.parametrize(("changing", "times", "seconds"), [("other", 1, 60), ("own", 2, 1)])
def test_only_what_an_answer_shows_can_overtake_it(
    home, news, cache, monkeypatch, changing: str, times: int, seconds: int
) -> None:
    pages = {"own": ContentPageFactory(parent=home), "other": ArticlePageFactory(parent=news)}
    serve, made = ContentPage.serve, []

    def serve_meanwhile(self: ContentPage, request: HttpRequest) -> HttpResponse:
        made.append(self)
        content_version.raise_number({f"page-{pages[changing].pk}"})
        return serve(self, request)

    monkeypatch.setattr(ContentPage, "serve", serve_meanwhile)
    answer = Client().get(pages["own"].url_in("fr"))
    assert len(made) == times
    assert answer["CDN-Cache-Control"] == f"max-age={seconds}"


def test_an_answer_made_again_is_of_after_the_change(news, cache, monkeypatch) -> None:
    article = ArticlePageFactory(parent=news, title_fr="Avant")
    serve, made = ArticlePage.serve, []

    def serve_meanwhile(self: ArticlePage, request: HttpRequest) -> HttpResponse:
        if not made:
            ArticlePage.objects.filter(pk=article.pk).update(title_fr="Pendant")
            content_version.raise_number({f"page-{article.pk}"})
        made.append(self)
        return serve(self, request)

    monkeypatch.setattr(ArticlePage, "serve", serve_meanwhile)
    answer = Client().get(article.url_in("fr"))
    assert "Pendant" in answer.content.decode()
    assert "Avant" not in answer.content.decode()
    assert f"page-{article.pk}" in answer["Surrogate-Key"].split()


def test_of_many_changes_at_once_nobody_knows_what_they_changed(news) -> None:
    content_version.raise_number({"page-1"})
    number = content_version.current()
    for pk in range(2, 5):
        content_version.raise_number({f"page-{pk}"})
    assert content_version.changed_since(number) == {"page-2", "page-3", "page-4"}
    assert content_version.changed_since(content_version.current()) == set()
    for _ in range(content_version.MOST_REMEMBERED):
        content_version.raise_number({"page-9"})
    assert content_version.changed_since(number) is None


def test_an_answer_that_is_overtaken_again_is_kept_for_a_second_only(
    news, cache, monkeypatch
) -> None:
    address = ArticlePageFactory(parent=news).url_in("fr")
    answer = Client().get(address)
    assert answer["CDN-Cache-Control"] == "max-age=60"
    versions = iter(range(9))
    monkeypatch.setattr(content_version, "current", lambda: next(versions))
    monkeypatch.setattr(content_version, "changed_since", lambda _number: None)
    answer = Client().get(address)
    # With its keys: the next purge may come before the second is over.
    assert "all" in answer["Surrogate-Key"].split()
    assert answer["CDN-Cache-Control"] == "max-age=1"
    assert "s-maxage=1" in answer["Cache-Control"]


def test_a_copy_that_is_still_right_learns_its_keys(news, cache) -> None:
    address = ArticlePageFactory(parent=news).url_in("fr")
    answer = Client().get(address)
    again = Client().get(address, headers={"If-None-Match": answer["ETag"]})
    assert again.status_code == 304
    for header in ("Surrogate-Key", "Cache-Tag", "CDN-Cache-Control"):
        assert again[header] == answer[header]


@pytest.mark.parametrize("code", ["fr", "nl"])
@pytest.mark.parametrize(
    ("list_factory", "factory"),
    [(NewsIndexPageFactory, ArticlePageFactory), (CampaignIndexPageFactory, CampaignPageFactory)],
)
def test_a_feed_shows_its_entries_each_time_it_is_given_out(
    list_factory, factory, code: str, home, cache
) -> None:
    section = list_factory(parent=home)
    page = factory(parent=section)
    address = f"{section.url_in(code)}atom.xml"
    made, given_again = Client().get(address), Client().get(address)
    assert f"page-{page.pk}" in made["Surrogate-Key"].split()
    assert given_again["Surrogate-Key"] == made["Surrogate-Key"]
    not_modified = Client().get(address, headers={"If-None-Match": made["ETag"]})
    assert not_modified.status_code == 304
    assert not_modified["Surrogate-Key"] == made["Surrogate-Key"]


@pytest.mark.parametrize("code", ["fr", "nl"])
def test_a_feed_follows_what_its_entries_do_not_tell(code: str, news, cache, purged) -> None:
    ArticlePageFactory(parent=news)
    address = f"{news.url_in(code)}atom.xml"
    before = Client().get(address)
    languages.set_value_in(news, "title", code, "Echo")
    assert purged(lambda: published(news)) == {"all"}
    after = Client().get(address, headers={"If-None-Match": before["ETag"]})
    assert "<title>Echo – " in after.content.decode()


def test_answers_for_one_reader_carry_no_key(home, cache, monkeypatch) -> None:
    told = {"Surrogate-Key", "Cache-Tag", "CDN-Cache-Control"}
    assert not told & set(Client().get("/admin/login/").headers)
    with monkeypatch.context() as patch:
        # Also where the database does not tell whether it is old.
        patch.setattr(content_version, "current", lambda: None)
        assert not told & set(Client().get("/admin/login/").headers)
    page = ContentPageFactory(parent=home)
    assert "Surrogate-Key" in Client().get(page.url_in("fr"))


def test_without_a_front_cache_no_answer_carries_keys(home) -> None:
    answer = Client().get("/fr/")
    assert not {"Surrogate-Key", "Cache-Tag", "CDN-Cache-Control"} & set(answer.headers)


def test_an_alert_to_come_ends_the_time_of_what_is_kept(home, cache) -> None:
    now = timezone.now()
    CrisisAlertFactory(starts_at=now + timedelta(seconds=20))
    seconds = int(Client().get("/fr/")["CDN-Cache-Control"].removeprefix("max-age="))
    assert 15 <= seconds <= 20


def test_midnight_in_brussels_ends_it_too() -> None:
    # 23:59:30 on the day before summer time begins.
    now = timezone.datetime(2026, 3, 28, 22, 59, 30, tzinfo=timezone.get_fixed_timezone(0))
    assert moments.seconds_to_next_change(now, timedelta(minutes=1)) == 30


def test_a_purge_that_fails_is_tried_again_until_it_works(cache, queue, db, caplog) -> None:
    cache.refusals = 2
    purge({"page-1"})
    assert "keeps old copies of" in caplog.text
    for attempt in (1, 2):
        waiting = DBTaskResult.objects.latest("enqueued_at")
        place, keys, number = waiting.args_kwargs["args"]
        assert (place, number) == (0, attempt)
        assert waiting.run_after > timezone.now()
        purge_again.func(place, keys, number)
    assert cache.keys == [{"page-1", "any-change"}]
    assert DBTaskResult.objects.count() == 2


def test_everything_is_purged_twice(cache, monkeypatch) -> None:
    monkeypatch.undo()
    monkeypatch.setattr(purging, "SECOND_LOOK_SECONDS", 0)
    purge({"page-1"})
    purge({"all"})
    for thread in threading.enumerate():
        if isinstance(thread, threading.Timer):
            thread.join()
    assert cache.keys == [{"page-1", "any-change"}, {"all", "any-change"}, {"all"}]


def test_in_the_end_nobody_tries_any_more(cache, queue, db) -> None:
    cache.refusals = 1
    purge_again.func(0, ["all"], len(WAITS))
    # The cache is no longer among those that are named.
    purge_again.func(7, ["all"], 0)
    assert not DBTaskResult.objects.exists()


def test_cloudflare_is_told_by_tags(cache) -> None:
    cloudflare = front_cache(f"cloudflare://zone:to%2Fken@127.0.0.1:{cache.server_port}")
    cloudflare.purge_keys({f"page-{number}" for number in range(40)})
    assert sorted(map(len, cache.keys)) == [10, 30]
    assert cache.heads[0]["Authorization"] == "Bearer to/ken"
    assert cache.heads[0][":path"] == "/client/v4/zones/zone/purge_cache"
    cache.refusals = 1
    with pytest.raises(OSError, match="no"):
        cloudflare.purge_keys({"all"})


@pytest.mark.parametrize("url", ["ftp://cache", "varnish", "http://"])
def test_an_address_of_no_known_kind_is_refused(url: str, settings) -> None:
    settings.FRONTEND_CACHES = [url]
    assert [error.id for error in check_front_caches()] == ["delivery.E001"]
    with pytest.raises(ImproperlyConfigured, match="FRONTEND_CACHE_URL"):
        front_cache(url)
