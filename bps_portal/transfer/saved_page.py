"""Understanding a saved HTML page of the former site by its structure.

readability finds where the text is; the page's part is then the smallest element that holds both
that text and the title. No class name of any one site is asked for. Between title and lead stand
the date and the theme; the heading of the related articles, or the block of emergency numbers, ends
the body.
"""

import re
from collections.abc import Sequence
from datetime import date
from typing import Any
from urllib.parse import urlunsplit

from lxml import etree, html
from readability import Document
from readability.readability import Unparseable

from .folding import folded
from .legacy_article import Kind, LegacyArticle, NotALegacyPageError, Piece, RelatedReference
from .mended_text import MOST_BYTES, decoded, mended
from .old_addresses import from_page, parts_of
from .page_content import Found, pieces_in
from .page_dates import date_in
from .page_languages import other_addresses, own_addresses, own_hosts, written_language
from .page_lines import is_furniture, undoubled
from .rich_text import words
from .site_words import site_words

MARK = "data-place"
_DATED = ("article:published_time", "dcterms.date", "date", "dc.date")
_SHORT = 60


def parse_page(content: bytes, place: str, language: str = "") -> LegacyArticle:
    """Return the article that a saved page holds.

    Args:
        content: the bytes of the file.
        place: the path of the file from the top of its folder, which tells the page's address.
        language: code of the language that the page must be in; "" takes any that is known.

    Raises:
        NotALegacyPageError: with one clear sentence, when there is no article in it.
    """
    root = _root(content)
    title_element, title = _title(root)
    main = _main_part(root, title_element)
    base = f"/{place}"
    hosts = own_hosts(root)
    found = list(pieces_in(main, lambda address: _local(from_page(base, address), hosts)))
    before, found = _after(title_element, found)
    content_pieces, tail = _parted(found)
    theme, day, picture, rest = _head(content_pieces, title, before)
    pieces = [piece for piece, _element in rest if not _is_furniture(piece, title, theme)]
    if not any(piece.kind in (Kind.RICH, Kind.PARAGRAPH) for piece in pieces):
        raise NotALegacyPageError("it holds no text beneath its title")
    lead, pieces = _lead(pieces)
    found_language = _language(root, title, lead, pieces)
    if language not in ("", found_language):
        raise NotALegacyPageError(
            f"it is written in the language “{found_language}”, not “{language}”"
        )
    return LegacyArticle(
        language=found_language,
        theme=theme or _told(root, ("article:section",)),
        title=title,
        date=date_in(_told(root, _DATED) or _time(root)) or day,
        lead=lead,
        body=tuple(_levelled(pieces)),
        caption=picture.lines[2] if picture else "",
        credit=picture.lines[3] if picture else "",
        brochure_mention="",
        related=_related(tail, base, hosts),
        left_out=(),
        picture=picture,
        addresses=own_addresses(root, found_language, place),
        others=other_addresses(root, found_language),
    )


def _root(content: bytes) -> Any:
    if not content.strip():
        raise NotALegacyPageError("it is empty")
    if len(content) > MOST_BYTES:
        raise NotALegacyPageError(
            f"it is larger than {MOST_BYTES:,} bytes, so it is no single page"
        )
    try:
        text = decoded(content)
        # lxml refuses a declaration of the encoding in what is text already.
        text = re.sub(r"^\s*<\?xml[^>]*\?>", "", text)
        root = html.document_fromstring(text)
    except UnicodeError as error:
        raise NotALegacyPageError(f"it is no text ({error})") from error
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise NotALegacyPageError("it is no web page") from error
    if root.find("body") is None or root.find(".//*") is None:
        raise NotALegacyPageError("it is no web page")
    return root


def _title(root: Any) -> tuple[Any, str]:
    """Return the element of the title, and the title."""
    headings = [each for each in root.iter("h1") if mended(each.text_content())]
    told = mended(_told(root, ("og:title",)) or root.findtext(".//title") or "")
    named = [each for each in headings if folded(told).startswith(folded(each.text_content()))]
    chosen = (named or headings[:1] or [None])[0]
    title = mended(chosen.text_content()) if chosen is not None else told.split(" | ")[0]
    if not title:
        raise NotALegacyPageError("it has no title")
    return chosen, title


def _main_part(root: Any, title: Any) -> Any:
    """Return the smallest element that holds the text that readability finds, and the title."""
    elements = [each for each in root.iter() if isinstance(each.tag, str)]
    for place, element in enumerate(elements):
        element.set(MARK, str(place))
    try:
        summary = Document(etree.tostring(root, encoding="unicode", method="html")).summary()
        kept = html.document_fromstring(summary)
    except (Unparseable, etree.ParserError, ValueError, IndexError) as error:
        raise NotALegacyPageError("it holds no text that can be told from its menus") from error
    texts = [
        elements[int(each.get(MARK))]
        for each in kept.iter("p", "li", "td", "h2", "h3")
        if each.get(MARK) and mended(each.text_content())
    ]
    marked = texts or [elements[int(each.get(MARK))] for each in kept.iter() if each.get(MARK)]
    if title is not None:
        marked.append(title)
    return _common(marked) if marked else root.find("body")


