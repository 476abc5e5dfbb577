"""A reader's way through campaigns, publications, themes and plain pages, in both languages."""

import pytest
from playwright.sync_api import Page, expect

LANGUAGES = ("fr", "nl")
OTHER = {"fr": "nl", "nl": "fr"}
LIBRARY = {"fr": "/fr/publications/", "nl": "/nl/publicaties/"}
CAMPAIGN = {"fr": "/fr/campagnes/trois-jours-chez-soi/", "nl": "/nl/campagnes/drie-dagen-thuis/"}
THEMES = {"fr": "/fr/themes/", "nl": "/nl/themas/"}
SUBSIDIES = {"fr": "/fr/a-propos/subsides/", "nl": "/nl/over-ons/subsidies/"}


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_library_is_narrowed_and_a_file_fetched(page: Page, demo: str, code: str) -> None:
    page.goto(f"{demo}{LIBRARY[code]}")
    everything = page.locator("main article").count()
    page.select_option("main select[name=kind]", "brochure")
    page.locator("main form button[type=submit]").click()
    page.wait_for_url("**kind=brochure**")
    narrowed = page.locator("main article")
    assert 0 < narrowed.count() < everything
    narrowed.first.get_by_role("link").first.click()
    expect(page.locator("h1")).to_be_visible()
    file = page.locator("main a[href$='.pdf'], main a[href*='/documents/']").first
    expect(file.locator("xpath=ancestor-or-self::*[contains(., 'PDF')][1]")).to_be_visible()
    answer = page.request.get(f"{demo}{file.get_attribute('href')}")
    assert answer.status == 200
    assert answer.body().startswith(b"%PDF")


def test_a_publication_in_french_only_says_so_to_dutch_readers(page: Page, demo: str) -> None:
    page.goto(f"{demo}{LIBRARY['nl']}?language=fr")
    alone = page.locator("main article", has_text="Frans")
    assert alone.count() >= 1


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_campaign_leads_to_its_articles_and_back(page: Page, demo: str, code: str) -> None:
    page.goto(f"{demo}{CAMPAIGN[code]}")
    campaign = page.locator("h1").inner_text()
    page.locator("main section article a, main section .card a").last.click()
    page.wait_for_url(f"{demo}/{code}/*/*/")
    page.locator("main").get_by_role("link", name=campaign).first.click()
    expect(page.locator("h1")).to_have_text(campaign)


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_theme_gathers_what_is_about_it(page: Page, demo: str, code: str) -> None:
    page.goto(f"{demo}{THEMES[code]}")
    theme = page.locator("main").get_by_role("link").nth(1)
    theme.click()
    expect(page.locator(f"html[lang={code}] h1")).to_be_visible()
    assert page.locator("main article").count() >= 2
    page.locator(f"a[hreflang={OTHER[code]}]").first.click()
    expect(page.locator(f"html[lang={OTHER[code]}] h1")).to_be_visible()
    assert page.locator("main article").count() >= 2


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_contents_of_a_plain_page_lead_to_their_sections(
    page: Page, demo: str, code: str
) -> None:
    page.goto(f"{demo}{SUBSIDIES[code]}")
    entry = page.locator("main nav a[href^='#']").last
    section = entry.inner_text()
    entry.click()
    expect(page.get_by_role("heading", name=section)).to_be_in_viewport()
