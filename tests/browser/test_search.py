"""Searching with and without a script, with the keyboard too."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

WORDS = {
    "fr": ("/fr/", "detecteurs de fum", "Détecteurs de fumée", "/fr/recherche/"),
    "nl": ("/nl/", "rookm", "Rookmelders", "/nl/zoeken/"),
}


@pytest.mark.parametrize("code", ["fr", "nl"])
def test_a_title_is_suggested_and_opened_with_the_keyboard(
    page: Page, demo: str, code: str
) -> None:
    home, typed, title, _address = WORDS[code]
    page.goto(f"{demo}{home}")
    field = page.get_by_role("combobox")
    field.press_sequentially(typed)
    option = page.get_by_role("option").filter(has_text=title)
    expect(option).to_be_visible()
    expect(field).to_have_attribute("aria-expanded", "true")
    problems = Axe().run(page).response["violations"]
    assert [problem["id"] for problem in problems] == []
    field.press("ArrowDown")
    expect(option).to_have_attribute("aria-selected", "true")
    field.press("Escape")
    expect(option).to_be_hidden()
    field.press_sequentially("e" if code == "nl" else "ée")
    expect(option).to_be_visible()
    field.press("ArrowDown")
    field.press("Enter")
    expect(page.locator("h1")).to_contain_text(title)


@pytest.mark.parametrize("code", ["fr", "nl"])
def test_a_search_needs_no_script(browser: Browser, demo: str, code: str) -> None:
    home, _typed, title, address = WORDS[code]
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{demo}{home}")
    field = page.get_by_role("searchbox")
    field.fill(title)
    field.press("Enter")
    expect(page).to_have_url(re.compile(re.escape(address)))
    page.get_by_role("link", name=title).first.click()
    expect(page.locator("h1")).to_contain_text(title)
    context.close()
