"""What the admin's form sends for a body, so that tests can change a single part of it."""

import json
from typing import Any

from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock

# As the editor of rich text sends it.
PARAGRAPH = {
    "key": "abcde",
    "text": "Texte.",
    "type": "unstyled",
    "depth": 0,
    "inlineStyleRanges": [],
    "entityRanges": [],
}


def sent_body(prefix: str, block: blocks.Block, value: Any) -> dict[str, str]:
    """Return the fields of a form that hold `value` of `block`."""
    if isinstance(block, blocks.StreamBlock):
        children = [(child.block_type, child.block, child.value) for child in value]
        return _listed(prefix, children)
    if isinstance(block, blocks.ListBlock):
        return _listed(prefix, [("item", block.child_block, child) for child in value])
    if isinstance(block, TypedTableBlock):
        return _table(prefix, value)
    if isinstance(block, blocks.StructBlock):
        found: dict[str, str] = {}
        for name, child in block.child_blocks.items():
            found |= sent_body(f"{prefix}-{name}", child, value.get(name))
        return found
    if isinstance(block, blocks.RichTextBlock):
        return {prefix: json.dumps({"blocks": [PARAGRAPH], "entityMap": {}})}
    if isinstance(block, blocks.BooleanBlock):
        return {prefix: "on"} if value else {}
    plain = getattr(value, "pk", value)
    return {prefix: "" if plain is None else str(plain)}


def _listed(prefix: str, children: list[tuple[str, blocks.Block, Any]]) -> dict[str, str]:
    found = {f"{prefix}-count": str(len(children))}
    for place, (kind, block, value) in enumerate(children):
        own = f"{prefix}-{place}"
        found |= {
            f"{own}-type": kind,
            f"{own}-order": str(place),
            f"{own}-deleted": "",
            f"{own}-id": "",
        }
        found |= sent_body(f"{own}-value", block, value)
    return found


def _table(prefix: str, table: Any) -> dict[str, str]:
    found = {
        f"{prefix}-caption": table.caption,
        f"{prefix}-column-count": str(len(table.columns)),
        f"{prefix}-row-count": str(len(table.row_data)),
    }
    for place, column in enumerate(table.columns):
        own = f"{prefix}-column-{place}"
        found |= {
            f"{own}-type": column["block"].name,
            f"{own}-order": str(place),
            f"{own}-deleted": "",
            f"{own}-heading": column["heading"],
        }
    for place, row in enumerate(table.row_data):
        found |= {f"{prefix}-row-{place}-order": str(place), f"{prefix}-row-{place}-deleted": ""}
        for cell, (column, value) in enumerate(zip(table.columns, row["values"], strict=True)):
            found |= sent_body(f"{prefix}-cell-{place}-{cell}", column["block"], value)
    return found
