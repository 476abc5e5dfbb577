"""A citizen's way through the portal, with and without JavaScript."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader

ARTICLE = {
    "fr": "/fr/actualites/a-la-rencontre-des-metiers-de-la-securite/",
    "nl": "/nl/nieuws/in-gesprek-met-veiligheidsberoepen/",
}
WORDS = {
    "fr": {
        "other": "Nederlands",
        "related": "Articles similaires",
        "all numbers": "Tous les numéros d’urgence",
    },
    "nl": {
        "other": "Français",
        "related": "Verwante artikels",
        "all numbers": "Alle noodnummers",
    },
}


def test_reading_from_french_to_dutch_and_on_to_the_numbers(
    browser: Browser, demo: str, tmp_path: Path
) -> None:
    context = browser.new_context(java_script_enabled=False, accept_downloads=True)
    page = context.new_page()
    page.goto(f"{demo}{ARTICLE['fr']}")
    expect(page.locator("html")).to_have_attribute("lang", "fr")
    expect(page.locator("h1")).to_have_count(1)
    expect(page.get_by_text("23.09.2021")).to_be_visible()

    page.get_by_role("link", name="Nederlands").first.click()
    expect(page).to_have_url(f"{demo}{ARTICLE['nl']}")
    expect(page.locator("html")).to_have_attribute("lang", "nl")

    _download_the_brochure(page, tmp_path)

    related = page.get_by_role("region", name=WORDS["nl"]["related"]).get_by_role("link")
    expect(related).to_have_count(3)
    title = related.first.inner_text()
    related.first.click()
    expect(page.locator("h1")).to_have_text(title)

    page.get_by_role("link", name=WORDS["nl"]["all numbers"]).first.click()
    expect(page).to_have_url(f"{demo}/nl/noodnummers/")
    for number in ("112", "101", "1722", "0800\N{NO-BREAK SPACE}32\N{NO-BREAK SPACE}123"):
        expect(page.get_by_role("link", name=number).first).to_be_visible()
    expect(page.locator("a[href='tel:112']").first).to_be_visible()
    context.close()


def _download_the_brochure(page: Page, folder: Path) -> None:
    link = page.locator("a[hreflang=nl][href*='/documents/']").first
    expect(link).to_contain_text("PDF")
    expect(link).to_contain_text("Nederlands")
    answer = page.request.get(str(link.evaluate("link => link.href")))
    assert answer.status == 200
    assert answer.headers["content-type"] == "application/pdf"
    (folder / "brochure.pdf").write_bytes(answer.body())
    reader = PdfReader(folder / "brochure.pdf")
    assert f"{len(reader.pages)} pagina" in link.inner_text()
    assert str(reader.root_object["/Lang"]).startswith("nl")


@pytest.mark.parametrize("code", ["fr", "nl"])
def test_the_keyboard_reaches_the_content_first(page: Page, demo: str, code: str) -> None:
    page.goto(f"{demo}{ARTICLE[code]}")
    page.keyboard.press("Tab")
    skip = page.locator(":focus")
    expect(skip).to_have_attribute("href", "#main")
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()
    page.get_by_role("link", name=WORDS[code]["other"]).first.focus()
    page.keyboard.press("Enter")
    other = {"fr": "nl", "nl": "fr"}[code]
    expect(page).to_have_url(f"{demo}{ARTICLE[other]}")
