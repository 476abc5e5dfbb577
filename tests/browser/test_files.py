"""An editor uploads pictures and brochures in the real browser, several at once."""

from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from bps_portal.content.models import PortalImage
from tests.content.pdf_files import pdf_file, pdf_writer, with_action
from tests.content.picture_files import exif_with_a_place, picture_file, two_halves

from .conftest import sign_in

WORDS = {
    "fr": {"damaged": "endommagée", "tags": "aucune balise", "programs": "lance des programmes"},
    "nl": {"damaged": "beschadigd", "tags": "geen tags", "programs": "start programma’s"},
}


@pytest.mark.parametrize("language", ["fr", "nl"])
def test_uploading_several_files_at_once(
    page: Page, demo: str, tmp_path: Path, language: str
) -> None:
    # Of its own size, since the admin asks about a picture that it has already.
    long_side = {"fr": 800, "nl": 880}[language]
    photograph = picture_file(
        two_halves((long_side, 400)), f"photo-{language}.jpg", exif=exif_with_a_place(6)
    )
    half = picture_file(Image.effect_noise((200, 200), 80), "half.png").read()[:9000]
    for name, content in {
        photograph.name: photograph.read(),
        "half.png": half,
        "plain.pdf": pdf_file(pdf_writer()).read(),
        "script.pdf": pdf_file(with_action("/JavaScript")).read(),
    }.items():
        (tmp_path / name).write_bytes(content)
    words = WORDS[language]
    uploads = page.locator("#upload-list > li.upload-complete")
    sign_in(page, demo, "moderator", language)

    page.goto(f"{demo}/admin/images/multiple/add/")
    page.set_input_files("#fileupload", [tmp_path / photograph.name, tmp_path / "half.png"])
    expect(uploads).to_have_count(2)
    expect(uploads.nth(0).locator("input[name$=title_nl]")).to_have_value(f"photo-{language}")
    expect(uploads.nth(1)).to_contain_text(words["damaged"])
    stored = PortalImage.objects.get(title_fr=f"photo-{language}")
    assert (stored.width, stored.height) == (400, long_side)

    page.goto(f"{demo}/admin/documents/multiple/add/")
    page.set_input_files("#fileupload", [tmp_path / "plain.pdf", tmp_path / "script.pdf"])
    expect(uploads).to_have_count(2)
    expect(uploads.nth(0)).to_contain_text(words["tags"])
    expect(uploads.nth(1)).to_contain_text(words["programs"])
