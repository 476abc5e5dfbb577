"""Replacing the references inside a body: choosers, and links and pictures in rich text."""

import re
from collections.abc import Callable
from typing import Any

from django.db import models
from wagtail import blocks
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from .identities import page_model

# Takes a model and what stands for a thing; gives what is to stand there, or None.
type Turn = Callable[[type[models.Model], Any], Any]
type TurnHtml = Callable[[str, Turn], str]

_TAG = re.compile(r"<(a|embed)\b[^>]*>")
_KIND = re.compile(r'\b(?:linktype|embedtype)="(\w+)"')
_ID = re.compile(r'\bid="([^"]*)"')


def turned(block: blocks.Block, raw: Any, turn: Turn, html: TurnHtml | None = None) -> Any:
    """Return the stored value of a block with every reference replaced.

    What leads nowhere is taken out: an empty chooser, words without a link.

    Args:
        block: the block's definition.
        raw: its value as it is stored.
        turn: replaces a reference.
        html: replaces those in rich text (default: `turned_html`).
    """
    html = html or turned_html
    if raw is None:
        return None
    if isinstance(block, blocks.ChooserBlock):
        return turn(block.model_class, raw)
    if isinstance(block, blocks.RichTextBlock):
        return html(raw, turn)
    if isinstance(block, blocks.StructBlock):
        return {
            name: turned(block.child_blocks[name], value, turn, html)
            if name in block.child_blocks
            else value
            for name, value in raw.items()
        }
    if isinstance(block, blocks.ListBlock):
        return [_turned_item(block.child_block, item, turn, html) for item in raw]
    if isinstance(block, blocks.StreamBlock):
        return [
            child | {"value": turned(block.child_blocks[child["type"]], child["value"], turn, html)}
            if child["type"] in block.child_blocks
            else child
            for child in raw
        ]
    return raw


def turned_html(html: str, turn: Turn) -> str:
    """Return rich text with the references in its tags replaced."""

    def replaced(match: re.Match[str]) -> str:
        tag = match[0]
        kind, key = _KIND.search(tag), _ID.search(tag)
        if not kind or not key or kind[1] not in _models():
            return tag
        new = turn(_models()[kind[1]], key[1])
        if new is None:
            return "<a>" if match[1] == "a" else ""
        return f"{tag[: key.start(1)]}{new}{tag[key.end(1) :]}"

    return _TAG.sub(replaced, html)


def _turned_item(block: blocks.Block, item: Any, turn: Turn, html: TurnHtml) -> Any:
    if isinstance(item, dict) and item.get("type") == "item":
        return item | {"value": turned(block, item.get("value"), turn, html)}
    return turned(block, item, turn, html)


def _models() -> dict[str, type[models.Model]]:
    return {"page": page_model(), "document": get_document_model(), "image": get_image_model()}
