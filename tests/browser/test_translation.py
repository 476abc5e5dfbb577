"""Editor, translator and moderator bring one article into both languages, each in their own form."""

import re
from collections.abc import Callable

from playwright.sync_api import BrowserContext, Page, expect

from news.models import ArticlePage, NewsIndexPage

from .conftest import press, sign_in
from .test_editor import write_text

LEADS = {
    "fr": "Fermez le gaz. Ouvrez les fenêtres.",
    "nl": "Draai het gas dicht. Open de ramen.",
}
APPROVE = "[data-workflow-action-name=approve]"
TITLES = {"fr": "Une odeur de gaz", "nl": "Een gasgeur"}


def _edit(page: Page, demo: str, article: ArticlePage) -> None:
    page.goto(f"{demo}/admin/pages/{article.pk}/edit/")


def _act(page: Page, button: str) -> None:
    """Choose an action of the menu below the form."""
    page.locator("footer [data-w-dropdown-target=toggle]").click()
    press(page, f"footer button{button}")


def test_an_article_goes_from_french_to_both_languages(
    new_context: Callable[..., BrowserContext], demo: str
) -> None:
    editor, translator, moderator, reader = (new_context().new_page() for _ in range(4))
    sign_in(editor, demo, "redactie", "fr")
    sign_in(translator, demo, "vertaler-nl", "nl")
    sign_in(moderator, demo, "moderator", "fr")

    # The editor writes French, lays out the Dutch body and sends the article on.
    index = NewsIndexPage.objects.get()
    editor.goto(f"{demo}/admin/pages/add/news/articlepage/{index.pk}/")
    editor.fill("#id_title_fr", TITLES["fr"])
    editor.fill("#id_lead_fr", LEADS["fr"])
    write_text(editor, "body_fr", "Texte", "Sortez.")
    editor.locator("#id_theme-chooser [data-chooser-action-choose]").first.click()
    editor.locator(".modal-body a[data-chooser-modal-choice]").first.click()
    expect(editor.locator(".modal-body")).to_have_count(0)
    press(editor, "button.action-save")
    _act(editor, "[name=action-copy-blocks]")
    expect(editor.locator("[data-contentpath=body_nl] [contenteditable=true]")).to_have_count(1)
    article = ArticlePage.objects.latest("pk")
    _act(editor, "[name=action-submit]")
    editor.wait_for_url("**/admin/pages/*/")

    # The translator finds it on the first page of the admin, and writes beside the source.
    translator.goto(f"{demo}/admin/")
    translator.get_by_role("link", name=TITLES["fr"]).first.click()
    translator.wait_for_url("**/edit/")
    form = translator.locator("[data-edit-form]")
    expect(form.locator("#id_title_fr")).to_have_count(0)
    expect(form).to_contain_text(LEADS["fr"])
    translator.fill("#id_title_nl", TITLES["nl"])
    translator.fill("#id_lead_nl", LEADS["nl"])
    translator.locator("[data-contentpath=body_nl] [contenteditable=true]").first.click()
    translator.keyboard.type("Ga naar buiten.")
    # The editor of rich text gives its text to the form a moment later.
    value = translator.locator("[data-contentpath=body_nl] input[name$=-value]").first
    expect(value).to_have_value(re.compile("Ga naar buiten"))
    _act(translator, APPROVE)
    translator.wait_for_url("**/admin/pages/*/")

    # The moderator publishes both at once.
    _edit(moderator, demo, article)
    _act(moderator, APPROVE)
    moderator.wait_for_url("**/admin/pages/*/")
    for code, section in (("fr", "actualites"), ("nl", "nieuws")):
        reader.goto(f"{demo}/{code}/{section}/")
        reader.get_by_role("link", name=TITLES[code]).first.click()
        expect(reader.locator(f"html[lang={code}] h1")).to_have_text(TITLES[code])
        expect(reader.locator("main")).to_contain_text(LEADS[code])

    # The editor changes one French sentence; the translator sees which, and confirms.
    _edit(editor, demo, article)
    editor.fill("#id_lead_fr", LEADS["fr"].replace("gaz", "robinet du gaz"))
    press(editor, "button.action-save")
    _edit(translator, demo, article)
    lead = translator.locator("[data-segment=lead][data-language=nl]")
    expect(lead).to_contain_text("Niet meer actueel sinds")
    expect(lead.locator("ins")).to_have_text("robinet du")
    expect(lead.locator("[lang=fr]")).to_contain_text("Ouvrez les fenêtres.")
    expect(translator.locator(".standing--outdated")).to_have_count(1)
    translator.fill("#id_lead_nl", LEADS["nl"].replace("het gas", "de gaskraan"))
    lead.get_by_role("checkbox").check()
    press(translator, "button.action-save")
    expect(translator.locator(".standing--outdated")).to_have_count(0)
    assert ArticlePage.objects.get(pk=article.pk).get_latest_revision_as_object().parity_marks == {}
