"""Every task of a reader in every way: without styles or scripts, zoomed, by keyboard, by ear."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from pypdf import PdfReader

from bps_portal.contact import stamps
from bps_portal.contact.models import ContactMessage

WORDS: dict[str, dict[str, str]] = {
    "fr": {
        "numbers": "Tous les numéros d’urgence",
        "news": "Actualités",
        "article": "Se connaître pour se faire confiance",
        "theme": "citoyens-et-metiers-de-la-securite",
        "file": "Respect mutuel",
        "other": "Nederlands",
        "menu": "Menu",
        "contact": "Contact",
        "send": "Envoyer le message",
        "thanks": "Votre message est arrivé",
        "message": "Message",
        "home": "Vivre Bruxelles en sécurité",
    },
    "nl": {
        "numbers": "Alle noodnummers",
        "news": "Nieuws",
        "article": "Wie elkaar kent, vertrouwt elkaar",
        "theme": "burgers-en-veiligheidsberoepen",
        "file": "Wederzijds respect",
        "other": "Français",
        "menu": "Menu",
        "contact": "Contact",
        "send": "Bericht verzenden",
        "thanks": "Uw bericht is aangekomen",
        "message": "Bericht",
        "home": "Veilig leven in Brussel",
    },
}
# 1280 by 1024 pixels at 400 % (WCAG 2.2, criterion 1.4.10).
ZOOMED = {"width": 320, "height": 256}
MOST_STEPS = 150
# The ring of a card's link goes around the card.
RINGED = """e => [e, e.closest("article")].some((part) => part && [null, "::after"].some(
  (pseudo) => getComputedStyle(part, pseudo).outlineStyle === "solid"))"""


@contextmanager
def reader(browser: Browser, *, styles: bool = True, **how: Any) -> Iterator[Page]:
    """A reader's window; without `styles` no stylesheet arrives."""
    context = browser.new_context(**how)
    page = context.new_page()
    if not styles:
        page.route("**/*.css", lambda route: route.abort())
    try:
        yield page
    finally:
        context.close()


def click(target: Locator) -> None:
    target.first.click()


def reach(target: Locator) -> None:
    """Go to a link or field with the Tab key and follow it with Enter; it must show that it is there."""
    page = target.page
    wanted = target.first.element_handle()
    for _step in range(MOST_STEPS):
        page.keyboard.press("Tab")
        if wanted.evaluate("wanted => wanted === document.activeElement"):
            break
    expect(target.first).to_be_focused()
    expect(target.first).to_be_in_viewport(ratio=0.9)
    assert wanted.evaluate(RINGED), "nothing shows where the focus is"
    seen = """e => { const box = e.getClientRects()[0];
      const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
      return !top || e.contains(top) || top.contains(e); }"""
    assert wanted.evaluate(seen), "something hides what has the focus"
    page.keyboard.press("Enter")


def all_tasks(page: Page, demo: str, code: str, follow: Callable[[Locator], None]) -> None:
    """Find a number, read an article, fetch its brochure, search, change the language, write to us."""
    words = WORDS[code]
    page.goto(f"{demo}/{code}/")
    follow(page.get_by_role("link", name=words["numbers"]))
    expect(page.locator("main a[href='tel:101']")).to_be_visible()

    menu = page.get_by_role("button", name=words["menu"])
    if menu.is_visible():
        follow(menu)
    follow(page.get_by_role("navigation").get_by_role("link", name=words["news"]))
    expect(page.locator("h1")).to_have_text(words["news"])
    page.goto(f"{page.url}?theme={words['theme']}")
    story = page.get_by_role("link", name=words["article"])
    follow(story)
    expect(page.locator("h1")).to_contain_text(words["article"])

    brochure = page.locator("main a[href*='/documents/']", has_text="PDF").first
    expect(brochure).to_contain_text(words["file"])
    assert page.request.get(f"{demo}{brochure.get_attribute('href')}").body()[:4] == b"%PDF"

    follow(page.get_by_role("link", name=words["other"]))
    expect(page.locator(f"html:not([lang={code}]) h1")).to_be_visible()
    page.go_back()

    page.goto(f"{demo}/{code}/")
    field = page.locator("main input[name=q]")
    field.fill("112")
    field.press("Enter")
    expect(page.locator("main a[href='tel:112']").first).to_be_visible()

    follow(page.get_by_role("contentinfo").get_by_role("link", name=words["contact"], exact=True))
    page.get_by_label(words["message"], exact=True).fill(f"Par la voie {id(page)}.")
    page.locator("select[name=subject]").select_option("question")
    page.wait_for_timeout(stamps.QUICKEST.total_seconds() * 1000)
    follow(page.get_by_role("button", name=words["send"]))
    expect(page.locator("h1")).to_have_text(words["thanks"])
    assert ContactMessage.objects.filter(message=f"Par la voie {id(page)}.").exists()


def test_without_style_sheets_and_scripts(browser: Browser, demo: str) -> None:
    with reader(browser, styles=False, java_script_enabled=False) as page:
        all_tasks(page, demo, "nl", click)


def test_at_400_percent_without_scripts(browser: Browser, demo: str) -> None:
    with reader(browser, viewport=ZOOMED, java_script_enabled=False) as page:
        all_tasks(page, demo, "fr", click)


def test_by_keyboard_alone(browser: Browser, demo: str) -> None:
    phone = {"width": 390, "height": 844}
    with reader(browser, viewport=phone) as page:
        all_tasks(page, demo, "nl", reach)


@pytest.mark.parametrize("code", ["fr", "nl"])
def test_by_ear(page: Page, demo: str, code: str) -> None:
    page.goto(f"{demo}/{code}/")
    page.set_viewport_size({"width": 390, "height": 844})
    tree = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")
    heard = [
        (node["role"]["value"], node.get("name", {}).get("value", ""))
        for node in tree["nodes"]
        if not node.get("ignored") and "role" in node
    ]
    roles = [role for role, _name in heard]
    for landmark in ("banner", "main", "contentinfo", "search"):
        assert roles.count(landmark) == 1, landmark
    named = [name for role, name in heard if role in {"navigation", "region", "link", "button"}]
    assert all(name.strip() for name in named)
    landmarks = [name for role, name in heard if role in {"navigation", "region"}]
    assert len(set(landmarks)) == len(landmarks)
    assert ("heading", WORDS[code]["home"]) in heard
    assert {"112", "101"} <= {name for role, name in heard if role == "link"}
    pictures = [name for role, name in heard if role == "image"]
    # Those of cards say what the title says, and are passed over.
    assert all(pictures)


@pytest.mark.parametrize("path", ["/fr/numeros-d-urgence/", "/nl/noodnummers/"])
def test_on_paper_all_numbers_fit_one_sheet(page: Page, demo: str, path: str) -> None:
    page.goto(f"{demo}{path}")
    sheets = PdfReader(BytesIO(page.pdf(format="A4", prefer_css_page_size=True))).pages
    assert len(sheets) == 1
    printed = " ".join(sheets[0].extract_text().split())
    for link in page.locator("main a[href^='tel:']").all():
        assert " ".join(link.inner_text().split()) in printed
    for button in ("Menu", "Rechercher", "Zoeken"):
        assert button not in printed
