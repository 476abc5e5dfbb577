"""The way into the admin with a second factor, in the real browser, and axe-core on each page."""

import re
import time
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from axe_playwright_python.sync_playwright import Axe
from django.core.cache import cache
from playwright.sync_api import Page, expect

from .conftest import DEMO_PASSWORD
from .test_accessibility import TAGS

PERIOD = 30
WIDTHS = {"fr": 390, "nl": 1280}
WORDS = {
    "fr": ["Configurez votre second facteur", "Codes de secours", "Second facteur"],
    "nl": ["Stel uw tweede factor in", "Herstelcodes", "Tweede factor"],
}

PASSKEY_WORDS = {
    "fr": [
        "Configurer plutôt une clé d’accès",
        "Codes de secours",
        "La clé d’accès n’a pas été acceptée. Réessayez, ou tapez un code.",
        "Retirer la clé d’accès « Ma clé d’accès »",
        "Second facteur",
        "Configurer une clé d’accès",
        "Retirer une clé d’accès",
    ],
    "nl": [
        "Liever een toegangssleutel instellen",
        "Herstelcodes",
        "De toegangssleutel werd niet aanvaard. Probeer opnieuw of typ een code.",
        "De toegangssleutel “Mijn toegangssleutel” verwijderen",
        "Tweede factor",
        "Een toegangssleutel instellen",
        "Een toegangssleutel verwijderen",
    ],
}


def type_in(page: Page, name: str, value: str) -> None:
    """Fill in the last field of a form and send it."""
    page.fill(f"input[name={name}]", value)
    page.locator("main button[type=submit]").click()


@pytest.fixture
def _required(settings: Any) -> Any:
    """As in production; what is set up is taken away again."""
    settings.SECOND_FACTOR_REQUIRED = True
    yield
    Authenticator.objects.all().delete()
    cache.clear()


@pytest.mark.usefixtures("_required")
@pytest.mark.parametrize("language", ["fr", "nl"])
def test_a_factor_is_set_up_and_asked_for(
    browser: Any, demo: str, language: str, page: Page
) -> None:
    del page
    context = browser.new_context(
        locale=language, viewport={"width": WIDTHS[language], "height": 900}
    )
    window = context.new_page()
    found = []

    def look(title: str) -> None:
        expect(window.locator("h1")).to_have_text(title)
        results = Axe().run(window, options={"runOnly": {"type": "tag", "values": TAGS}})
        found.extend([results.generate_report()] * bool(results.violations_count))
        assert window.evaluate("document.documentElement.scrollWidth") <= WIDTHS[language]

    def enter() -> None:
        window.goto(f"{demo}/admin/pages/")
        window.fill("input[name=username]", {"fr": "traducteur-fr", "nl": "vertaler-nl"}[language])
        type_in(window, "password", DEMO_PASSWORD)

    set_up, codes, factor = WORDS[language]
    enter()
    look(set_up)
    secret = window.locator("p code").inner_text()
    type_in(window, "code", format_hotp_value(hotp_value(secret, int(time.time()) // PERIOD)))
    look(codes)
    code = window.locator("li code").first.inner_text()
    context.clear_cookies()
    enter()
    look(factor)
    type_in(window, "code", code)
    expect(window).to_have_url(f"{demo}/admin/pages/")
    window.goto(f"{demo}/admin/second-factor/")
    look(factor)
    context.close()
    assert not found, "\n".join(found)


@pytest.mark.usefixtures("_required")
@pytest.mark.parametrize("language", ["fr", "nl"])
def test_a_passkey_takes_the_place_of_the_app(
    browser: Any, demo: str, language: str, page: Page
) -> None:
    del page
    context = browser.new_context(
        locale=language,
        viewport={"width": WIDTHS[language], "height": 900},
        color_scheme={"fr": "light", "nl": "dark"}[language],
    )
    window = context.new_page()
    devices = context.new_cdp_session(window)
    devices.send("WebAuthn.enable")
    # As a telephone: it asks for a finger, which is shown.
    kind = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True}
    kind |= {"hasUserVerification": True, "isUserVerified": True}
    device = devices.send("WebAuthn.addVirtualAuthenticator", {"options": kind})["authenticatorId"]
    found = []

    def look(title: str) -> None:
        expect(window.locator("h1")).to_have_text(title)
        results = Axe().run(window, options={"runOnly": {"type": "tag", "values": TAGS}})
        found.extend([results.generate_report()] * bool(results.violations_count))
        assert window.evaluate("document.documentElement.scrollWidth") <= WIDTHS[language]

    def enter() -> None:
        window.goto(f"{demo}/admin/pages/")
        window.fill("input[name=username]", {"fr": "traducteur-fr", "nl": "vertaler-nl"}[language])
        type_in(window, "password", DEMO_PASSWORD)

    def finger(*, shown: bool) -> None:
        told = {"authenticatorId": device, "isUserVerified": shown}
        devices.send("WebAuthn.setUserVerified", told)

    enter()
    instead, codes, refused, own, factor, passkey, remove = PASSKEY_WORDS[language]
    window.get_by_role("link", name=instead).click()
    look(passkey)
    window.locator("#passkey-button").click()
    expect(window.locator("h1")).to_have_text(codes)
    window.goto(f"{demo}/admin/pages/")
    expect(window).to_have_url(f"{demo}/admin/pages/")
    window.goto(f"{demo}/admin/second-factor/")
    look(factor)
    context.clear_cookies()
    enter()
    look(factor)
    # Another device than the one that was set up.
    key = devices.send("WebAuthn.getCredentials", {"authenticatorId": device})["credentials"]
    devices.send("WebAuthn.clearCredentials", {"authenticatorId": device})
    window.locator("#passkey-button").click()
    expect(window.get_by_role("alert")).to_have_text(refused)
    window.goto(f"{demo}/admin/pages/")
    expect(window).to_have_url(re.compile("/admin/login/"))
    devices.send("WebAuthn.addCredential", {"authenticatorId": device, "credential": key[0]})
    enter()
    finger(shown=True)
    window.locator("#passkey-button").press("Enter")
    expect(window).to_have_url(f"{demo}/admin/pages/")
    window.goto(f"{demo}/admin/second-factor/")
    window.get_by_role("link", name=own).click()
    look(remove)
    window.locator("main button[type=submit]").click()
    # Without any factor again, there is one page alone.
    expect(window.locator("h1")).to_have_text(factor)
    window.goto(f"{demo}/admin/pages/")
    expect(window.locator("h1")).to_have_text(WORDS[language][0])
    context.close()
    assert not found, "\n".join(found)
