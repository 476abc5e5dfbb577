"""The brochures are real, small PDFs that screen readers can read."""

import pytest
from pypdf import PdfReader

from bps_portal.demo.content_files import BROCHURES, entries

FILES = {
    texts["file"]: (code, texts["title"])
    for document in entries("documents").values()
    for code, texts in document.items()
}


@pytest.mark.parametrize("name", FILES)
class TestBrochures:
    def test_is_tagged_with_language_and_title(self, name: str) -> None:
        code, title = FILES[name]
        reader = PdfReader(BROCHURES / name)
        root = reader.root_object
        assert root["/MarkInfo"]["/Marked"]
        assert "/StructTreeRoot" in root
        assert root["/Lang"] == code
        assert root["/ViewerPreferences"]["/DisplayDocTitle"]
        assert reader.metadata is not None
        assert reader.metadata.title == title

    def test_is_short_and_light(self, name: str) -> None:
        assert 2 <= len(PdfReader(BROCHURES / name).pages) <= 4
        assert (BROCHURES / name).stat().st_size < 200_000

    def test_its_text_can_be_read(self, name: str) -> None:
        pages = PdfReader(BROCHURES / name).pages
        assert "112" in pages[-1].extract_text()


def test_no_file_is_left_over() -> None:
    assert {path.name for path in BROCHURES.iterdir()} == set(FILES)
