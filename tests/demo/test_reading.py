"""What a reader meets on every page of the demo.

No word of the other language unless it says so; nothing that a browser could be made to misuse.
"""

import gettext
import importlib
import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pytest
from bs4 import BeautifulSoup, Comment
from django.apps import apps
from django.conf import settings
from django.test import Client

from bps_portal.content.models import PortalDocument
from bps_portal.languages.segments import segments
from bps_portal.languages.tracking import Tracked
from bps_portal.pages.models import PortalPage
from news.models import ArticlePage, NewsIndexPage
from tests.delivery import observatory
from tests.settings.test_production import GIVEN

OTHER = {"fr": "nl", "nl": "fr"}
# Shorter texts, such as a name, may well be the same word in both languages.
LEAST = 12
READ_ALOUD = ("alt", "title", "aria-label", "placeholder")


@pytest.fixture(scope="module")
def own_texts(_loaded_site: None, django_db_blocker) -> dict[str, set[str]]:
    """Every text of the demo that stands in one language only, by language."""
    texts: dict[str, set[str]] = {"fr": set(), "nl": set()}
    with django_db_blocker.unblock():
        for model in apps.get_models():
            if issubclass(model, Tracked):
                for thing in model._default_manager.all():
                    for segment in segments(thing):
                        for code, text in segment.texts.items():
                            texts[code].add(" ".join(text.split()))
    return {
        code: {text for text in texts[code] - texts[OTHER[code]] if len(text) >= LEAST}
        for code in texts
    }


def read(page: BeautifulSoup) -> Iterator[tuple[str, str]]:
    """Return each text of a page that is seen or read aloud, with the language it says to be in."""
    for text in page.html.find_all(string=True):
        if not isinstance(text, Comment) and text.parent.name not in ("script", "style"):
            yield " ".join(text.split()), text.find_parent(lang=True)["lang"]
    for tag in page.find_all(True):
        for name in READ_ALOUD:
            if tag.get(name):
                language = tag if tag.get("lang") else tag.find_parent(lang=True)
                yield tag[name], language["lang"]


@pytest.mark.parametrize("code", ["fr", "nl"])
@pytest.mark.usefixtures("demo")
def test_no_page_holds_a_text_of_the_other_language_without_saying_so(
    client: Client, own_texts: dict[str, set[str]], code: str
) -> None:
    other = OTHER[code]
    addresses = [
        address
        for page in PortalPage.objects.filter(depth__gt=1).specific()
        if (address := page.url_in(code))
    ]
    assert len(addresses) > 40
    own = said = 0
    for address in [*addresses, f"/{code}/rien-de-tel-niets/"]:
        html = BeautifulSoup(client.get(address).content, "html.parser")
        for text, language in read(html):
            if text in own_texts[other]:
                assert language == other, (address, text)
                said += 1
            elif text in own_texts[code]:
                assert language == code, (address, text)
                own += 1
    assert own > 200
    # The publication that is in French only is shown to readers of Dutch.
    assert said or code == "fr"


def frame_words(page: BeautifulSoup) -> Iterator[str]:
    """Return what the frame says: labels, placeholders, names of pictures, buttons, the skip link."""
    for tag in page.find_all(True):
        yield from (tag[name] for name in READ_ALOUD if tag.get(name))
    for tag in page.select("button, summary, label, legend, [type=submit], a[href^='#']"):
        yield " ".join((tag.get("value") or tag.get_text(" ")).split())


@pytest.fixture(scope="module")
def words_of_frame() -> dict[str, tuple[set[str], set[str]]]:
    """What the frame may say in a language; what it may not: words of the source, and of the other."""
    root = settings.BASE_DIR / "locale"
    catalogues = {code: gettext.translation("django", root, [code])._catalog for code in OTHER}
    said = {code: set(map(str, catalogue.values())) for code, catalogue in catalogues.items()}
    source = {each for each in catalogues["fr"] if isinstance(each, str)}
    assert len(source) > 500
    return {code: (said[code], (source | said[OTHER[code]]) - said[code]) for code in OTHER}


