"""An editor's work in the real browser: write, preview and publish in both languages."""

import pytest
from playwright.sync_api import Page, expect

from news.models import ArticlePage, NewsIndexPage

from .conftest import sign_in

# The words of the admin's interface that the test looks for.
WORDS = {
    "fr": {"text": "Texte", "title": "Une alerte bien comprise"},
    "nl": {"text": "Tekst", "title": "Een goed begrepen alarm"},
}


def write_text(page: Page, field: str, name: str, text: str) -> None:
    """Add a text block to a body and type into it."""
    body = page.locator(f"[data-contentpath={field}]")
    body.locator(".c-sf-add-button").first.click()
    page.get_by_role("option", name=name, exact=True).click()
    body.locator("[contenteditable=true]").last.click()
    page.keyboard.type(text)


@pytest.mark.parametrize("language", ["fr", "nl"])
def test_writing_previewing_and_publishing_in_both_languages(
    page: Page, demo: str, language: str
) -> None:
    words = WORDS[language]
    page.set_viewport_size({"width": 1400, "height": 1000})
    sign_in(page, demo, "moderator", language)
    page.goto(f"{demo}/admin/pages/add/news/articlepage/{NewsIndexPage.objects.get().pk}/")
    titles = {code: f"{WORDS[code]['title']} ({language})" for code in ("fr", "nl")}
    for code, title in titles.items():
        page.fill(f"#id_title_{code}", title)
        page.fill(f"#id_lead_{code}", f"{title}.")
        write_text(page, f"body_{code}", words["text"], f"Alarm {code}.")
    page.locator("#id_theme-chooser [data-chooser-action-choose]").first.click()
    page.locator(".modal-body a[data-chooser-modal-choice]").first.click()
    expect(page.locator(".modal-body")).to_have_count(0)

    page.locator("button.action-save").first.click()
    page.wait_for_url("**/edit/")
    article = ArticlePage.objects.latest("pk")
    assert not article.live

    page.locator("[data-side-panel-toggle=preview]").click()
    # The editor's own language comes first by itself; Wagtail forgets a choice made meanwhile.
    for code, title in sorted(titles.items(), key=lambda pair: pair[0] != language):
        page.select_option("select[name=preview_mode], [data-w-preview-target=mode]", code)
        frame = page.frame_locator(f"#w-preview-iframe[src*='mode={code}']")
        heading = frame.locator(f"html[lang={code}] h1")
        expect(heading).to_have_text(title, timeout=20_000)
        expect(frame.locator("main")).to_contain_text(f"Alarm {code}.")
    page.locator("[data-side-panel-toggle=preview]").click()

    page.locator("footer [data-w-dropdown-target=toggle]").click()
    page.locator("button[name=action-publish]").click()
    page.wait_for_url("**/admin/pages/*/")
    addresses = {"fr": "/fr/actualites/", "nl": "/nl/nieuws/"}
    for code, address in addresses.items():
        page.goto(f"{demo}{address}")
        page.get_by_role("link", name=titles[code]).first.click()
        expect(page.locator(f"html[lang={code}] h1")).to_have_text(titles[code])
        expect(page.locator("main")).to_contain_text(f"Alarm {code}.")
        expect(page.locator("main")).not_to_contain_text(f"Alarm {'nl' if code == 'fr' else 'fr'}.")
