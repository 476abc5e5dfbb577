"""axe-core finds nothing on any kind of page, in both languages, light and dark (WCAG 2.2 AA).

Nothing sticks out of a window of 320 px on any of them either (WCAG 2.2, criterion 1.4.10).
"""

from typing import Any, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.template.loader import render_to_string
from django.utils import translation
from playwright.sync_api import Page, Response, expect

from news.models import NewsIndexPage
from tests.factories import ArticlePageFactory

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PAGES = {
    "fr": [
        "/fr/",
        "/fr/actualites/",
        "/fr/actualites/a-la-rencontre-des-metiers-de-la-securite/",
        "/fr/actualites/detecteurs-de-fumee-obligatoires-dans-tous-les-logements/",
        # Every kind of block.
        "/fr/actualites/votre-detecteur-sonne-t-il-encore/",
        # Change notes.
        "/fr/actualites/apres-l-eau-rentrer-chez-soi/",
        "/fr/actualites/?theme=securite-civile-et-crises&year=2026",
        "/fr/actualites/?year=1850",
        "/fr/themes/",
        "/fr/themes/securite-civile-et-crises/",
        "/fr/campagnes/",
        "/fr/campagnes/respect-mutuel/",
        "/fr/campagnes/trois-jours-chez-soi/",
        "/fr/publications/",
        "/fr/publications/?kind=guide&year=2021",
        "/fr/publications/trois-jours-chez-soi/",
        "/fr/numeros-d-urgence/",
        "/fr/a-propos/",
        "/fr/a-propos/subsides/",
        "/fr/a-propos/presse/",
        "/fr/accessibilite/",
        "/fr/contact/",
        "/fr/contact/merci/",
        "/fr/recherche/?q=detecteur",
        "/fr/recherche/?q=monoxide",
        "/fr/recherche/?q=xyzzyx",
        "/fr/recherche/?q=incendie&year=2024",
        "/fr/donnees-ouvertes/",
        "/fr/rien-de-tel/",
    ],
    "nl": [
        "/nl/",
        "/nl/nieuws/",
        "/nl/nieuws/in-gesprek-met-veiligheidsberoepen/",
        "/nl/nieuws/rookmelders-verplicht-in-elke-woning/",
        "/nl/nieuws/piept-uw-rookmelder-nog/",
        "/nl/nieuws/na-het-water-veilig-weer-naar-huis/",
        "/nl/nieuws/?theme=civiele-veiligheid-en-crisissen&year=2026",
        "/nl/nieuws/?year=1850",
        "/nl/themas/",
        "/nl/themas/civiele-veiligheid-en-crisissen/",
        "/nl/campagnes/",
        "/nl/campagnes/wederzijds-respect/",
        "/nl/campagnes/drie-dagen-thuis/",
        "/nl/publicaties/",
        "/nl/publicaties/?language=fr",
        "/nl/publicaties/samen-op-stap-in-de-avond/",
        "/nl/noodnummers/",
        "/nl/over-ons/",
        "/nl/over-ons/subsidies/",
        "/nl/over-ons/pers/",
        "/nl/toegankelijkheid/",
        "/nl/contact/",
        "/nl/contact/bedankt/",
        "/nl/zoeken/?q=zelfmoord",
        "/nl/zoeken/?q=koolmonoxide",
        "/nl/zoeken/",
        "/nl/zoeken/suggesties/?q=ro",
        "/nl/open-data/",
        "/nl/nieuws/laat-en-goed-thuiskomen/",
        "/nl/niets/",
        "/nothing-here",
    ],
}


# What the dark scheme changes are colours alone.
RULES: dict[Literal["light", "dark"], dict[str, Any]] = {
    "light": {"type": "tag", "values": TAGS},
    "dark": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]},
}


def assert_nothing_found(page: Page) -> None:
    results = Axe().run(page, options={"runOnly": {"type": "tag", "values": TAGS}})
    assert not results.violations_count, results.generate_report()


@pytest.mark.parametrize("code", ["fr", "nl"])
def test_axe_finds_nothing_and_nothing_sticks_out(page: Page, demo: str, code: str) -> None:
    found = []
    for path in PAGES[code]:
        page.goto(f"{demo}{path}")
        page.set_viewport_size({"width": 320, "height": 800})
        if (overflow := page.evaluate("document.documentElement.scrollWidth - innerWidth")) > 0:
            found.append(f"{path} is {overflow} px too wide at 320 px")
        for width in (390, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            # Colours are the same at every width; a wide page shows all of them.
            for scheme in ("light", "dark") if width == 1280 else ("light",):
                page.emulate_media(color_scheme=scheme)
                results = Axe().run(page, options={"runOnly": RULES[scheme]})
                if results.violations_count:
                    found.append(f"{path} at {width} px, {scheme}: {results.generate_report()}")
    assert not found, "\n".join(found)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("code", ["fr", "nl"])
def test_axe_finds_nothing_where_a_page_is_gone_or_refused(
    page: Page, demo: str, code: str, scheme: Literal["light", "dark"]
) -> None:
    news = NewsIndexPage.objects.get()
    gone = ArticlePageFactory(parent=news)
    address = f"{demo}{gone.url_in(code)}"
    gone.delete()
    page.emulate_media(color_scheme=scheme)
    for width in (390, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        assert (answer := page.goto(address))
        assert answer.status == 410
        assert_nothing_found(page)
        for fields, status in ((3, 403), (10_001, 400)):
            answer = _goto_posting(page, demo, code, fields)
            assert answer.status == status
            assert_nothing_found(page)


def _goto_posting(page: Page, demo: str, code: str, number: int) -> Response:
    """Show the answer to a form with `number` fields and without the word that protects it."""
    body = "&".join(f"field{place}=a" for place in range(number))
    headers = {"origin": demo, "content-type": "application/x-www-form-urlencoded"}
    address = f"{demo}/{code}/"
    page.route(
        address,
        lambda route: route.fulfill(
            response=route.fetch(method="POST", headers=headers, post_data=body)
        ),
    )
    answer = page.goto(address)
    page.unroute(address)
    assert answer
    return answer


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ["/fr/contact/", "/nl/contact/"])
def test_axe_finds_nothing_in_a_form_with_errors(
    page: Page, demo: str, path: str, scheme: Literal["light", "dark"]
) -> None:
    page.emulate_media(color_scheme=scheme)
    for width in (390, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(f"{demo}{path}")
        page.locator("main form button").click()
        expect(page.get_by_role("alert")).to_be_focused()
        assert_nothing_found(page)


@pytest.mark.parametrize("code", ["fr", "nl"])
def test_axe_finds_nothing_in_an_open_menu_and_in_a_fault(page: Page, demo: str, code: str) -> None:
    with translation.override(code):
        fault = render_to_string("500.html")
    page.route("**/fault/", lambda route: route.fulfill(body=fault, content_type="text/html"))
    page.set_viewport_size({"width": 390, "height": 844})
    for scheme in RULES:
        page.emulate_media(color_scheme=scheme)
        page.goto(f"{demo}/{code}/fault/")
        expect(page.locator("a[href='tel:112']").first).to_be_visible()
        assert_nothing_found(page)
        page.goto(f"{demo}/{code}/")
        menu = page.get_by_role("button", name="Menu")
        menu.click()
        expect(page.locator(".menu__list")).to_be_visible()
        # It opens above the entry to 112, which stays in reach.
        expect(page.locator(".emergency-entry")).to_be_in_viewport(ratio=1)
        assert_nothing_found(page)
        page.keyboard.press("Escape")
        expect(page.locator(".menu__list")).to_be_hidden()
        expect(menu).to_be_focused()