@pytest.mark.parametrize("code", ["fr", "nl"])
def test_the_frame_of_every_page_is_in_its_language_and_in_order(
    demo: None,
    client: Client,
    words_of_frame: dict[str, tuple[set[str], set[str]]],
    code: str,
) -> None:
    addresses = [
        address
        for page in PortalPage.objects.filter(depth__gt=1).specific()
        if (address := page.url_in(code))
    ]
    news = NewsIndexPage.objects.get().url_in(code)
    search = {"fr": "/fr/recherche/", "nl": "/nl/zoeken/"}[code]
    thanks = {"fr": "/fr/contact/merci/", "nl": "/nl/contact/bedankt/"}[code]
    addresses += [f"{news}?page=2", f"{search}?q=de", f"{search}?q=xyzzyx", search, thanks]
    own, foreign = words_of_frame[code]
    known: set[str] = set()
    for address in [*addresses, f"/{code}/rien-de-tel-niets/"]:
        page = BeautifulSoup(client.get(address).content, "html.parser")
        assert page.html["lang"] == code
        said = {word for word in frame_words(page) if word}
        assert not said & foreign, address
        known |= said & own
        first = page.body.find(["a", "button", "input"])
        assert first["href"] == "#main", address
        assert page.find(id="main")
        levels = [int(heading.name[1]) for heading in page.find_all(re.compile("^h[1-6]$"))]
        assert levels.count(1) == 1, address
        assert all(then - now <= 1 for now, then in pairwise(levels)), (address, levels)
        assert all(picture.has_attr("alt") for picture in page.find_all("img")), address
    assert len(known) > 20


HOST = "www.example.org"
# What no page of the tree is: addresses of machines, of forms, and of what is not there.
OTHER_ADDRESSES = (
    "/fr/recherche/?q=incendie",
    "/nl/zoeken/suggesties/?q=ro",
    "/fr/contact/merci/",
    "/nl/open-data/",
    "/nl/nieuws/atom.xml",
    "/fr/site.webmanifest",
    "/fr/rien-de-tel/",
    "/niets",
    "/sitemap.xml",
    "/robots.txt",
    "/service-worker.js",
    "/static/css/base.css",
    "/static/icons/favicon.svg",
    "/api/v1/articles",
    "/admin/login/",
    "/",
)


@pytest.fixture
def production(monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    """What production says to browsers."""
    for name, value in GIVEN.items():
        monkeypatch.setenv(name, value)
    strict = importlib.import_module("bps_portal.settings.production")
    for name in dir(strict):
        if name.startswith(("SECURE_", "SESSION_", "CSRF_COOKIE", "X_FRAME")) or "CSP" in name:
            setattr(settings, name, getattr(strict, name))
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")


def graded(client: Client, address: str, **headers: str) -> tuple[int, dict[str, str]]:
    """Return the status of an answer over https, and what the Observatory finds."""
    first = client.get(address, headers={"host": HOST})
    answer = client.get(address, headers={"host": HOST, "x-forwarded-proto": "https"} | headers)
    content = b"".join(answer) if answer.streaming else answer.content
    seen = observatory.Answer(
        HOST,
        {name.lower(): value for name, value in answer.items()},
        answer.cookies,
        content.decode(errors="replace"),
        first.get("Location", ""),
    )
    return answer.status_code, observatory.findings(seen)


def test_every_kind_of_answer_gets_the_best_grade_of_the_observatory(
    demo: None, production: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages = {
        page.specific_class: page.specific for page in PortalPage.objects.live().filter(depth__gt=1)
    }
    document = PortalDocument.objects.filter(file__endswith=".pdf").first()
    assert document is not None
    addresses = [page.url_in(code) for page in pages.values() for code in OTHER]
    addresses += [*OTHER_ADDRESSES, document.url]
    gone = ArticlePage.objects.live_in("nl").newest_first().last()
    addresses.append(gone.url_in("nl"))
    gone.delete()
    client = Client(raise_request_exception=False)
    statuses = set()
    for address in addresses:
        status, found = graded(client, address)
        statuses.add(status)
        assert found["redirection"] == "https-same-host", address
        assert found["hsts"] == "six-months", address
        assert found["csp"] in {"default-none", "unsafe-style-only"}, (address, found)
        assert (found["csp"] == "default-none") is not address.startswith("/admin/"), address
        assert observatory.score(found) >= observatory.BEST, (address, found)
    # What goes wrong is answered as strictly.
    monkeypatch.setattr(NewsIndexPage, "serve", None)
    for address, headers in (("/fr/actualites/", {}), ("/fr/", {"host": "evil.example"})):
        if headers:
            monkeypatch.setattr("django.conf.settings.ALLOWED_HOSTS", [HOST])
        status, found = graded(client, address, **headers)
        statuses.add(status)
        assert observatory.score(found) >= observatory.BEST, (address, found)
    assert statuses >= {200, 302, 400, 404, 410, 500}
