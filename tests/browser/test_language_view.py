"""In the real browser, an editor looks at one language of a form alone, and finds it so again."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from bps_portal.translations.language_view import LanguageView
from news.models import ArticlePage

from .conftest import sign_in
from .test_workbench import SLUG


@pytest.fixture
def edit_form(page: Page, demo: str) -> Iterator[str]:
    """The edit form of an article, as an editor finds it who has not chosen yet."""
    LanguageView.objects.all().delete()
    sign_in(page, demo, "redactie", "nl")
    address = f"{demo}/admin/pages/{ArticlePage.objects.get(slug_fr=SLUG).pk}/edit/"
    page.goto(address)
    yield address
    # Whoever signs in for another test has not chosen either.
    LanguageView.objects.all().delete()


def test_one_language_alone_by_the_keyboard(page: Page, edit_form: str) -> None:
    choices = page.get_by_role("group", name="Getoonde talen").get_by_role("radio")
    french, dutch = page.locator("#id_title_fr"), page.locator("#id_title_nl")
    expect(choices).to_have_count(3)
    expect(choices.nth(0)).to_be_checked()
    expect(french).to_be_visible()
    expect(dutch).to_be_visible()
    choices.nth(0).focus()
    with page.expect_response("**/language-view/"):
        page.keyboard.press("ArrowRight")
    with page.expect_response("**/language-view/"):
        page.keyboard.press("ArrowRight")
    expect(choices.nth(2)).to_be_checked()
    expect(french).to_be_hidden()
    expect(dutch).to_be_visible()
    expect(page.locator(".language-fr:visible")).to_have_count(0)
    page.goto(edit_form)
    expect(choices.nth(2)).to_be_checked()
    expect(french).to_be_hidden()
    page.get_by_role("tab").nth(1).click()
    expect(page.locator("#id_slug_nl")).to_be_visible()
    expect(page.locator("#id_slug_fr")).to_be_hidden()


def test_a_link_to_a_hidden_text_shows_it(page: Page, edit_form: str) -> None:
    choices = page.get_by_role("group", name="Getoonde talen").get_by_role("radio")
    choices.nth(1).check()
    dutch = page.locator("#id_lead_nl")
    expect(dutch).to_be_hidden()
    page.evaluate(
        "document.querySelector('[data-edit-form]').insertAdjacentHTML("
        "'afterbegin', '<a id=probe href=\"#text-lead_nl\">…</a>')"
    )
    page.locator("#probe").click()
    expect(dutch).to_be_visible()


def test_each_user_has_a_choice_of_their_own(page: Page, demo: str, edit_form: str) -> None:
    page.get_by_role("group", name="Getoonde talen").get_by_role("radio").nth(1).check()
    expect(page.locator("#id_title_nl")).to_be_hidden()
    page.context.clear_cookies()
    sign_in(page, demo, "moderator", "fr")
    page.goto(edit_form)
    expect(
        page.get_by_role("group", name="Langues affichées").get_by_role("radio").first
    ).to_be_checked()
    expect(page.locator("#id_title_fr")).to_be_visible()
    expect(page.locator("#id_title_nl")).to_be_visible()
