"""The body of a page of the former site: headings, paragraphs, lists, and who made the picture."""

import re
from collections.abc import Sequence
from itertools import groupby

from .folding import folded
from .legacy_article import Kind, Piece
from .site_words import site_words
from .text_blocks import BULLET

_LONGEST_HEADING = 120
_LONGEST_CREDIT = 80
_FINAL_PUNCTUATION = ".,;:!…"
_CLOSING = " \N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}»”’\"')"
_ADDRESS = re.compile(r"@|https?:|www\.", re.IGNORECASE)
_COPYRIGHT = re.compile(r"(?:©|\(c\))\s*([^.,;()©]+)", re.IGNORECASE)
_PARTICLES = {"de", "van", "der", "den", "du", "la", "le", "of", "&"}
_LIST_FROM = 3


def body_pieces(blocks: Sequence[str]) -> tuple[tuple[Piece, ...], str, str]:
    """Return the pieces of the body, the line that offers the brochure, and the credit ("" each).

    Args:
        blocks: what stands between the lead and the foot, without captions.
    """
    credit = next((found for block in blocks if (found := _credit_line(block))), "")
    kept = [block for block in blocks if not credit or _credit_line(block) != credit]
    pieces: list[Piece] = []
    for kind, run in groupby(_rough_kinds(kept), key=lambda pair: pair[0]):
        lines = tuple(line for _kind, line in run)
        pieces += _pieces_of(kind, lines)
    brochure = next((block for block in kept if _offers_brochure(block)), "")
    return _without_last_headings(pieces), brochure, credit


def credit_in(caption: str) -> str:
    """Return the maker whom a caption names, or ""."""
    if match := _COPYRIGHT.search(caption):
        return match[1].strip()
    words = site_words()
    named = re.search(rf"\b(?:{_any(words.credit)})\s*:\s*([^.;()]+)", caption, re.IGNORECASE)
    if named:
        return named[1].strip()
    made = re.search(
        rf"\b(?:{_any(words.works)})\s+(?:{_any(words.made_by)})\s+(.+)", caption, re.IGNORECASE
    )
    return _name_at_start(made[1]) if made else ""


def _rough_kinds(blocks: Sequence[str]) -> list[tuple[Kind, str]]:
    kinds: list[tuple[Kind, str]] = []
    for block in blocks:
        if bullet := BULLET.match(block):
            kinds.append((Kind.LIST, block[bullet.end() :]))
        elif _looks_like_heading(block):
            kinds.append((Kind.HEADING, block))
        else:
            kinds.append((Kind.PARAGRAPH, block))
    return kinds


def _pieces_of(kind: Kind, lines: tuple[str, ...]) -> list[Piece]:
    if kind is Kind.LIST or (kind is Kind.HEADING and len(lines) >= _LIST_FROM):
        return [Piece(Kind.LIST, lines)]
    pieces = [Piece(kind, (line,)) for line in lines]
    if kind is Kind.HEADING and len(pieces) > 1:
        pieces[-1] = Piece(Kind.SUBHEADING, pieces[-1].lines)
    return pieces


def _without_last_headings(pieces: list[Piece]) -> tuple[Piece, ...]:
    """Make headings that nothing follows into paragraphs: a heading announces something."""
    result = list(pieces)
    for index in range(len(result) - 1, -1, -1):
        if result[index].kind not in (Kind.HEADING, Kind.SUBHEADING):
            break
        result[index] = Piece(Kind.PARAGRAPH, result[index].lines)
    return tuple(result)


def _looks_like_heading(block: str) -> bool:
    end = block.rstrip(_CLOSING)[-1:]
    start = block.lstrip("«“‘\"' \N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}")[:1]
    return (
        len(block) <= _LONGEST_HEADING
        and bool(end)
        and end not in _FINAL_PUNCTUATION
        and (start.isupper() or start.isdigit())
        and any(character.isalpha() for character in block)
        and not _ADDRESS.search(block)
        and not _offers_brochure(block)
    )


def _offers_brochure(block: str) -> bool:
    plain = folded(block)
    words = site_words()
    return any(word in plain for word in words.brochure) and any(
        word in plain for word in words.download
    )


def _credit_line(block: str) -> str:
    """Return the credit that a line consists of ("© Name", "Crédit : Name"), or ""."""
    if len(block) > _LONGEST_CREDIT:
        return ""
    if match := _COPYRIGHT.fullmatch(block.rstrip(".")):
        return match[1].strip()
    word, colon, name = block.partition(":")
    return name.strip() if colon and folded(word) in site_words().credit else ""


def _name_at_start(text: str) -> str:
    """Return the capitalised words at the start; one alone may be a place, so it is no name."""
    name: list[str] = []
    for word in text.split():
        if not (word[0].isupper() or (name and word in _PARTICLES)):
            break
        name.append(word.rstrip(".,;:)"))
        if word[-1] in ".,;:)":
            break
    while name and name[-1] in _PARTICLES:
        name.pop()
    return " ".join(name) if len(name) > 1 else ""


def _any(words: Sequence[str]) -> str:
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in words)
