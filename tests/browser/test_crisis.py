"""The worst day in the real browser: an alert goes out, is read without a script, and ends."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from emergency.models import AlertUpdate, CrisisAlert, PreparedAlert
from tests.emergency.factories import CrisisAlertFactory

from .conftest import sign_in
from .test_accessibility import RULES

# From the admin's first page: the alerts, the prepared message, the second step, out.
CRISIS, PREPARED = "Crise", "Tempête (Avertissement)"
NEXT, OUT = "Suite\u00a0: la voir avant diffusion", "La diffuser maintenant"
END, SURE = "Y mettre fin", "Oui, y mettre fin"
PATHS = {
    "fr": ["/fr/", "/fr/actualites/", "/fr/rien-de-tel/", "/fr/recherche/?q=eau"],
    "nl": ["/nl/", "/nl/nieuws/", "/nl/niets/", "/nl/noodnummers/"],
}


@pytest.fixture
def quiet_afterwards(demo: str) -> Iterator[str]:
    """The address of the portal, on which no alert stays behind."""
    yield demo
    CrisisAlert.objects.all().delete()


def test_a_moderator_puts_an_alert_out_in_four_clicks_and_ends_it(
    page: Page, browser: Browser, quiet_afterwards: str
) -> None:
    demo = quiet_afterwards
    sign_in(page, demo, "moderator", "fr")
    page.get_by_role("link", name=CRISIS, exact=True).first.click()
    page.get_by_role("link", name=PREPARED).click()
    page.get_by_role("button", name=NEXT).click()
    assert not CrisisAlert.objects.exists()
    frame = page.frame_locator("iframe[lang=nl]")
    expect(frame.locator(".crisis-banner__text")).to_contain_text("Hevige wind")
    assert_nothing_found_within(page)
    page.get_by_role("button", name=OUT).click()
    page.wait_for_url("**/admin/crisis/")
    reader = browser.new_context(java_script_enabled=False).new_page()
    storm = {code: getattr(PreparedAlert.objects.first(), f"text_{code}") for code in PATHS}
    for code, paths in PATHS.items():
        for path in paths:
            reader.goto(f"{demo}{path}")
            region = reader.get_by_role(
                "region", name={"fr": "Avertissement", "nl": "Waarschuwing"}[code]
            )
            expect(region).to_contain_text(storm[code])
    page.get_by_role("link", name=END).click()
    page.get_by_role("button", name=SURE).click()
    page.wait_for_url("**/admin/crisis/")
    reader.goto(f"{demo}/nl/niets/")
    expect(reader.locator(".crisis-banner")).to_have_count(0)
    reader.context.close()


def assert_nothing_found_within(page: Page) -> None:
    """Look at our part of the second step; Wagtail's frame around it is not ours."""
    results = Axe().run(
        page, context={"include": [[".crisis-admin"]]}, options={"runOnly": RULES["light"]}
    )
    assert not results.violations_count, results.generate_report()


@pytest.mark.parametrize("crisis_mode", [False, True])
def test_axe_finds_nothing_in_banners_of_each_level(
    page: Page, quiet_afterwards: str, crisis_mode: bool
) -> None:
    demo = quiet_afterwards
    link = {f"link_url_{code}": "https://example.org/" for code in PATHS}
    link |= {f"link_text_{code}": f"example.org {code}" for code in PATHS}
    for level in ("information", "warning", "all-clear"):
        CrisisAlertFactory(level=level, **link)
    alert = CrisisAlertFactory(
        level="danger", crisis_mode=crisis_mode, steps_fr="Rentrez.", steps_nl="Ga binnen."
    )
    AlertUpdate.objects.create(alert=alert, text_fr="C’est fini.", text_nl="Het is voorbij.")
    for path in ("/fr/", "/nl/niets/") if not crisis_mode else ("/fr/", "/nl/"):
        page.goto(f"{demo}{path}")
        expect(page.locator(".crisis-banner")).to_have_count(4)
        expect(page.locator(".crisis-steps")).to_have_count(int(crisis_mode))
        for width in (390, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            assert page.evaluate("document.documentElement.scrollWidth") <= width
            for scheme, rules in RULES.items():
                page.emulate_media(color_scheme=scheme)
                results = Axe().run(page, options={"runOnly": rules})
                assert not results.violations_count, results.generate_report()


def test_the_keyboard_reaches_the_content_first_and_the_alert_next(
    page: Page, quiet_afterwards: str
) -> None:
    CrisisAlertFactory()
    page.goto(f"{quiet_afterwards}/fr/contact/")
    page.keyboard.press("Tab")
    expect(page.locator(".skip-link")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator(".crisis-banner a").first).to_be_focused()
