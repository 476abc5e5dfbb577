"""axe-core finds nothing on any kind of page, in both languages, light and dark (WCAG 2.2 AA)."""

from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PAGES = {
    "fr": [
        "/fr/",
        "/fr/actualites/",
        "/fr/actualites/a-la-rencontre-des-metiers-de-la-securite/",
        "/fr/actualites/detecteurs-de-fumee-obligatoires-dans-tous-les-logements/",
        "/fr/themes/",
        "/fr/themes/securite-civile-et-crises/",
        "/fr/campagnes/",
        "/fr/campagnes/respect-mutuel/",
        "/fr/numeros-d-urgence/",
        "/fr/a-propos/",
        "/fr/a-propos/subsides/",
        "/fr/accessibilite/",
        "/fr/contact/",
        "/fr/contact/merci/",
        "/fr/rien-de-tel/",
    ],
    "nl": [
        "/nl/",
        "/nl/nieuws/",
        "/nl/nieuws/in-gesprek-met-veiligheidsberoepen/",
        "/nl/nieuws/rookmelders-verplicht-in-elke-woning/",
        "/nl/themas/",
        "/nl/themas/civiele-veiligheid-en-crisissen/",
        "/nl/campagnes/",
        "/nl/campagnes/wederzijds-respect/",
        "/nl/noodnummers/",
        "/nl/over-ons/",
        "/nl/over-ons/subsidies/",
        "/nl/toegankelijkheid/",
        "/nl/contact/",
        "/nl/contact/bedankt/",
        "/nl/niets/",
        "/nothing-here",
    ],
}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("code", ["fr", "nl"])
def test_axe_finds_nothing(
    page: Page, demo: str, code: str, scheme: Literal["light", "dark"]
) -> None:
    page.emulate_media(color_scheme=scheme)
    found = []
    for path in PAGES[code]:
        for width in (390, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            page.goto(f"{demo}{path}")
            results = Axe().run(page, options={"runOnly": {"type": "tag", "values": TAGS}})
            if results.violations_count:
                found.append(f"{path} at {width} px: {results.generate_report()}")
    assert not found, "\n".join(found)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ["/fr/contact/", "/nl/contact/"])
def test_axe_finds_nothing_in_a_form_with_errors(
    page: Page, demo: str, path: str, scheme: Literal["light", "dark"]
) -> None:
    page.emulate_media(color_scheme=scheme)
    for width in (390, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(f"{demo}{path}")
        page.locator("form button").click()
        expect(page.get_by_role("alert")).to_be_focused()
        results = Axe().run(page, options={"runOnly": {"type": "tag", "values": TAGS}})
        assert not results.violations_count, results.generate_report()
