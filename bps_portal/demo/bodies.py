"""Makes the body of a page from the blocks of its file."""

import json

from bps_portal import languages

from .blocks import CREDIT, BlockValues, Documents, Pictures, block_id
from .content_files import Entry

__all__ = ["CREDIT", "Documents", "Pictures", "bodies", "steps"]


def bodies(key: str, entry: Entry, pictures: Pictures, documents: Documents) -> dict[str, str]:
    """Return the body in every language, by column, as StreamField's JSON.

    The blocks of the languages pair: the block at one place has the same id in each of them. A
    block whose picture or file an editor has deleted is left out of every language.

    Args:
        key: of the page; the ids follow from it.
        entry: the page's file.
        pictures: by their key in pictures.toml.
        documents: by their key and language, "trois-jours.fr"; a film by its key alone.
    """
    blocks: list[Entry] = entry.get("body", [])
    if not blocks:
        return {}
    found = {
        code: _blocks(key, blocks, BlockValues(code, pictures, documents))
        for code in languages.required_codes()
    }
    whole = set.intersection(*({block["id"] for block in body} for body in found.values()))
    return {
        languages.field_name("body", code): json.dumps([b for b in body if b["id"] in whole])
        for code, body in found.items()
    }


def steps(key: str, entry: Entry) -> dict[str, str]:
    """Return the steps of a campaign in every language, by column, as StreamField's JSON.

    Args:
        key: of the page; the ids follow from it.
        entry: the page's file.
    """
    return {
        languages.field_name("steps", code): json.dumps(
            [
                {"type": "step", "value": step[code], "id": block_id(f"{key}/step/{place}")}
                for place, step in enumerate(entry.get("steps", []))
            ]
        )
        for code in languages.required_codes()
    }


def _blocks(key: str, blocks: list[Entry], values: BlockValues) -> list[dict[str, object]]:
    places = [f"{key}/{index}" for index in range(len(blocks))]
    return [
        {"type": block["kind"], "value": value, "id": block_id(place)}
        for block, place in zip(blocks, places, strict=True)
        if (value := values.value(block, place)) is not None
    ]
