"""The translators' first page and report in the real browser, and axe-core on both."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth import get_user_model
from django.utils import timezone
from playwright.sync_api import Page, expect

from bps_portal.pages.models import MissedAddress
from bps_portal.transfer.models import BrokenLink, ImportDoubt, SavedPage
from news.models import ArticlePage
from tests.factories import ImageFactory

from .conftest import sign_in, wait_until
from .test_accessibility import TAGS

SLUG = "detecteurs-de-fumee-obligatoires-dans-tous-les-logements"
WORDS = {
    "fr": {"all": "Tout afficher", "translations": "Traductions", "nothing": "Rien ne correspond"},
    "nl": {"all": "Alles tonen", "translations": "Vertalingen", "nothing": "Niets voldoet"},
}


def _faults(page: Page, part: str) -> str:
    """Return what axe finds within a part of the page; Wagtail's frame around it is not ours."""
    # Wagtail says the number of matches in a heading that is an alert as well.
    context = {"include": [[part]], "exclude": [["h2[role=alert]"]]}
    options = {"runOnly": {"type": "tag", "values": TAGS}}
    results = Axe().run(page, context=context, options=options)
    return results.generate_report() if results.violations_count else ""


def _change_french_title(text: str) -> ArticlePage:
    """Rewrite the French title of an article in a draft, as the editor would."""
    draft = ArticlePage.objects.get(slug_fr=SLUG).get_latest_revision_as_object()
    draft.title_fr = text
    draft.save_revision(user=get_user_model().objects.get(username="redactie"))
    return draft


@pytest.mark.parametrize("language", ["fr", "nl"])
def test_a_translator_finds_what_is_out_of_date(page: Page, demo: str, language: str) -> None:
    words = WORDS[language]
    article = _change_french_title(f"Dix détecteurs ({language})")
    title = f"Dix détecteurs ({language})" if language == "fr" else article.title_nl
    sign_in(page, demo, "vertaler-nl", language)
    section = page.locator("#out-of-date-section")
    expect(section.get_by_role("link", name=title)).to_be_visible()
    section.get_by_role("link", name=words["all"]).click()
    page.wait_for_url("**/reports/translations/**")
    results = page.locator("#listing-results")
    expect(results).to_contain_text(title)
    results.get_by_role("link", name=title).click()
    page.wait_for_url(f"**/pages/{article.pk}/edit/")
    standing = page.locator(".standing--outdated[data-segment=title]")
    expect(standing).to_contain_text(f"Dix détecteurs ({language})")


# Where the blocks of each body begin; those of a translator's form are partly only read.
TOPS = """() => ["fr", "nl"].map((code) => [...document.querySelectorAll(
    `.language-${code} :is([data-streamfield-stream-container], [data-paired-blocks])`
    + " > [data-contentpath]")].map((block) => Math.round(block.getBoundingClientRect().top)))"""
PAIRED = f"""() => {{
    const [french, dutch] = ({TOPS})();
    return french.length > 2 && JSON.stringify(french) === JSON.stringify(dutch);
}}"""


@pytest.mark.parametrize("username", ["moderator", "vertaler-nl"])
def test_blocks_that_say_the_same_stand_beside_each_other(
    page: Page, demo: str, username: str
) -> None:
    article = ArticlePage.objects.get(slug_fr=SLUG)
    sign_in(page, demo, username, "nl")
    page.goto(f"{demo}/admin/pages/{article.pk}/edit/")
    wait_until(page, PAIRED)
    block = page.locator(".language-nl [data-streamfield-child]").first
    expect(block.locator(".standing")).to_have_text("Actueel")
    # They stay so while one of them grows.
    block.locator("[contenteditable=true]").click()
    page.keyboard.type("Een zin die lang genoeg is om over een paar regels te lopen. " * 3)
    wait_until(page, PAIRED)
    page.set_viewport_size({"width": 390, "height": 900})
    wait_until(page, f"() => {{ const [f, n] = ({TOPS})(); return f.at(-1) < n[0]; }}")
    if username == "vertaler-nl":
        assert not _faults(page, ".read-body")
    page.on("dialog", lambda dialog: dialog.accept())


@pytest.mark.parametrize(
    ("username", "language"), [("redactie", "fr"), ("vertaler-nl", "nl"), ("moderator", "fr")]
)
def test_axe_finds_nothing_in_the_workbench(
    page: Page, demo: str, username: str, language: str
) -> None:
    _change_french_title("Onze détecteurs")
    sign_in(page, demo, username, language)
    found = []
    for path, parts in (
        (
            "/admin/",
            ["#my-work-section", "#waiting-for-translation-section", "#out-of-date-section"],
        ),
        ("/admin/reports/translations/", ["#listing-results"]),
        ("/admin/reports/translations/?state=outdated&language=nl", ["#listing-results"]),
        ("/admin/reports/translations/?q=xyz", ["#listing-results"]),
    ):
        for width in (390, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            page.goto(f"{demo}{path}")
            found += [
                f"{path} at {width} px: {fault}" for part in parts if (fault := _faults(page, part))
            ]
    assert not found, "\n".join(found)


# What the portal adds to the admin, and the parts of Wagtail's own screens that are the portal's.
OWN_SCREENS = {
    "reports/alternatives/": "#listing-results",
    "reports/searches-without-result/": "#listing-results",
    "reports/numbers-to-verify/": "#listing-results",
    "reports/publications-without-file/": "#listing-results",
    "reports/broken-links/": "#listing-results",
    "reports/missed-addresses/": "#listing-results",
    "reports/moving-in/": "main",
    "redirects/import/": "main",
    "further-languages/": "main",
    "crisis/": "main",
    "translation-files/": "main",
    "pages/{article}/one-language-first/": "main",
    "pages/{article}/edit/": ".language-view, .language-columns .standing",
    "pages/{article}/copy/": "main form",
    "users/{colleague}/second-factor/": "main",
}


@pytest.mark.parametrize(("language", "width"), [("fr", 390), ("nl", 1280)])
def test_axe_finds_nothing_on_the_portals_own_screens(
    page: Page, demo: str, language: str, width: int
) -> None:
    article = ArticlePage.objects.get(slug_fr=SLUG)
    colleague = get_user_model().objects.get(username="redactie")
    picture = ImageFactory(description_fr="", description_nl="")
    saved = [
        SavedPage.objects.create(folder="f", place=code, language=code, title=f"Titre {code}")
        for code in ("fr", "nl")
    ]
    ImportDoubt.objects.create(first=saved[0], second=saved[1])
    ImportDoubt.objects.create(name="Mobilité", language="fr")
    missed = MissedAddress.objects.create(digest="x", path="/fr/node/1/", times=3)
    broken = BrokenLink.objects.create(
        source=article, column="body_fr", language="fr", target="#x", problem="no_anchor",
        found_at=timezone.now(),
    )  # fmt: skip
    sign_in(page, demo, "admin", language)
    page.set_viewport_size({"width": width, "height": 900})
    found = []
    for path, part in OWN_SCREENS.items():
        page.goto(f"{demo}/admin/{path.format(article=article.pk, colleague=colleague.pk)}")
        for each in part.split(", "):
            expect(page.locator(each).first).to_be_visible()
            if fault := _faults(page, each):
                found.append(f"{path}: {fault}")
    for each in (picture, *saved, missed, broken, *ImportDoubt.objects.all()):
        each.delete()
    assert not found, "\n".join(found)