def _common(elements: Sequence[Any]) -> Any:
    paths = [[*reversed(list(each.iterancestors())), each] for each in elements]
    shared = paths[0]
    for path in paths[1:]:
        length = next(
            (
                at
                for at, (one, other) in enumerate(zip(shared, path, strict=False))
                if one is not other
            ),
            min(len(shared), len(path)),
        )
        shared = shared[:length]
    return shared[-1]


def _after(title: Any, found: list[Found]) -> tuple[list[Found], list[Found]]:
    """Part what stands before the title's heading from what stands after it."""
    for at, (_piece, element) in enumerate(found):
        if element is title:
            return found[:at], found[at + 1 :]
    return [], found


def _parted(found: list[Found]) -> tuple[list[Found], list[Found]]:
    """Part the content from the related articles; the emergency numbers end the page."""
    word_lists = site_words()
    related: int | None = None
    for at, (piece, _element) in enumerate(found):
        line = folded(words(piece.text)) if piece.kind not in (Kind.PICTURE, Kind.FILE) else ""
        if line in word_lists.emergency:
            found = found[:at]
            break
        if line in word_lists.related and related is None:
            related = at
    return (found, []) if related is None else (found[:related], found[related + 1 :])


def _head(
    found: list[Found], title: str, before: list[Found]
) -> tuple[str, date | None, Piece | None, list[Found]]:
    """Take theme, date and picture from above the lead."""
    theme, day, picture = "", None, None
    rest = list(found)
    while rest:
        piece = rest[0][0]
        line = words(piece.text)
        if piece.kind is Kind.PICTURE and picture is None:
            picture = piece
        elif piece.kind not in (Kind.RICH, Kind.HEADING, Kind.SUBHEADING, Kind.PARAGRAPH):
            break
        elif len(line) <= _SHORT and (found_day := date_in(line)):
            day = found_day
        elif _is_label(line) and not theme and piece.kind is Kind.RICH and len(rest) > 1:
            theme = undoubled(line) or line
        elif folded(line) != folded(title):
            break
        rest.pop(0)
    if not theme and before:
        line = words(before[-1][0].text)
        theme = (undoubled(line) or line) if _is_label(line) else ""
    return theme, day, picture, rest


def _is_label(line: str) -> bool:
    return 0 < len(line) <= _SHORT and line[-1] not in ".!?:;,…»”" and "http" not in line


def _lead(pieces: list[Piece]) -> tuple[str, list[Piece]]:
    """Take the first paragraph as the lead, unless nothing would be left of the body."""
    first = next(at for at, each in enumerate(pieces) if each.kind in (Kind.RICH, Kind.PARAGRAPH))
    lead = words(pieces[first].text)
    rest = pieces[:first] + pieces[first + 1 :]
    has_link = "<a " in pieces[first].text or pieces[first].text.startswith(("<ul", "<ol"))
    return lead, pieces if has_link or not rest else rest


def _levelled(pieces: list[Piece]) -> list[Piece]:
    """Let the first heading be a section: subsections stand below one."""
    seen = False
    has_sections = any(piece.kind is Kind.HEADING for piece in pieces)
    result = []
    for piece in pieces:
        is_heading = piece.kind in (Kind.HEADING, Kind.SUBHEADING)
        raised = piece.kind is Kind.SUBHEADING and (not has_sections or not seen)
        seen = seen or is_heading
        result.append(Piece(Kind.HEADING, piece.lines) if raised else piece)
    while result and result[-1].kind in (Kind.HEADING, Kind.SUBHEADING):
        result[-1] = Piece(Kind.PARAGRAPH, result[-1].lines)
    return result


def _is_furniture(piece: Piece, title: str, theme: str) -> bool:
    return piece.kind not in (Kind.PICTURE, Kind.FILE, Kind.TABLE) and is_furniture(
        words(piece.text), title, theme
    )


def _related(tail: list[Found], base: str, hosts: set[str]) -> tuple[RelatedReference, ...]:
    found: dict[str, RelatedReference] = {}
    for _piece, element in tail:
        for link in element.iter("a"):
            address, text = link.get("href"), mended(link.text_content())
            if address and text:
                known = RelatedReference(text, None, "", _local(from_page(base, address), hosts))
                found.setdefault(known.address, known)
    return tuple(found.values())


def _local(address: str, hosts: set[str]) -> str:
    """Return an address of the page's own host without the host."""
    parts = parts_of(address)
    is_own = parts.netloc.lower() in hosts
    return urlunsplit(("", "", *parts[2:])) or "/" if is_own else address


def _language(root: Any, title: str, lead: str, pieces: list[Piece]) -> str:
    text = " ".join(
        [title, lead, *(words(piece.text) for piece in pieces if piece.kind is Kind.RICH)]
    )
    found = written_language(root, text)
    if not found:
        raise NotALegacyPageError("nothing tells its language")
    return found


def _told(root: Any, names: Sequence[str]) -> str:
    for meta in root.iter("meta"):
        name = (meta.get("property") or meta.get("name") or "").lower()
        if name in names and (value := mended(meta.get("content") or "")):
            return value
    return ""


def _time(root: Any) -> str:
    return next((each.get("datetime") for each in root.iter("time") if each.get("datetime")), "")
