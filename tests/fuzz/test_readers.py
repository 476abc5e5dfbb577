"""Whatever a file holds, its reader understands it or refuses it with a sentence, and nothing else."""

import io
import json
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from bps_portal.content.containers import check_container
from bps_portal.content.pdf import PdfFacts, read_pdf
from bps_portal.content.pdf_text import text_in
from bps_portal.content.pictures import clean_picture
from bps_portal.transfer.interchange.files import UnreadableError, read_json, read_toml
from bps_portal.transfer.legacy_article import NotALegacyPageError
from bps_portal.transfer.saved_page import parse_page
from tests.content.pdf_files import accessible, pdf_file, with_text
from tests.content.picture_files import exif_with_a_place, picture_file, two_halves
from tests.transfer.test_saved_page import FRENCH

PIECES = (
    b"", b"\x00", b"\xff" * 9, b"\r\n", b"endobj", b"stream", b"<<", b">>", b"[", b"/Root 1 0 R",
    b"/Length -1", b"/Kids [1 0 R]", b"9" * 30, b"PK\x03\x04", b"../", b"<table>" * 90, b"\xc3\xa9",
    b'"', b"=", b"[[x]]", b"{", b"nan", b"\\u0000", b"1979-99-99",
)  # fmt: skip


def damaged(whole: bytes) -> st.SearchStrategy[bytes]:
    """Return a file as it is after some of its bytes were lost, put elsewhere or written over."""
    place = st.integers(0, len(whole))
    piece = st.sampled_from(PIECES) | st.binary(max_size=12)
    change = st.tuples(place, place, piece)
    return st.lists(change, max_size=4).map(lambda changes: _changed(whole, changes))


def _changed(whole: bytes, changes: list[tuple[int, int, bytes]]) -> bytes:
    for start, end, piece in changes:
        # Few bytes at a time, or everything after a place.
        end = end if end % 7 == 0 else start + end % 16  # noqa: PLW2901
        whole = whole[:start] + piece + whole[end:] if end >= start else whole[:end] + piece
    return whole


def a_pdf() -> bytes:
    return pdf_file(accessible(with_text("Water"), "nl")).read()


def a_document() -> bytes:
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", "<document>Eau</document>")
        archive.writestr("word/_rels/document.xml.rels", "<Relationships/>")
    return output.getvalue()


def a_picture(kind: str) -> bytes:
    picture: Image.Image = two_halves()
    return picture_file(picture, f"x.{kind}", exif=exif_with_a_place()).read()


def read_pdf_whole(content: bytes) -> None:
    facts = read_pdf(io.BytesIO(content))
    assert isinstance(facts, PdfFacts)
    assert facts.pages > 0
    assert isinstance(text_in(io.BytesIO(content)), str)


def read_picture(content: bytes) -> None:
    clean = clean_picture(SimpleUploadedFile("x.jpg", content))
    with Image.open(clean) as picture:
        assert not picture.getexif().get_ifd(0x8825)


def read_page(content: bytes) -> None:
    assert parse_page(content, "x.html").title


def read_file(reader: Callable[[Path], Any], folder: Path, content: bytes) -> None:
    path = folder / "front"
    path.write_bytes(content)
    reader(path)


FRONT = b'type = "news.articlepage"\n[fr]\ntitle = "Eau"\ndate = 2026-01-02\n[[items]]\nkey = 3\n'
BODY = json.dumps([{"type": "paragraph", "value": {"text": "<p>Eau</p>"}}]).encode()
REFUSALS = (ValidationError, UnreadableError, NotALegacyPageError)


@pytest.mark.hypothesis
@pytest.mark.parametrize(
    ("kind", "whole"),
    [
        ("pdf", a_pdf()),
        ("docx", a_document()),
        ("jpg", a_picture("jpg")),
        ("png", a_picture("png")),
        ("html", FRENCH.encode()),
        ("toml", FRONT),
        ("json", BODY),
    ],
    ids=["pdf", "docx", "jpg", "png", "html", "toml", "json"],
)
# Pillow says so of a part that it skips.
@pytest.mark.filterwarnings("ignore::UserWarning:PIL")
def test_a_damaged_file_is_understood_or_refused(kind: str, whole: bytes, tmp_path: Path) -> None:
    readers: dict[str, Callable[[bytes], None]] = {
        "pdf": read_pdf_whole,
        "docx": lambda content: check_container(io.BytesIO(content), "docx"),
        "jpg": read_picture,
        "png": read_picture,
        "html": read_page,
        "toml": lambda content: read_file(read_toml, tmp_path, content),
        "json": lambda content: read_file(read_json, tmp_path, content),
    }
    # As it is, it is understood.
    readers[kind](whole)

    @settings(deadline=None, database=None)
    @given(content=damaged(whole))
    def read(content: bytes) -> None:
        try:
            readers[kind](content)
        except REFUSALS as refusal:
            assert str(refusal)  # noqa: PT017

    read()


def test_a_place_past_all_bounds_is_refused() -> None:
    broken = re.sub(rb"startxref\s+\d+", b"startxref\n" + b"9" * 30, a_pdf())
    with pytest.raises(ValidationError, match=r"\w"):
        read_pdf(io.BytesIO(broken))
