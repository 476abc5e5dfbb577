"""Every component in every state, also with texts that are hard to show: nothing breaks."""

from typing import Any, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from .conftest import sign_in
from .test_accessibility import TAGS

# True of a page of pages, not of a page: the same landmarks, titles and ids stand on it many times.
OF_ONE_PAGE = [
    "duplicate-id-aria",
    "heading-order",
    "landmark-contentinfo-is-top-level",
    "landmark-no-duplicate-banner",
    "landmark-no-duplicate-main",
    "landmark-unique",
    "page-has-heading-one",
    "region",
]
# What sticks out of the window, or whose text sticks out of it.
TOO_WIDE = """() => [...document.querySelectorAll(".specimen, .specimen *")].filter((element) => {
  const box = element.getBoundingClientRect();
  const scrolls = element.closest(".table__scroll, .visually-hidden, [popover], .video__frame");
  return !scrolls && box.width && (box.right > innerWidth + 1 || box.left < -1);
}).map((element) => {
  const specimen = element.closest(".specimen");
  return [specimen.dataset.component || specimen.dataset.block, specimen.dataset.state,
          element.className].join(" / ");
})"""
MEDIA: dict[str, dict[str, Any]] = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "forced": {"color_scheme": "light", "forced_colors": "active"},
}


@pytest.mark.parametrize(
    ("code", "modes"), [("fr", ["light"]), ("nl", ["dark", "forced"])], ids=["fr", "nl"]
)
def test_every_component_holds_in_every_state(
    page: Page, demo: str, code: Literal["fr", "nl"], modes: list[str]
) -> None:
    sign_in(page, demo, "redactie", code)
    page.goto(f"{demo}/admin/components/?language={code}")
    for width in (320, 768, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate(TOO_WIDE) == [], width
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, width
    # Text at 200 % (WCAG 2.2, criterion 1.4.4).
    page.add_style_tag(content="html { font-size: 200% }")
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    page.add_style_tag(content="html { font-size: 100% }")
    rules = {rule: {"enabled": False} for rule in OF_ONE_PAGE}
    options = {"runOnly": {"type": "tag", "values": TAGS}, "rules": rules}
    for mode in modes:
        page.emulate_media(**MEDIA[mode])
        results = Axe().run(page, options=options)
        assert not results.violations_count, f"{mode}: {results.generate_report()}"
