from playwright.sync_api import Page


def test_the_sign_in_page_shows_in_a_browser(page: Page, site: str) -> None:
    page.goto(f"{site}/admin/login/")
    assert page.locator("input[name=username]").is_visible()
