"""A real browser that reads a real server.

A test asks for `page` (of Playwright) and `demo`, the address of the running portal:

    def test_home(page: Page, demo: str) -> None:
        page.goto(f"{demo}/")
"""

import io
import os
import shutil
import time
from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db import connection
from django.test import override_settings
from django.test.utils import setup_databases, teardown_databases
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, expect
from pytest_django import DjangoDbBlocker
from pytest_django.live_server_helper import LiveServer
from wagtail.users.models import UserProfile

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
expect.set_options(timeout=TIMEOUT_MS)


@pytest.fixture(scope="session")
def demo(django_db_modify_db_settings: None, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """The address of the portal with its demo content, without a slash at its end.

    The content is loaded once for all browser tests, because a page costs most when its pictures
    are first sized: so these tests run apart from the others (`make test` does), and one that
    writes leaves what it wrote. The accounts' password is DEMO_PASSWORD.
    """
    # Playwright runs an event loop in this thread; Django would refuse to query beside it.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    # A form that saves by itself while a test presses “save” would make its page twice.
    changes = {"DEMO_PASSWORD": DEMO_PASSWORD, "WAGTAIL_AUTOSAVE_INTERVAL": 0}
    with django_db_blocker.unblock(), override_settings(**changes):
        databases = setup_databases(verbosity=0, interactive=False, serialized_aliases=set())
        call_command("load_demo", stdout=io.StringIO())
        server = LiveServer("localhost")
        yield str(server.url)
        server.stop()
        _end_sessions()
        teardown_databases(databases, verbosity=0)
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


def _end_sessions() -> None:
    """End whatever still asks the database: a request under way, or a portal that has just stopped."""
    name = connection.settings_dict["NAME"]
    with connection._nodb_cursor() as cursor:
        gone = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s"
        cursor.execute(gone, [name])
    connection.close()


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
def page(page: Page) -> Iterator[Page]:
    """A tab whose scripts must not fail, and which forbids nothing that a page needs."""
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("console", lambda message: problems.extend(_forbidden(message)))
    yield page
    assert not problems


def wait_until(page: Page, expression: str) -> None:
    """Wait until an expression is true in a page; Playwright's own way is a kind of `eval`.

    Raises:
        AssertionError: where it does not become true.
    """
    end = time.monotonic() + TIMEOUT_MS / 1000
    while not page.evaluate(expression):
        assert time.monotonic() < end, expression
        page.wait_for_timeout(100)


def _forbidden(message: ConsoleMessage) -> list[str]:
    """Return what a policy forbade; the tool that cuts pictures only asks whether fingers can."""
    told = message.text
    is_problem = "Content Security Policy" in told and "event handler" not in told
    return [f"{message.page and message.page.url}: {told}"] if is_problem else []


def sign_in(page: Page, demo: str, username: str, language: str) -> None:
    """Sign in with an account of the demo whose interface is in a language."""
    user = get_user_model().objects.get(username=username)
    UserProfile.objects.update_or_create(user=user, defaults={"preferred_language": language})
    page.goto(f"{demo}/admin/login/")
    page.fill("input[name=username]", username)
    page.fill("input[name=password]", DEMO_PASSWORD)
    page.locator("button[type=submit]").click()
    page.wait_for_url(f"{demo}/admin/")


def press(page: Page, button: str) -> None:
    """Press a button of a form of the admin and wait for the answer.

    The address may be the same after it, and the form is sent a moment later (cannot_save.js).
    """
    with page.expect_navigation(timeout=TIMEOUT_MS):
        page.locator(button).first.click()
