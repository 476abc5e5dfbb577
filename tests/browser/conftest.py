"""A real browser that reads a real server.

A test asks for `page` (of Playwright) and `site`, the address of the running portal:

    def test_home(page: Page, site: str) -> None:
        page.goto(f"{site}/")
"""

import io
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from playwright.sync_api import BrowserContext, Page
from pytest_django.live_server_helper import LiveServer
from wagtail.models import Site

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# Off: whatever would reach for the network or a graphics card by itself.
CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
DEMO_PASSWORD = "a long password of the demo"
TIMEOUT_MS = 20_000
HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Give every browser test a database that its server's threads can see."""
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.django_db(transaction=True, serialized_rollback=True))


@pytest.fixture(scope="session", autouse=True)
def _database_beside_playwright() -> Iterator[None]:
    """Let Django query the database in this thread, where Playwright runs an event loop."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    yield
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Start the machine's own Chromium where there is one, else Playwright's."""
    installed = next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)
    extra = {"executable_path": installed} if installed else {}
    return browser_type_launch_args | {"args": CHROMIUM_FLAGS} | extra


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    """Read in a fixed size, so that pages look alike on every machine."""
    return browser_context_args | {"viewport": {"width": 1280, "height": 900}}


@pytest.fixture
def context(context: BrowserContext) -> BrowserContext:
    """A browser profile of the test's own, patient with a loaded machine."""
    context.set_default_timeout(TIMEOUT_MS)
    return context


@pytest.fixture
def site(live_server: LiveServer) -> str:
    """The address of the running portal, without a slash at its end."""
    return str(live_server.url)


@pytest.fixture
def page(page: Page) -> Iterator[Page]:
    """A tab whose scripts must not fail."""
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    yield page
    assert not problems


@pytest.fixture
def demo(site: str, settings: Any) -> str:
    """The address of the portal with its demo content; the accounts' password is DEMO_PASSWORD."""
    settings.DEMO_PASSWORD = DEMO_PASSWORD
    call_command("load_demo", stdout=io.StringIO())
    Site.clear_site_root_paths_cache()
    return site
