"""Reading files that may be anything."""

import codecs
import unicodedata
from pathlib import Path

import pytest

from bps_portal.transfer.legacy_article import NotALegacyPageError
from bps_portal.transfer.source_file import MOST_BYTES, read_text

TEXT = "Sécurité : l’œuvre « à part »"


@pytest.mark.parametrize(
    "content",
    [
        TEXT.encode(),
        codecs.BOM_UTF8 + TEXT.encode(),
        codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
        TEXT.encode("windows-1252"),
        unicodedata.normalize("NFD", TEXT).encode(),
        TEXT.replace("é", "é\u200b").encode(),
    ],
    ids=["utf-8", "utf-8 with mark", "utf-16-le", "utf-16-be", "windows-1252", "NFD", "invisible"],
)
def test_every_usual_encoding_gives_the_same_text(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "page.txt"
    file.write_bytes(content)
    assert read_text(file) == TEXT


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "it is empty"),
        (b" \n\t\r\n", "it is empty"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "neither UTF-8 nor Windows-1252|control characters"),
        (b"Sujet\x00Sujet", "control characters"),
        (b"%PDF-1.7 ...", "a PDF file"),
        (rb"{\rtf1\ansi}", "an RTF file"),
        (b"<!DOCTYPE html><html><body>x</body></html>", "a web page"),
        (b"Titre\n<p>Un</p>\n<p>Deux</p>\n<p>Trois</p>", "a web page"),
        (b"\xff\xfea", "neither UTF-8"),
        (b"caf\x81", "neither UTF-8"),
        ("SÃ©curitÃ© et prÃ©vention".encode(), "accented letters are damaged"),
        ("S\ufffdcurit\ufffd".encode(), "accented letters are damaged"),
        (b"a" * (MOST_BYTES + 1), "larger than 1,000,000 bytes"),
    ],
)
def test_other_files_are_refused_with_one_sentence(
    tmp_path: Path, content: bytes, sentence: str
) -> None:
    file = tmp_path / "page.txt"
    file.write_bytes(content)
    with pytest.raises(NotALegacyPageError, match=sentence):
        read_text(file)


def test_large_file_is_not_read_whole(tmp_path: Path) -> None:
    file = tmp_path / "large.txt"
    with file.open("wb") as sparse:
        sparse.truncate(10 * 1024 * 1024)
    with pytest.raises(NotALegacyPageError, match="larger than"):
        read_text(file)


@pytest.mark.parametrize("name", ["missing.txt", ".", "with\x00null.txt"])
def test_unreadable_path_is_refused_with_its_reason(tmp_path: Path, name: str) -> None:
    with pytest.raises(NotALegacyPageError, match="it cannot be read"):
        read_text(tmp_path / name)
