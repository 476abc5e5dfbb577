"""From the main part of a saved page to the pieces of a body."""

import re
from collections.abc import Callable, Iterator
from typing import Any

from .folding import folded
from .legacy_article import Kind, Piece
from .legacy_body import credit_in
from .mended_text import mended
from .page_lines import caption_of
from .rich_text import DROPPED, LISTS, inline, items, words

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
FILE_ENDINGS = re.compile(r"\.(pdf|docx?|xlsx?|pptx?|zip|csv|mp4|odt)([?#]|$)", re.IGNORECASE)
BLOCKS = {
    "p", "div", "section", "article", "main", "body", "ul", "ol", "dl", "dt", "dd", "table", "tbody",
    "thead", "tr", "td", "th", "figure", "img", "blockquote", "header", "footer", "aside", "center",
    "pre", "address", "fieldset", "details", "summary", "picture", "iframe", "hr", *HEADINGS,
}  # fmt: skip
SKIPPED = DROPPED - {"figure", "img", "table", "iframe"}
_FINAL = (".", ",", ";", ":", "!", "?", "…")
_LONGEST_HEADING, _LONGEST_QUOTE = 120, 1500
_MOST_COLUMNS, _MOST_ROWS = 10, 100

# A piece, with the element that it was made of.
type Found = tuple[Piece, Any]


def pieces_in(element: Any, resolve: Callable[[str], str]) -> Iterator[Found]:
    """Yield the pieces of an element in the order of the page, each with its own element.

    Args:
        element: an lxml element.
        resolve: turns the address of a link, picture or file into the one that is kept.
    """
    return _Content(resolve).of(element)


class _Content:
    def __init__(self, resolve: Callable[[str], str]) -> None:
        self.resolve = resolve

    def of(self, element: Any) -> Iterator[Found]:
        """Yield the pieces of a container: its blocks, and its loose words as paragraphs."""
        loose = _Loose(self.resolve, element)
        loose.add_text(element.text)
        for child in element:
            if not isinstance(child.tag, str) or child.tag in SKIPPED:
                pass
            elif child.tag in BLOCKS or _holds_block(child):
                yield from loose.taken()
                yield from self.block(child)
            else:
                loose.add(child)
            loose.add_text(child.tail)
        yield from loose.taken()

    def block(self, element: Any) -> Iterator[Found]:
        """Yield the pieces of a block."""
        tag = element.tag
        if tag in HEADINGS:
            yield from self.heading(element)
        elif tag in LISTS:
            yield from self.pictures(element)
            if html := items(element, self.resolve):
                yield Piece(Kind.RICH, (html,)), element
        elif tag == "table":
            yield from self.table(element)
        elif tag in ("figure", "img", "picture"):
            yield from self.figure(element)
        elif tag == "blockquote":
            yield from self.quotation(element)
        elif tag == "iframe":
            if address := self.resolve(element.get("src") or ""):
                title = mended(element.get("title") or "") or address
                yield Piece(Kind.RICH, (f'<p><a href="{address}">{title}</a></p>',)), element
        elif tag == "p" or (tag == "dt" and not _holds_block(element)):
            yield from self.paragraph(element)
        else:
            yield from self.of(element)

    def heading(self, element: Any) -> Iterator[Found]:
        yield from self.pictures(element)
        if text := mended(element.text_content()):
            kind = Kind.HEADING if element.tag in HEADINGS[:2] else Kind.SUBHEADING
            long = len(text) > _LONGEST_HEADING
            yield Piece(Kind.PARAGRAPH if long else kind, (text,)), element

    def paragraph(self, element: Any) -> Iterator[Found]:
        if any(_is(child, "table", "figure", "ul", "ol") for child in element):
            yield from self.of(element)
            return
        yield from self.pictures(element)
        html = inline(element, self.resolve)
        yield from _paragraphs(html, element)

    def pictures(self, element: Any) -> Iterator[Found]:
        for image in element.iter("img"):
            yield from self.figure(image)

    def figure(self, element: Any) -> Iterator[Found]:
        images = [element] if element.tag == "img" else list(element.iter("img"))
        captions = [mended(each.text_content()) for each in element.iter("figcaption")]
        caption = caption_of(captions[0]) or captions[0] if captions else ""
        for image in images:
            source = image.get("src") or image.get("data-src") or ""
            if source and not source.startswith("data:"):
                lines = (
                    self.resolve(source),
                    mended(image.get("alt") or ""),
                    caption,
                    credit_in(caption),
                )
                yield Piece(Kind.PICTURE, lines), element
        if not images:
            yield from self.of(element)

    def quotation(self, element: Any) -> Iterator[Found]:
        sources = [mended(each.text_content()) for each in element.iter("cite", "footer")]
        for each in list(element.iter("cite", "footer")):
            each.drop_tree()
        text = mended(element.text_content())
        if text and len(text) <= _LONGEST_QUOTE:
            yield Piece(Kind.QUOTE, (text, sources[0] if sources else "")), element
        else:
            yield from self.of(element)

    def table(self, element: Any) -> Iterator[Found]:
        rows = [
            [mended(cell.text_content()) for cell in row if _is(cell, "td", "th")]
            for row in element.iter("tr")
        ]
        rows = [row for row in rows if any(row)]
        columns = max(map(len, rows), default=0)
        is_layout = element.find(".//table") is not None or columns < 2 or len(rows) < 2
        if is_layout or element.find(".//img") is not None:
            yield from self.of(element)
        elif columns > _MOST_COLUMNS or len(rows) > _MOST_ROWS:
            for row in rows:
                yield Piece(Kind.PARAGRAPH, (" – ".join(filter(None, row)),)), element
        else:
            caption = next((mended(each.text_content()) for each in element.iter("caption")), "")
            cells = ("\t".join([*row, *[""] * (columns - len(row))]) for row in rows)
            yield Piece(Kind.TABLE, (caption, *cells)), element


