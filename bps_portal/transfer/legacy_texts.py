"""The texts of an imported page, in the form in which an article keeps them."""

import json
import re
import uuid
from collections.abc import Sequence
from typing import Any, Protocol

from django.utils.html import escape

from news.models import ArticlePage

from .legacy_article import Kind, LegacyArticle, Piece

_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+")
_LEVELS = {Kind.HEADING: "h2", Kind.SUBHEADING: "h3"}


class Media(Protocol):
    """Finds what a page shows among the pictures and files of the site."""

    def picture(self, piece: Piece) -> int | None:
        """Return the key of a picture, or None where its file is not there."""

    def document(self, piece: Piece) -> int | None:
        """Return the key of a file, or None where it is not there."""

    def linked(self, html: str) -> str:
        """Return rich text whose links lead to the site's own files and pages."""


def texts_of(source: LegacyArticle, media: Media | None = None) -> dict[str, str]:
    """Return lead, caption and body (as StreamField's JSON, with new block ids).

    What is longer than the form allows goes on in the body, so that an editor can save the page.

    Args:
        source: the article.
        media: finds its pictures and files among those of the site; without it they become links.
    """
    lead, lead_rest = _fitting(source.lead, _longest("lead"))
    pieces = list(source.body)
    if lead_rest:
        pieces.insert(0, Piece(Kind.PARAGRAPH, (lead_rest,)))
    caption = source.caption
    if len(caption) > _longest("caption"):
        pieces.append(Piece(Kind.PARAGRAPH, (caption,)))
        caption = ""
    return {"lead": lead, "caption": caption, "body": json.dumps(blocks_of_pieces(pieces, media))}


def share_block_ids(texts: Sequence[dict[str, str]]) -> None:
    """Give the blocks of two bodies the same ids where both have the same kinds in a row.

    A block in one language and its counterpart in the other are paired by their id.
    """
    bodies = [json.loads(text["body"]) for text in texts]
    first, *others = bodies
    for body in others:
        if [block["type"] for block in body] == [block["type"] for block in first]:
            for block, model in zip(body, first, strict=True):
                block["id"] = model["id"]
    for text, body in zip(texts, bodies, strict=True):
        text["body"] = json.dumps(body)


def _longest(field: str) -> int:
    return int(ArticlePage._meta.get_field(field).max_length or 0)


def _fitting(text: str, longest: int) -> tuple[str, str]:
    """Part a text after the last whole sentence that fits, or after the last word."""
    if len(text) <= longest:
        return text, ""
    ends = [match.start() for match in _SENTENCE_END.finditer(text) if match.start() <= longest]
    words = [match.start() for match in re.finditer(r"\s", text) if match.start() <= longest]
    end = max(ends or words or [longest])
    return text[:end], text[end:].strip()


def blocks_of_pieces(pieces: Sequence[Piece], media: Media | None = None) -> list[dict[str, Any]]:
    """Return the blocks of a body; paragraphs and lists in a row are one block of text."""
    blocks: list[dict[str, Any]] = []
    text: list[str] = []
    for piece in pieces:
        html = _html(piece, media)
        if html is not None:
            text.append(html)
            continue
        blocks += _text(text)
        text = []
        blocks.append(_block(*_value(piece, media)))
    return blocks + _text(text)


def _text(html: list[str]) -> list[dict[str, Any]]:
    return [_block("text", "".join(html))] if any(html) else []


def _block(kind: str, value: Any) -> dict[str, Any]:
    return {"type": kind, "value": value, "id": str(uuid.uuid4())}


def _html(piece: Piece, media: Media | None) -> str | None:
    """Return the piece as part of a block of text, or None where it has a block of its own."""
    if piece.kind is Kind.RICH:
        return media.linked(piece.text) if media else piece.text
    if piece.kind is Kind.LIST:
        return f"<ul>{''.join(f'<li>{escape(line)}</li>' for line in piece.lines)}</ul>"
    if piece.kind is Kind.PARAGRAPH:
        return f"<p>{escape(piece.text)}</p>"
    if piece.kind is Kind.PICTURE and not (media and media.picture(piece)):
        source, alternative, caption, _credit = piece.lines
        return _link(source, caption or alternative) if source.startswith("http") else ""
    if piece.kind is Kind.FILE and not (media and media.document(piece)):
        return _link(*piece.lines)
    return None


def _link(address: str, text: str) -> str:
    return f'<p><a href="{escape(address)}">{escape(text or address)}</a></p>'


def _value(piece: Piece, media: Media | None) -> tuple[str, Any]:
    """Return the type and value of a block of its own."""
    if piece.kind is Kind.PICTURE:
        _source, _alternative, caption, credit = piece.lines
        image = media.picture(piece) if media else None
        return "picture", {"image": image, "caption": caption[:500], "credit": credit[:255]}
    if piece.kind is Kind.FILE:
        document = media.document(piece) if media else None
        return "download", {"document": document, "title": piece.lines[1][:255]}
    if piece.kind is Kind.QUOTE:
        return "quote", {"text": piece.lines[0], "source": piece.lines[1][:255]}
    if piece.kind is Kind.TABLE:
        return "table", _table(piece)
    return "heading", {"text": piece.text[:200], "level": _LEVELS[piece.kind]}


def _table(piece: Piece) -> dict[str, Any]:
    caption, heading, *rows = piece.lines
    columns = [{"type": "text", "heading": text[:120]} for text in heading.split("\t")]
    cells = [{"values": [cell[:400] for cell in row.split("\t")]} for row in rows]
    table = {"columns": columns, "rows": cells, "caption": caption[:250]}
    return {"table": table, "first_column_is_heading": True, "source": ""}
