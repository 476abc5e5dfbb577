"""Mending text that ten years of copying have damaged: encodings, hyphens, doubled labels."""

import codecs
import re
import unicodedata

from ftfy import fix_encoding

from .folding import folded
from .page_lines import undoubled
from .site_words import site_words

# A saved page with ten years of leftovers in it holds some hundred kilobytes.
MOST_BYTES = 2_000_000

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(rb"""charset\s*=\s*["']?\s*([\w-]+)""", re.IGNORECASE)
_INVISIBLE = re.compile(r"[\u200b\u2060\ufeff\u00ad\x00-\x08\x0b\x0c\x0e-\x1f]")
# Only a small letter goes on with a word: "Nord- Est" is two names.
_BROKEN_WORD = re.compile(r"(\w{2,})- ([^\W\d_]{2,})")


def decoded(content: bytes) -> str:
    """Return the text of a saved page, whatever its encoding is and is said to be.

    A page that calls itself UTF-8 and is not, is read as Windows-1252; accents that were encoded
    twice are mended.

    Raises:
        UnicodeError: where it is no text.
    """
    text = _declared(content)
    if "\0" in text:
        message = "it holds zero bytes"
        raise UnicodeError(message)
    return unicodedata.normalize("NFC", _INVISIBLE.sub("", fix_encoding(text)))


def _declared(content: bytes) -> str:
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return content.decode(encoding)
    found = _DECLARED.search(content[:2048])
    for encoding in ("utf-8", found[1].decode("ascii", "replace") if found else "windows-1252"):
        try:
            return content.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    return content.decode("windows-1252", "replace")


def mended(text: str) -> str:
    """Return a line with its spaces made one, broken words joined and doubled labels halved."""
    line = " ".join(_INVISIBLE.sub("", text).split())
    return undoubled(line) or joined(line)


def joined(text: str) -> str:
    """Join words that were broken at the end of a line: "ana- lyse" gives "analyse".

    A hyphen that stands for the rest of a word stays ("in- en uitgang").
    """
    return _BROKEN_WORD.sub(_whole, _INVISIBLE.sub("", text))


def _whole(match: re.Match[str]) -> str:
    start, rest = match.groups()
    keeps = not rest[0].islower() or start.isupper() or folded(rest) in site_words().suspended
    return match[0] if keeps else start + rest
