"""A campaign with a brochure in both languages, from the editor's first click to its readers."""

from pathlib import Path

from playwright.sync_api import Browser, Locator, Page, expect

from campaigns.models import CampaignPage, PublicationPage
from news.models import ArticlePage
from tests.content.pdf_files import accessible, pdf_file, pdf_writer

from .conftest import sign_in

MOST_CLICKS = 24
TITLES = {"fr": "Une porte bien fermée", "nl": "Een deur die goed sluit"}
PROMISES = {"fr": "Fermer, c’est déjà protéger.", "nl": "Sluiten is al beschermen."}
ARTICLE = "fiets"
ADDRESSES = {"fr": "/fr/campagnes/", "nl": "/nl/campagnes/"}


class Hand:
    """The editor's hand: counts every click; what is typed goes from field to field by Tab."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.clicks = 0

    def click(self, target: Locator) -> None:
        target.click()
        self.clicks += 1

    def choose_file(self, target: Locator, file: Path) -> None:
        """Click on a file field and pick a file in the window of the operating system."""
        with self.page.expect_file_chooser() as chooser:
            self.click(target)
        chooser.value.set_files(file)

    def upload(self, field: str, file: Path) -> None:
        """Choose a document that is not there yet."""
        self.click(self.page.locator(f"#id_{field}-chooser [data-chooser-action-choose]").first)
        modal = self.page.locator(".modal-body")
        self.click(modal.locator("[role=tab][href='#tab-upload']"))
        upload = modal.locator("#tab-upload")
        self.choose_file(upload.locator("input[type=file]"), file)
        self.click(upload.locator("button[type=submit]"))
        expect(modal).to_have_count(0)

    def pick_page(self, choose: Locator, title: str) -> None:
        """Choose a page in the window that opens."""
        self.click(choose)
        self.click(self.page.locator(".modal-body a.choose-page").filter(has_text=title).first)
        expect(self.page.locator(".modal-body")).to_have_count(0)

    def submit(self) -> None:
        """Submit the page for moderation."""
        self.click(self.page.locator("footer [data-w-dropdown-target=toggle]"))
        self.click(self.page.locator("button[name=action-submit]"))
        self.page.wait_for_url("**/admin/pages/*/")

    def save(self) -> None:
        """Save a draft."""
        self.click(self.page.locator("button.action-save").first)


def _write(page: Page, field: str, texts: dict[str, str]) -> None:
    for code, text in texts.items():
        page.fill(f"#id_{field}_{code}", text)


def _publish(page: Page, demo: str, pk: int, button: str) -> None:
    page.goto(f"{demo}/admin/pages/{pk}/edit/")
    page.locator("footer [data-w-dropdown-target=toggle]").click()
    page.locator(button).first.click()
    page.wait_for_url("**/admin/pages/*/")


def test_a_campaign_with_a_brochure_takes_under_25_clicks(
    page: Page, demo: str, browser: Browser, tmp_path: Path
) -> None:
    files = {code: tmp_path / f"porte-{code}.pdf" for code in TITLES}
    for code, file in files.items():
        brochure = accessible(pdf_writer(2, Title=TITLES[code]), code)
        file.write_bytes(pdf_file(brochure).read())
    page.set_viewport_size({"width": 1400, "height": 1000})
    sign_in(page, demo, "redactie", "nl")
    hand = Hand(page)

    hand.click(page.get_by_role("link", name="Publicaties", exact=True))
    hand.click(page.locator("header a[href*='choose_parent']").first)
    for code, file in files.items():
        hand.upload(f"file_{code}", file)
    _write(page, "title", TITLES)
    hand.submit()

    hand.click(page.get_by_role("link", name="Campagnes", exact=True).first)
    hand.click(page.locator("header a[href*='choose_parent']").first)
    _write(page, "title", TITLES)
    _write(page, "promise", PROMISES)
    hand.click(page.locator("#id_publication_links-ADD"))
    hand.pick_page(
        page.locator(
            "#id_publication_links-0-publication-chooser [data-chooser-action-choose]"
        ).first,
        TITLES["nl"],
    )
    hand.submit()

    hand.click(page.get_by_role("link", name="Artikels", exact=True))
    hand.click(page.locator("table.listing a").filter(has_text=ARTICLE).first)
    hand.pick_page(
        page.locator("#id_campaign-chooser [data-chooser-action-choose]").first, TITLES["nl"]
    )
    with page.expect_navigation():
        hand.save()
    assert hand.clicks <= MOST_CLICKS

    publication = PublicationPage.objects.get(draft_title_fr=TITLES["fr"])
    campaign = CampaignPage.objects.get(draft_title_fr=TITLES["fr"])
    article = ArticlePage.objects.filter(title_nl__contains=ARTICLE).latest(
        "latest_revision_created_at"
    )
    assert not campaign.live

    other = browser.new_page(viewport={"width": 1400, "height": 1000})
    sign_in(other, demo, "moderator", "fr")
    for submitted in (publication, campaign):
        _publish(other, demo, submitted.pk, "[data-workflow-action-name=approve]")
    _publish(other, demo, article.pk, "button[name=action-publish]")
    other.close()

    for code, address in ADDRESSES.items():
        page.goto(f"{demo}{address}")
        page.get_by_role("link", name=TITLES[code]).first.click()
        expect(page.locator(f"html[lang={code}] h1")).to_have_text(TITLES[code])
        expect(page.locator(".lead")).to_have_text(PROMISES[code])
        link = page.locator(".brochure .download__link")
        expect(link).to_contain_text(TITLES[code])
        expect(link).to_have_attribute("hreflang", code)
        page.locator("[aria-labelledby=campaign-articles] .card__link").first.click()
        expect(page.locator("aside.brochure a").first).to_have_text(TITLES[code])
