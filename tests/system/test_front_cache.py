"""A real Varnish in front: readers get copies, changes reach them at once, outages do not."""

import gzip
import http.client
import io
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http import HTTPStatus
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.management import call_command
from django.db import connection
from playwright.sync_api import Page, expect

from bps_portal import languages
from bps_portal.delivery.purging import SECOND_LOOK_SECONDS
from bps_portal.pages.models import LocalizedPage, PortalPage
from emergency.models import CrisisAlert
from news.models import ArticlePage
from tests.browser.test_accessibility import RULES
from tests.stand.processes import Portal, Varnish

type Front = tuple[Portal, Varnish]

OTHERS = {
    "fr": ["/fr/rien-de-tel/", "/fr/recherche/?q=eau", "/fr/actualites/atom.xml"],
    "nl": ["/nl/niets/", "/nl/zoeken/?q=water", "/nl/nieuws/atom.xml"],
}
NEVER_KEPT = {"/fr/contact/", "/nl/contact/"}
WORDS = {"fr": "Fermez portes et fenêtres.", "nl": "Sluit ramen en deuren."}


def ask(url: str, method: str = "GET", **headers: str) -> http.client.HTTPResponse:
    """Return the answer, whose `text` is its content."""
    parts = urlsplit(url)
    line = http.client.HTTPConnection(parts.netloc, timeout=20)
    target = parts.path + (f"?{parts.query}" if parts.query else "")
    line.request(method, target, headers={k.replace("_", "-"): v for k, v in headers.items()})
    answer = line.getresponse()
    content = answer.read()
    if answer.headers["Content-Encoding"] == "gzip":
        content = gzip.decompress(content)
    answer.text = content.decode()  # type: ignore[attr-defined]
    line.close()
    return answer


def addresses(code: str) -> list[str]:
    """Return the address of every public page in a language, and of what else shows pages."""
    pages = PortalPage.objects.filter(depth__gt=1).public_in(code).specific()
    return [*(page.url_in(code) for page in pages if page.url_in(code)), *OTHERS[code]]


def alert(*words: str) -> None:
    """Run `manage.py alert`."""
    call_command("alert", *words, stdout=io.StringIO())


def put_out() -> None:
    texts = [f"--text-{code}={text}" for code, text in WORDS.items()]
    alert("on", "--level=danger", *texts)


@pytest.fixture
def warm(front: Front) -> Front:
    """Varnish with a copy of every page."""
    for code in WORDS:
        for address in addresses(code):
            ask(front[1].url + address)
    return front


@pytest.fixture
def quiet_afterwards() -> Iterator[None]:
    yield
    for left in CrisisAlert.objects.all():
        left.delete()
    # The purge has a second look.
    time.sleep(2 * SECOND_LOOK_SECONDS)


@contextmanager
def without_database() -> Iterator[None]:
    """Have the server refuse every connection to the portal's database."""
    name = connection.settings_dict["NAME"]
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS false')
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name]
        )
    connection.close()
    try:
        yield
    finally:
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS true')


def asked_anew(varnish: Varnish) -> bool:
    """Tell whether Varnish asks the portal for a page that is too old."""
    ask(varnish.purge_url, "PURGE", Surrogate_Key="all")
    return ask(f"{varnish.url}/fr/").headers["X-Cache"] == "miss"


def wait_until(holds: Callable[[], bool], seconds: float = 120) -> None:
    """Wait until something holds, as long as a loaded machine may need."""
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.1)


def test_a_banner_is_on_every_page_at_once_and_off_again(warm: Front, quiet_afterwards) -> None:
    _portal, varnish = warm
    kept = [ask(varnish.url + address).headers["X-Cache"] for address in addresses("fr")]
    assert kept.count("hit") / len(kept) > 0.9
    put_out()
    for code, text in WORDS.items():
        for address in addresses(code):
            assert text in ask(varnish.url + address).text or address.endswith(".xml"), address
    alert("off")
    for code, text in WORDS.items():
        for address in addresses(code):
            assert text not in ask(varnish.url + address).text, address


def test_a_published_change_shows_at_once_and_leaves_the_others(warm: Front) -> None:
    _portal, varnish = warm
    article = ArticlePage.objects.newest_first().first()
    for code in WORDS:
        languages.set_value_in(article, "title", code, f"Nouveau titel {code}")
    article.save_revision().publish()
    for code in WORDS:
        home = article.get_parent().get_parent().specific
        for address in (
            article.url_in(code),
            article.get_parent().specific.url_in(code),
            home.url_in(code),
            OTHERS[code][2],
        ):
            assert f"Nouveau titel {code}" in ask(varnish.url + address).text, address
    for code in WORDS:
        for address in addresses(code):
            ask(varnish.url + address)
    old = ArticlePage.objects.newest_first().last()
    old.caption_fr = "Autre légende"
    old.save_revision().publish()
    assert "Autre légende" in ask(varnish.url + old.url_in("fr")).text
    for code in WORDS:
        answers = {address: ask(varnish.url + address) for address in addresses(code)}
        asked_anew = {a for a, answer in answers.items() if answer.headers["X-Cache"] == "miss"}
        showing = {a for a, answer in answers.items() if old.url_in(code) in answer.text}
        assert asked_anew <= showing | NEVER_KEPT
        assert len(showing) < len(answers) / 3