class _Loose:
    """Words that stand in a container without a paragraph of their own."""

    def __init__(self, resolve: Callable[[str], str], parent: Any) -> None:
        self.resolve, self.parent = resolve, parent
        self.run: Any = parent.makeelement("p")

    def add_text(self, text: str | None) -> None:
        if len(self.run):
            self.run[-1].tail = (self.run[-1].tail or "") + (text or "")
        else:
            self.run.text = (self.run.text or "") + (text or "")

    def add(self, child: Any) -> None:
        copied = child.__copy__()
        copied.tail = None
        self.run.append(copied)

    def taken(self) -> Iterator[Found]:
        run, self.run = self.run, self.parent.makeelement("p")
        yield from _paragraphs(inline(run, self.resolve), self.parent)


def _paragraphs(html: str, element: Any) -> Iterator[Found]:
    for part in re.split(r"(?:<br/>){2,}", html):
        text = words(part)
        if not text:
            continue
        link = re.fullmatch(r'(?:<b>)?<a href="([^"]+)">(.*?)</a>(?:</b>)?', part)
        if link and FILE_ENDINGS.search(link[1]):
            yield Piece(Kind.FILE, (link[1], words(link[2]))), element
        elif _is_heading_in_disguise(part, text):
            yield Piece(Kind.SUBHEADING, (mended(text),)), element
        else:
            yield Piece(Kind.RICH, (f"<p>{part}</p>",)), element


def _is_heading_in_disguise(html: str, text: str) -> bool:
    """Tell whether a paragraph is one short bold line that ends without a stop."""
    bold = re.fullmatch(r"<b>([^<]*)</b>", html)
    return (
        bool(bold)
        and len(text) <= _LONGEST_HEADING
        and not folded(text).isdigit()
        and not (text.endswith(_FINAL))
    )


def _holds_block(element: Any) -> bool:
    return any(_is(below, *BLOCKS) for below in element.iterdescendants())


def _is(element: Any, *tags: str) -> bool:
    return isinstance(element.tag, str) and element.tag in tags
