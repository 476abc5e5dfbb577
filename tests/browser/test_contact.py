"""A visitor writes to us without JavaScript: first wrongly, then right."""

import pytest
from playwright.sync_api import Browser, Page, expect

from bps_portal.contact import stamps
from bps_portal.contact.models import ContactMessage

ADDRESSES = {"fr": "/fr/contact/", "nl": "/nl/contact/"}
THANKS = {"fr": "/fr/contact/merci/", "nl": "/nl/contact/bedankt/"}
STATEMENTS = {"fr": "/fr/accessibilite/", "nl": "/nl/toegankelijkheid/"}
WORDS = {
    "fr": {
        "title": "Erreur",
        "subject": "Sujet",
        "message": "Message",
        "page": "La page concernée",
        "email": "Votre adresse e-mail",
        "send": "Envoyer le message",
        "accessibility": "formulaire de contact",
        "thanks": "Votre message est arrivé",
    },
    "nl": {
        "title": "Fout",
        "subject": "Onderwerp",
        "message": "Bericht",
        "page": "Over welke pagina het gaat",
        "email": "Uw e-mailadres",
        "send": "Bericht verzenden",
        "accessibility": "contactformulier",
        "thanks": "Uw bericht is aangekomen",
    },
}


@pytest.mark.parametrize("code", ["fr", "nl"])
@pytest.mark.parametrize("width", [390, 1280])
def test_writing_wrongly_then_right(browser: Browser, demo: str, code: str, width: int) -> None:
    words = WORDS[code]
    context = browser.new_context(
        java_script_enabled=False, viewport={"width": width, "height": 900}
    )
    page = context.new_page()
    page.goto(f"{demo}{STATEMENTS[code]}")
    page.get_by_role("link", name=words["accessibility"]).click()
    expect(page.get_by_label(words["subject"])).to_have_value("accessibility")
    expect(page.get_by_label(words["page"])).to_have_value(STATEMENTS[code])

    page.get_by_label(words["email"]).fill("visiteur@")
    page.get_by_role("button", name=words["send"]).click()
    _expect_errors(page, words)

    page.get_by_role("alert").get_by_role("link", name=words["message"]).click()
    expect(page.get_by_label(words["message"], exact=True)).to_be_focused()
    page.keyboard.type("Le bouton n’a pas de nom.")
    page.get_by_label(words["email"]).fill("visiteur@example.org")
    # The browser is quicker than any person.
    page.wait_for_timeout(stamps.QUICKEST.total_seconds() * 1000)
    page.get_by_role("button", name=words["send"]).click()

    expect(page).to_have_url(f"{demo}{THANKS[code]}")
    expect(page.locator("html")).to_have_attribute("lang", code)
    expect(page.locator("h1")).to_have_text(words["thanks"])
    message = ContactMessage.objects.latest("created_at")
    assert (message.language, message.subject) == (code, "accessibility")
    assert (message.page, message.email) == (STATEMENTS[code], "visiteur@example.org")
    assert message.message == "Le bouton n’a pas de nom."
    context.close()


def _expect_errors(page: Page, words: dict[str, str]) -> None:
    """Expect the summary in focus, and all that was typed still in place."""
    assert page.title().startswith(words["title"])
    expect(page.get_by_role("alert")).to_be_focused()
    expect(page.get_by_role("alert")).to_be_in_viewport()
    expect(page.get_by_role("alert").get_by_role("link")).to_have_count(2)
    expect(page.get_by_label(words["subject"])).to_have_value("accessibility")
    expect(page.get_by_label(words["email"])).to_have_value("visiteur@")


@pytest.mark.parametrize("code", ["fr", "nl"])
def test_every_target_is_large_enough(page: Page, demo: str, code: str) -> None:
    page.set_viewport_size({"width": 390, "height": 900})
    page.goto(f"{demo}{ADDRESSES[code]}")
    page.get_by_role("button", name=WORDS[code]["send"]).click()
    for target in page.locator(
        "main :is(input:not([type=hidden]), select, textarea, button, .error-summary a)"
    ).all():
        box = target.bounding_box()
        assert box is None or box["height"] >= 44
