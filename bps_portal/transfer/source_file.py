"""Reading a file whose content nobody vouches for: text comes out, or one clear sentence."""

import codecs
import re
import unicodedata
from pathlib import Path

from .legacy_article import NotALegacyPageError

# The longest page of the former site holds some tens of kilobytes.
MOST_BYTES = 1_000_000

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_OTHER_FORMATS = (
    (re.compile(r"\s*%PDF-"), "a PDF file"),
    (re.compile(r"\s*\{\\rtf"), "an RTF file"),
    (re.compile(r"\s*<(!doctype|html|\?xml|head|body)\b", re.IGNORECASE), "a web page (HTML)"),
    (re.compile(r"(?s)(.*?</(p|div|a|h[1-6]|span|li)>){3}", re.IGNORECASE), "a web page (HTML)"),
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_INVISIBLE = re.compile(r"[\u200b\u2060\ufeff]")
_LOST = "\N{REPLACEMENT CHARACTER}"
# UTF-8 that was once read as Windows-1252: "é" became "Ã©".
_DAMAGED_ACCENT = re.compile(r"Ã[\u0080-\u00bf\u2018-\u203a]|â€")


def read_text(path: Path) -> str:
    """Return the text of a file: Unicode, composed (NFC), without invisible characters.

    UTF-8 and UTF-16 with a byte-order mark are recognised; what is not UTF-8 is read as
    Windows-1252, which the former site's tools wrote.

    Raises:
        NotALegacyPageError: when the file cannot be read, is too large, or is no plain text.
    """
    content = _read_bytes(path)
    if not content.strip():
        raise NotALegacyPageError("it is empty")
    text = _decode(content)
    for pattern, format_name in _OTHER_FORMATS:
        if pattern.match(text):
            raise NotALegacyPageError(f"it is {format_name}, not the extracted text of a page")
    if _CONTROL.search(text):
        raise NotALegacyPageError("it holds control characters, so it is no text file")
    if _LOST in text or len(_DAMAGED_ACCENT.findall(text)) > 1:
        raise NotALegacyPageError(
            "its accented letters are damaged; extract the text again as UTF-8"
        )
    return unicodedata.normalize("NFC", _INVISIBLE.sub("", text))


def _read_bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise NotALegacyPageError(f"it cannot be read ({reason})") from error
    if len(content) > MOST_BYTES:
        raise NotALegacyPageError(
            f"it is larger than {MOST_BYTES:,} bytes, so it is no single page"
        )
    return content


def _decode(content: bytes) -> str:
    for mark, encoding in _BYTE_ORDER_MARKS:
        if content.startswith(mark):
            return _strictly(content, encoding)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return _strictly(content, "windows-1252")


def _strictly(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise NotALegacyPageError("it is neither UTF-8 nor Windows-1252 text") from error
