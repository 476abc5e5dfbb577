"""The texts of an imported page, in the form in which an article keeps them."""

import json
import re
import uuid
from collections.abc import Sequence
from itertools import groupby
from typing import Any

from django.utils.html import escape

from news.models import ArticlePage

from .legacy_article import Kind, LegacyArticle, Piece

_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+")
_LEVELS = {Kind.HEADING: "h2", Kind.SUBHEADING: "h3"}


def texts_of(source: LegacyArticle) -> dict[str, str]:
    """Return lead, caption and body (as StreamField's JSON, with new block ids).

    What is longer than the form allows goes on in the body, so that an editor can save the page.
    """
    lead, lead_rest = _fitting(source.lead, _longest("lead"))
    pieces = list(source.body)
    if lead_rest:
        pieces.insert(0, Piece(Kind.PARAGRAPH, (lead_rest,)))
    caption = source.caption
    if len(caption) > _longest("caption"):
        pieces.append(Piece(Kind.PARAGRAPH, (caption,)))
        caption = ""
    return {"lead": lead, "caption": caption, "body": json.dumps(_blocks(pieces))}


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


def _blocks(pieces: Sequence[Piece]) -> list[dict[str, Any]]:
    blocks: list[dict[str, Any]] = []
    for level, run in groupby(pieces, key=lambda piece: _LEVELS.get(piece.kind)):
        if level:
            blocks += [_block("heading", {"text": piece.text, "level": level}) for piece in run]
        else:
            blocks.append(_block("text", "".join(map(_html, run))))
    return blocks


def _block(kind: str, value: Any) -> dict[str, Any]:
    return {"type": kind, "value": value, "id": str(uuid.uuid4())}


def _html(piece: Piece) -> str:
    if piece.kind is Kind.LIST:
        return f"<ul>{''.join(f'<li>{escape(line)}</li>' for line in piece.lines)}</ul>"
    return f"<p>{escape(piece.text)}</p>"
