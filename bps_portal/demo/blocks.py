"""Makes the value of a block, as StreamField's JSON has it, from a block of a content file."""

import uuid
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from bps_portal.content.models import PortalDocument, PortalImage

from .content_files import Entry

CREDIT = "BPS"
# Any fixed value does: with a block's place it gives the same ids on every machine.
NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "bps_portal/demo")

Pictures = Mapping[str, PortalImage]
Documents = Mapping[str, PortalDocument]


def block_id(place: str) -> str:
    """Return the id of the block at a place, such as "article:velo/3"."""
    return str(uuid.uuid5(NAMESPACE, place))


class BlockValues:
    """The values of the blocks of one page in one language."""

    def __init__(self, code: str, pictures: Pictures, documents: Documents) -> None:
        """Make blocks in a language.

        Args:
            code: of the language.
            pictures: by their key in pictures.toml.
            documents: by their key and language, "trois-jours.fr"; a film by its key alone.
        """
        self._code = code
        self._pictures = pictures
        self._documents = documents

    def value(self, block: Entry, place: str) -> Any:
        """Return the value of a block, or None where an editor has deleted what it shows.

        Args:
            block: as its file has it.
            place: where it stands; the ids of the things inside follow from it.
        """
        make: Callable[[Entry, str], Any] = getattr(self, f"_{block['kind']}")
        return make(block, place)

    def _heading(self, block: Entry, _place: str) -> Any:
        return {"text": block[self._code], "level": block["level"]}

    def _text(self, block: Entry, _place: str) -> Any:
        return _rich_text(block[self._code])

    def _quote(self, block: Entry, _place: str) -> Any:
        return dict(block[self._code])

    def _callout(self, block: Entry, _place: str) -> Any:
        own = block[self._code]
        return {"kind": block["tone"], "title": own["title"], "text": _rich_text(own["text"])}

    def _accordion(self, block: Entry, place: str) -> Any:
        entries = [
            {"title": entry["title"], "text": _rich_text(entry["text"])}
            for entry in block[self._code]
        ]
        return {"entries": _items(entries, place)}

    def _picture(self, block: Entry, _place: str) -> Any:
        return self._captioned(block["picture"], block[self._code])

    def _gallery(self, block: Entry, place: str) -> Any:
        captions = block[self._code]["captions"]
        pairs = zip(block["pictures"], captions, strict=True)
        kept = [value for name, caption in pairs if (value := self._captioned(name, caption))]
        return {"pictures": _items(kept, place)} if len(kept) > 1 else None

    def _video(self, block: Entry, _place: str) -> Any:
        film, poster = self._documents.get(block["film"]), self._pictures.get(block["poster"])
        captions = self._documents.get(f"{block['film']}.{self._code}")
        if not (film and captions and poster):
            return None
        own = block[self._code]
        return {
            "title": own["title"],
            "file": film.pk,
            "captions": captions.pk,
            "address": "",
            "poster": poster.pk,
            "transcript": _rich_text(own["transcript"]),
        }

    def _key_figures(self, block: Entry, place: str) -> Any:
        pairs = zip(block["numbers"], block[self._code], strict=True)
        figures = [
            {"unit": "", "source": "", **words, "number": str(number)} for number, words in pairs
        ]
        return {"figures": _items(figures, place)}

    def _table(self, block: Entry, _place: str) -> Any:
        own = block[self._code]
        columns = [
            {"type": kind, "heading": heading}
            for kind, heading in zip(block["columns"], own["headings"], strict=True)
        ]
        return {
            "table": {
                "columns": columns,
                "rows": [{"values": row} for row in own["rows"]],
                "caption": own["caption"],
            },
            "first_column_is_heading": block["first_column_is_heading"],
            "source": own.get("source", ""),
        }

    def _download(self, block: Entry, _place: str) -> Any:
        document = self._documents.get(f"{block['document']}.{self._code}")
        return document and {"document": document.pk, "title": ""}

    def _contact_box(self, block: Entry, _place: str) -> Any:
        shared = {"telephone": block["telephone"], "email": block["email"]}
        return {"address": "", "hours": "", **shared, **block[self._code]}

    def _captioned(self, name: str, caption: str) -> Any:
        picture = self._pictures.get(name)
        return picture and {"image": picture.pk, "caption": caption, "credit": CREDIT}


def _rich_text(text: str) -> str:
    """Return HTML without the line ends that only make its file readable."""
    return "".join(line.strip() for line in text.splitlines())


def _items(values: Sequence[Any], place: str) -> list[dict[str, Any]]:
    return [
        {"type": "item", "value": value, "id": block_id(f"{place}/{number}")}
        for number, value in enumerate(values)
    ]
