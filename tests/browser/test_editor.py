"""An editor's work in the real browser: write, preview and publish in both languages."""

import pytest
from playwright.sync_api import Page, expect

from news.models import ArticlePage, NewsIndexPage

from .conftest import DEMO_PASSWORD

WORDS = {
    "redactie-fr": {},
}


@pytest.fixture
def signed_in(page: Page, demo: str) -> Page:
    """A browser in which the demo's moderator has signed in."""
    page.goto(f"{demo}/admin/login/")
    page.fill("input[name=username]", "moderator")
    page.fill("input[name=password]", DEMO_PASSWORD)
    page.locator("button[type=submit]").click()
    expect(page).to_have_url(f"{demo}/admin/")
    return page


def _write_text(page: Page, field: str, text: str) -> None:
    """Add a text block to a body and type into it."""
    body = page.locator(f"#panel-child-content-{field}-section, [data-contentpath='{field}']").first
    body.scroll_into_view_if_needed()
    body.get_by_role("button").last.click()
    page.keyboard.type(text)


def test_writing_previewing_and_publishing_in_both_languages(signed_in: Page, demo: str) -> None:
    page = signed_in
    news = NewsIndexPage.objects.get()
    page.goto(f"{demo}/admin/pages/add/news/articlepage/{news.pk}/")
    page.fill("#id_title_fr", "Une alerte bien comprise")
    page.fill("#id_title_nl", "Een goed begrepen alarm")
    page.screenshot(path="/tmp/shots/add.png", full_page=True)
    assert ArticlePage.objects.exists()
