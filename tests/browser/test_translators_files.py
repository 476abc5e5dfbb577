"""A translator takes an offer, heeds the glossary, and brings back a file, looking before accepting."""

from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from lxml import etree
from playwright.sync_api import Page, expect

from bps_portal.languages.streams import counterpart
from bps_portal.translations.models import GlossaryTerm
from news.models import ArticlePage, NewsIndexPage
from tests.factories import ArticlePageFactory

from .conftest import press, sign_in
from .test_accessibility import TAGS
from .test_workbench import SLUG

NS = "{urn:oasis:names:tc:xliff:document:2.0}"


def _waiting_article() -> tuple[ArticlePage, ArticlePage]:
    """Return a published article, and a draft in French that says the same in part."""
    known = ArticlePage.objects.get(slug_fr=SLUG)
    GlossaryTerm.objects.create(
        term_fr="détecteur de fumée", term_nl="rookmelder", avoided_nl="rookdetector"
    )
    made = ArticlePageFactory(
        parent=NewsIndexPage.objects.get(),
        title_fr="Un détecteur de fumée par étage",
        title_nl="",
        theme=known.theme,
        lead_fr=known.lead_fr,
        lead_nl="",
        caption_fr="Au plafond",
        live=False,
    )
    made.body_fr = [("text", "<p>" + known.lead_fr + "</p><p>Deux par maison.</p>")]
    made.body_nl = counterpart(made.body_fr)
    made.save_revision()
    return known, made


def _assert_accessible(page: Page, part: str) -> None:
    options = {"runOnly": {"type": "tag", "values": TAGS}}
    results = Axe().run(page, context={"include": [[part]]}, options=options)
    assert not results.violations_count, results.generate_report()


def _translate(path: str, texts: dict[str, str]) -> None:
    """Fill in a file as a tool of a bureau does: texts by how their source begins."""
    tree = etree.parse(path)
    for segment in tree.iter(f"{NS}segment"):
        source = "".join(segment.find(f"{NS}source").itertext())
        new = next((text for start, text in texts.items() if source.startswith(start)), None)
        if new:
            for old in segment.findall(f"{NS}target"):
                segment.remove(old)
            etree.SubElement(segment, f"{NS}target").text = new
            segment.set("state", "translated")
    tree.write(path)


def test_a_translator_takes_an_offer_heeds_the_glossary_and_brings_a_file_back(
    page: Page, demo: str, tmp_path: Path
) -> None:
    known, article = _waiting_article()
    sign_in(page, demo, "vertaler-nl", "nl")
    page.goto(f"{demo}/admin/pages/{article.pk}/edit/")

    # An offer of the memory goes into a plain field and into a paragraph, by the keyboard.
    lead = page.locator(".standing[data-segment=lead][data-language=nl]")
    expect(lead.locator(".aids__likeness")).to_have_text("100 %")
    lead.get_by_role("button", name="Deze vertaling gebruiken").press("Enter")
    expect(page.locator("#id_lead_nl")).to_have_value(known.lead_nl)
    expect(page.locator("#id_lead_nl")).to_be_focused()
    block = page.locator(".language-nl [data-streamfield-child]")
    block.get_by_role("button", name="Deze vertaling gebruiken").press("Enter")
    expect(block.locator("[contenteditable=true]")).to_contain_text(known.lead_nl)
    _assert_accessible(page, ".standing[data-segment=lead][data-language=nl]")

    # A wrong word is marked while it is typed, and saved all the same.
    page.locator("#id_title_nl").press_sequentially("Een rookdetector per verdieping")
    warning = page.locator(".standing[data-segment=title][data-language=nl] .aids__term")
    expect(warning).to_have_text("Woordenlijst: schrijf “rookmelder”, niet “rookdetector”.")
    _assert_accessible(page, ".standing[data-segment=title][data-language=nl]")
    press(page, "button.action-save")
    expect(warning).to_be_visible()
    draft = ArticlePage.objects.get(pk=article.pk).get_latest_revision_as_object()
    assert (draft.title_nl, draft.lead_nl) == ("Een rookdetector per verdieping", known.lead_nl)
    assert known.lead_nl in draft.body_nl[0].value.source

    # The bureau's file: sent, filled in, looked at, accepted.
    page.goto(f"{demo}/admin/translation-files/?page={article.pk}")
    with page.expect_download() as download:
        page.get_by_role("button", name="Alle teksten van de gekozen").click()
    path = str(tmp_path / "terug.xlf")
    download.value.save_as(path)
    _translate(path, {"Deux": "Twee per huis.", "Un": "Een rookmelder", "Au plafond": "Plafond"})
    page.get_by_label("Vertaald bestand").set_input_files(path)
    page.get_by_role("button", name="Tonen wat het verandert").click()
    page.wait_for_url("**/translation-files/*/")
    main = page.locator("main")
    expect(main.locator("ins")).to_have_text("rookmelder")
    expect(main.locator("del")).to_have_text(["rookdetector per verdieping"])
    _assert_accessible(page, "main")
    assert ArticlePage.objects.get(pk=article.pk).latest_revision_id == draft.latest_revision_id
    page.set_viewport_size({"width": 390, "height": 900})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.get_by_role("button", name="3 teksten aanvaarden").click()
    expect(page.locator(".messages")).to_contain_text("Overgenomen: 3 teksten")
    draft = ArticlePage.objects.get(pk=article.pk).get_latest_revision_as_object()
    assert draft.title_nl == "Een rookmelder"
    assert "Twee per huis." in draft.body_nl[0].value.source
