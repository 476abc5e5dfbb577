"""The way into the admin with a second factor, in the real browser, and axe-core on each page."""

import re
import time
from collections.abc import Iterator
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from axe_playwright_python.sync_playwright import Axe
from django.core.cache import cache
from playwright.sync_api import Browser, Page, expect

from .conftest import DEMO_PASSWORD
from .test_accessibility import TAGS

PERIOD = 30
WIDTHS = {"fr": 390, "nl": 1280}
TRANSLATORS = {"fr": "traducteur-fr", "nl": "vertaler-nl"}
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


def type_in(window: Page, name: str, value: str) -> None:
    """Fill in the last field of a form and send it."""
    window.fill(f"input[name={name}]", value)
    window.locator("main button[type=submit]").click()


class Entrance:
    """A translator before the admin, in a window of their language."""

    def __init__(self, window: Page, demo: str, language: str) -> None:
        self.window, self.demo, self.language = window, demo, language
        self.faults: list[str] = []

    def enter(self) -> None:
        """Ask for a page of the admin and give name and password."""
        self.window.goto(f"{self.demo}/admin/pages/")
        self.window.fill("input[name=username]", TRANSLATORS[self.language])
        type_in(self.window, "password", DEMO_PASSWORD)

    def look(self, title: str) -> None:
        """Expect a page with this heading, and note what axe finds on it."""
        expect(self.window.locator("h1")).to_have_text(title)
        results = Axe().run(self.window, options={"runOnly": {"type": "tag", "values": TAGS}})
        self.faults.extend([results.generate_report()] * bool(results.violations_count))
        assert self.window.evaluate("document.documentElement.scrollWidth") <= WIDTHS[self.language]


@pytest.fixture
def _required(settings: Any) -> Iterator[None]:
    """As in production; what is set up is taken away again."""
    settings.SECOND_FACTOR_REQUIRED = True
    yield
    Authenticator.objects.all().delete()
    cache.clear()


@pytest.fixture(params=[("fr", "light"), ("nl", "dark")], ids="-".join)
def entrance(
    request: pytest.FixtureRequest, demo: str, browser: Browser, _required: None
) -> Iterator[Entrance]:
    """The way in for a translator, on whose pages axe finds nothing."""
    language, scheme = request.param
    size: Any = {"width": WIDTHS[language], "height": 900}
    context = browser.new_context(locale=language, viewport=size, color_scheme=scheme)
    way_in = Entrance(context.new_page(), demo, language)
    yield way_in
    context.close()
    assert not way_in.faults, "\n".join(way_in.faults)


def test_a_factor_is_set_up_and_asked_for(entrance: Entrance) -> None:
    window, demo = entrance.window, entrance.demo
    set_up, codes, factor = WORDS[entrance.language]
    entrance.enter()
    entrance.look(set_up)
    secret = window.locator("p code").inner_text()
    type_in(window, "code", format_hotp_value(hotp_value(secret, int(time.time()) // PERIOD)))
    entrance.look(codes)
    code = window.locator("li code").first.inner_text()
    window.context.clear_cookies()
    entrance.enter()
    entrance.look(factor)
    type_in(window, "code", code)
    expect(window).to_have_url(f"{demo}/admin/pages/")
    window.goto(f"{demo}/admin/second-factor/")
    entrance.look(factor)


def test_a_passkey_takes_the_place_of_the_app(entrance: Entrance) -> None:
    window, demo = entrance.window, entrance.demo
    devices = window.context.new_cdp_session(window)
    devices.send("WebAuthn.enable")
    # As a telephone: it asks for a finger, which is shown.
    kind = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True}
    kind |= {"hasUserVerification": True, "isUserVerified": True}
    device = devices.send("WebAuthn.addVirtualAuthenticator", {"options": kind})["authenticatorId"]
    instead, codes, refused, own, factor, passkey, remove = PASSKEY_WORDS[entrance.language]
    entrance.enter()
    window.get_by_role("link", name=instead).click()
    entrance.look(passkey)
    window.locator("#passkey-button").click()
    expect(window.locator("h1")).to_have_text(codes)
    window.goto(f"{demo}/admin/pages/")
    expect(window).to_have_url(f"{demo}/admin/pages/")
    window.goto(f"{demo}/admin/second-factor/")
    entrance.look(factor)
    window.context.clear_cookies()
    entrance.enter()
    entrance.look(factor)
    # Another device than the one that was set up.
    key = devices.send("WebAuthn.getCredentials", {"authenticatorId": device})["credentials"]
    devices.send("WebAuthn.clearCredentials", {"authenticatorId": device})
    window.locator("#passkey-button").click()
    expect(window.get_by_role("alert")).to_have_text(refused)
    window.goto(f"{demo}/admin/pages/")
    expect(window).to_have_url(re.compile("/admin/login/"))
    devices.send("WebAuthn.addCredential", {"authenticatorId": device, "credential": key[0]})
    entrance.enter()
    devices.send("WebAuthn.setUserVerified", {"authenticatorId": device, "isUserVerified": True})
    window.locator("#passkey-button").press("Enter")
    expect(window).to_have_url(f"{demo}/admin/pages/")
    window.goto(f"{demo}/admin/second-factor/")
    window.get_by_role("link", name=own).click()
    entrance.look(remove)
    window.locator("main button[type=submit]").click()
    # Without any factor again, there is one page alone.
    expect(window.locator("h1")).to_have_text(factor)
    window.goto(f"{demo}/admin/pages/")
    expect(window.locator("h1")).to_have_text(WORDS[entrance.language][0])
