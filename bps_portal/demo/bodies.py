"""Makes the body of a page from the blocks of its file."""

import json
import uuid
from collections.abc import Callable, Mapping
from typing import Any

from bps_portal import languages
from bps_portal.content.models import PortalDocument, PortalImage

from .content_files import Entry

CREDIT = "BPS"
# Any fixed value does: with the page's key it gives the same block ids on every machine.
NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "bps_portal/demo")

Pictures = Mapping[str, PortalImage]
Documents = Mapping[str, PortalDocument]


def bodies(key: str, entry: Entry, pictures: Pictures, documents: Documents) -> dict[str, str]:
    """Return the body in every language, by column, as StreamField's JSON.

    The blocks of the languages pair: the block at one place has the same id in each of them. A
    block whose picture or file an editor has deleted is left out.

    Args:
        key: of the page; the ids follow from it.
        entry: the page's file.
        pictures: by their key in pictures.toml.
        documents: by their key and language, "trois-jours.fr".
    """
    blocks: list[Entry] = entry.get("body", [])
    if not blocks:
        return {}
    return {
        languages.field_name("body", code): json.dumps(
            [
                {"type": block["kind"], "value": value, "id": _block_id(key, index)}
                for index, block in enumerate(blocks)
                if (value := _value(block, code, pictures, documents)) is not None
            ]
        )
        for code in languages.codes()
    }


def _block_id(key: str, index: int) -> str:
    return str(uuid.uuid5(NAMESPACE, f"{key}/{index}"))


def _value(block: Entry, code: str, pictures: Pictures, documents: Documents) -> Any:
    makers: dict[str, Callable[[], Any]] = {
        "heading": lambda: {"text": block[code], "level": block["level"]},
        "text": lambda: _rich_text(block[code]),
        "picture": lambda: _picture(block, code, pictures),
        "quote": lambda: dict(block[code]),
        "callout": lambda: {
            "kind": block["tone"],
            "title": block[code]["title"],
            "text": _rich_text(block[code]["text"]),
        },
        "download": lambda: _download(block, code, documents),
    }
    return makers[block["kind"]]()


def _rich_text(text: str) -> str:
    """Return HTML without the line ends that only make its file readable."""
    return "".join(line.strip() for line in text.splitlines())


def _picture(block: Entry, code: str, pictures: Pictures) -> dict[str, Any] | None:
    picture = pictures.get(block["picture"])
    return picture and {"image": picture.pk, "caption": block[code], "credit": CREDIT}


def _download(block: Entry, code: str, documents: Documents) -> dict[str, Any] | None:
    document = documents.get(f"{block['document']}.{code}")
    return document and {"document": document.pk, "title": ""}
