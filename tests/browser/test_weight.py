"""What a first view costs a reader: bytes, requests, movement, and nothing kept or told to others."""

import gzip
from contextlib import closing
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

ARTICLES = {
    "fr": "/fr/actualites/detecteurs-de-fumee-obligatoires-dans-tous-les-logements/",
    "nl": "/nl/nieuws/rookmelders-verplicht-in-elke-woning/",
}
OTHERS = {
    "fr": ["/fr/", "/fr/recherche/?q=feu"],
    "nl": ["/nl/publicaties/", "/nl/nieuws/piept-uw-rookmelder-nog/"],
}
MOST = {"Document": 12_000, "Stylesheet": 12_000, "Script": 3_000}
MOST_BESIDES_PICTURES, MOST_REQUESTS = 45_000, 6
MOVEMENT = """
  window.moved = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) window.moved += entry.value;
  }).observe({ type: "layout-shift", buffered: true });
"""
KEPT = """async () => [localStorage.length, sessionStorage.length, (await caches.keys()).length,
  (await indexedDB.databases()).length, (await navigator.serviceWorker.getRegistrations()).length]"""


@dataclass
class View:
    """What a view fetched: kind and size of each answer, as Chromium counts them on the line."""

    kinds: dict[str, str] = field(default_factory=dict)
    urls: dict[str, str] = field(default_factory=dict)
    sizes: dict[str, int] = field(default_factory=dict)

    def weight(self, kind: str) -> int:
        return sum(size for key, size in self.sizes.items() if self.kinds[key] == kind)


def watch(page: Page) -> View:
    view = View()
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")

    def begun(event: dict[str, Any]) -> None:
        view.kinds[event["requestId"]] = event["type"]
        view.urls[event["requestId"]] = event["response"]["url"]

    def done(event: dict[str, Any]) -> None:
        if event["requestId"] in view.kinds:
            view.sizes[event["requestId"]] = event["encodedDataLength"]

    session.on("Network.responseReceived", begun)
    session.on("Network.loadingFinished", done)
    return view


@pytest.mark.parametrize("code", ["fr", "nl"])
def test_a_first_view_is_light_and_still_and_private(
    browser: Browser, demo: str, code: str
) -> None:
    phone = {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 2}
    with closing(browser.new_context(**phone, is_mobile=True)) as context:
        _read(context, demo, code)


def _read(context: BrowserContext, demo: str, code: str) -> None:
    page = context.new_page()
    page.add_init_script(MOVEMENT)
    view = watch(page)
    page.goto(f"{demo}{ARTICLES[code]}", wait_until="networkidle")
    pictures = [key for key, kind in view.kinds.items() if kind == "Image"]
    # One picture above the fold; the others wait until the reader comes near.
    assert len(pictures) == 1
    assert len(view.kinds) <= MOST_REQUESTS, view.urls
    sizes = {kind: view.weight(kind) for kind in MOST}
    # The test server sends files as they lie there; a real one sends what was compressed ahead.
    for key, kind in view.kinds.items():
        if "/static/" in view.urls[key]:
            packed = len(gzip.compress(page.request.get(view.urls[key]).body()))
            sizes[kind] = sizes.get(kind, 0) - view.sizes[key] + packed
    for kind, most in MOST.items():
        assert 0 < sizes[kind] <= most, (kind, sizes)
    assert sum(sizes.values()) <= MOST_BESIDES_PICTURES, sizes
    for path in [*OTHERS[code], ARTICLES[code]]:
        page.goto(f"{demo}{path}", wait_until="networkidle")
        page.evaluate("document.fonts.ready.then(() => scrollTo(0, document.body.scrollHeight))")
        page.wait_for_load_state("networkidle")
        assert page.evaluate("moved") == 0, path
        assert page.evaluate(KEPT) == [0, 0, 0, 0, 0], path
        for picture in page.locator("img").all():
            assert picture.get_attribute("width"), path
            assert picture.get_attribute("height"), path
    assert context.cookies() == []
    page.goto(f"{demo}/{code}/contact/")
    assert [cookie["name"] for cookie in context.cookies()] == ["csrftoken"]
    asked = {urlsplit(url) for url in view.urls.values()}
    assert {url.netloc for url in asked if url.scheme != "data"} == {urlsplit(demo).netloc}