def test_what_was_not_there_is_there_at_once(warm: Front) -> None:
    _portal, varnish = warm
    article = ArticlePage.objects.newest_first().last()
    address = article.url_in("nl")
    article.unpublish()
    assert ask(varnish.url + address).status in {HTTPStatus.NOT_FOUND, HTTPStatus.GONE}
    listing = article.get_parent().specific.url_in("nl")
    article.refresh_from_db()
    article.save_revision().publish()
    assert ask(varnish.url + address).status == HTTPStatus.OK
    assert ask(f"{varnish.url}{listing}?page=2").status == HTTPStatus.OK


def test_only_the_listener_for_purges_takes_one(warm: Front) -> None:
    _portal, varnish = warm
    for address in ("/nl/", "/fr/"):
        refused = ask(varnish.url + address, "PURGE", Surrogate_Key="all")
        assert refused.status == HTTPStatus.FORBIDDEN
        assert ask(varnish.url + address).headers["X-Cache"] == "hit"
    assert ask(varnish.purge_url + "/nl/").status == HTTPStatus.METHOD_NOT_ALLOWED


def test_readers_share_a_copy_whoever_they_are_and_forms_are_nobody_elses(warm: Front) -> None:
    _portal, varnish = warm
    plain = ask(f"{varnish.url}/nl/nieuws/")
    assert plain.headers["X-Cache"] == "hit"
    assert not {"Surrogate-Key", "xkey", "CDN-Cache-Control", "Cache-Tag", "Set-Cookie"} & set(
        plain.headers
    )
    assert plain.headers["Vary"] == "Accept-Encoding"
    for headers in ({"Cookie": "sessionid=abc"}, {"Accept-Language": "fr"}):
        assert ask(f"{varnish.url}/nl/nieuws/", **headers).headers["X-Cache"] == "hit"
    assert ask(f"{varnish.url}/nl/nieuws/?utm_source=x&fbclid=y").headers["X-Cache"] == "hit"
    small = ask(f"{varnish.url}/nl/nieuws/", Accept_Encoding="gzip")
    assert small.headers["ETag"].startswith("W/")
    same = ask(
        f"{varnish.url}/nl/nieuws/", Accept_Encoding="gzip", If_None_Match=small.headers["ETag"]
    )
    assert (same.status, same.text) == (HTTPStatus.NOT_MODIFIED, "")
    forms = [ask(f"{varnish.url}/nl/contact/") for _ in range(2)]
    assert [form.headers["X-Cache"] for form in forms] == ["miss", "miss"]
    assert forms[0].headers["Set-Cookie"] != forms[1].headers["Set-Cookie"]
    assert "private" in forms[0].headers["Cache-Control"]


def test_forms_at_invented_addresses_leave_nothing_in_memory(warm: Front) -> None:
    _portal, varnish = warm
    before = varnish.objects()
    for number in range(30):
        ask(f"{varnish.url}/nl/contact/?emmer={number}")
    assert varnish.objects() > before
    wait_until(lambda: varnish.objects() <= before, seconds=40)


def test_copies_outlive_the_database_and_the_portal(warm: Front) -> None:
    portal, varnish = warm
    code = "fr"
    pages = [a for a in addresses(code) if "contact" not in a]
    with without_database():
        # Every copy is too old.
        assert ask(varnish.purge_url, "PURGE", Surrogate_Key="all").status == HTTPStatus.OK
        for address in pages:
            assert ask(varnish.url + address).status != 500, address
            assert ask(varnish.url + address).status < 500, address
    portal.stop()
    try:
        ask(varnish.purge_url, "PURGE", Surrogate_Key="all")
        for address in pages:
            assert ask(varnish.url + address).status < 500, address
        never_seen = ask(f"{varnish.url}/fr/jamais-vue/")
        assert never_seen.status == HTTPStatus.SERVICE_UNAVAILABLE
        assert "default-src 'none'" in never_seen.headers["Content-Security-Policy"]
        assert "tel:112" in never_seen.text
        assert 'lang="nl"' in never_seen.text
    finally:
        portal.up()
    wait_until(lambda: asked_anew(varnish))


def kinds_of_pages() -> dict[str, str]:
    """Return an address of each page type, in turns in French and in Dutch."""
    found: dict[str, str] = {}
    for page in PortalPage.objects.filter(depth__gt=1).specific().order_by("path"):
        if isinstance(page, LocalizedPage) and (name := type(page).__name__) not in found:
            code = ["fr", "nl"][len(found) % 2]
            if address := page.url_in(code):
                found[name] = address
    return found


def test_axe_finds_nothing_in_a_banner_on_any_kind_of_page(
    warm: Front, page: Page, quiet_afterwards
) -> None:
    _portal, varnish = warm
    put_out()
    for address in [*kinds_of_pages().values(), "/nl/niets/"]:
        page.goto(varnish.url + address)
        expect(page.locator(".crisis-banner")).to_contain_text(WORDS[address[1:3]])
        results = Axe().run(page, options={"runOnly": RULES["light"]})
        assert not results.violations_count, results.generate_report()
