"""PostgreSQL and the portal go away while editors type: they are told, and nothing is lost."""

import re
from collections.abc import Iterator

import pytest
from django.conf import settings
from playwright.sync_api import Locator, Page, expect

from bps_portal.content.models import Theme
from news.models import ArticlePage
from tests.browser.conftest import sign_in
from tests.stand.processes import Portal, running

from .test_front_cache import without_database

DOWN = {"fr": "Rien ne peut être enregistré", "nl": "Er kan nu niets worden opgeslagen"}
BACK = {"fr": "L’enregistrement fonctionne", "nl": "Opslaan werkt weer"}
SIGNED_OUT = {"fr": "Vous êtes déconnecté", "nl": "U bent afgemeld"}


@pytest.fixture(scope="module")
def portal(content: str) -> Iterator[Portal]:
    with running(Portal(settings.MEDIA_ROOT, content, workers=1)) as portal:
        yield portal


def stays(page: Page, address: str, field: str, typed: str) -> None:
    """Expect what was typed to be where it was, on the same page."""
    assert page.url.split("?")[0] == address
    expect(page.locator(field)).to_have_value(typed)


def test_a_page_being_written_outlives_an_outage_of_the_database(
    portal: Portal, page: Page
) -> None:
    sign_in(page, portal.url, "redactie", "nl")
    article = ArticlePage.objects.newest_first().first()
    address = f"{portal.url}/admin/pages/{article.pk}/edit/"
    page.goto(address)
    title = page.locator("#id_title_nl")
    write_until_it_is_saved(page, title)
    warning = page.locator(".cannot-save")
    with without_database():
        title.fill("Tijdens de storing")
        expect(warning).to_contain_text(DOWN["nl"])
        page.locator("footer button[type=submit]").first.click()
        expect(warning).to_contain_text(DOWN["nl"])
        stays(page, address, "#id_title_nl", "Tijdens de storing")
    # By itself, without a click.
    expect(warning).to_have_count(0, timeout=30_000)
    assert latest_title(article.pk) == "Tijdens de storing"


def write_until_it_is_saved(page: Page, title: Locator) -> None:
    """Type; what is typed before the form has begun to watch is not noticed."""
    saved = page.locator("#w-autosave-indicator[data-w-autosave-state-value=saved]")
    for number in range(20):
        title.fill(f"Vóór de storing {number}")
        # As long as somebody pauses between two words.
        page.wait_for_timeout(1500)
        if saved.count():
            return
    pytest.fail("The form does not save by itself.")


def latest_title(pk: int) -> str:
    return ArticlePage.objects.get(pk=pk).get_latest_revision_as_object().title_nl


@pytest.mark.parametrize("code", ["fr", "nl"])
def test_other_forms_say_so_before_they_are_sent(portal: Portal, page: Page, code: str) -> None:
    sign_in(page, portal.url, "admin", code)
    theme = Theme.objects.first()
    address = f"{portal.url}/admin/snippets/content/theme/edit/{theme.pk}/"
    page.goto(address)
    typed = f"Pendant la panne {code}"
    field = f"#id_name_{code}"
    page.locator(field).fill(typed)
    save = page.locator("footer button[type=submit]").first
    warning = page.locator(".cannot-save")
    portal.stop()
    try:
        save.click()
        expect(warning).to_contain_text(DOWN[code])
        stays(page, address, field, typed)
    finally:
        portal.up()
    expect(warning).to_contain_text(BACK[code])
    cookies = page.context.cookies()
    page.context.clear_cookies()
    save.click()
    expect(warning).to_contain_text(SIGNED_OUT[code])
    stays(page, address, field, typed)
    # As after signing in in another tab, which changes the word that protects forms.
    page.context.add_cookies([each for each in cookies if each["name"] != "csrftoken"])
    save.click()
    expect(page).not_to_have_url(re.compile("edit"))
    theme.refresh_from_db()
    assert getattr(theme, f"name_{code}") == typed
