"""Loads themes, pictures, brochures and films."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from django.core.files import File
from django.core.files.images import ImageFile

from bps_portal import languages
from bps_portal.content.models import PortalDocument, PortalImage, Theme

from .bodies import CREDIT
from .content_files import BROCHURES, FILMS, PICTURES, Entry, entries, texts
from .once import Pieces


def load_themes(pieces: Pieces) -> dict[str, Theme]:
    """Return the themes by key, without those that an editor has deleted."""
    return _load(pieces, "theme", entries("themes"), lambda _key, entry: _theme(entry))


def load_pictures(pieces: Pieces) -> dict[str, PortalImage]:
    """Return the pictures by key, without those that an editor has deleted."""
    return _load(pieces, "picture", entries("pictures"), _picture)


def load_documents(pieces: Pieces) -> dict[str, PortalDocument]:
    """Return the files without deleted ones.

    Brochures and captions have a key with a language ("trois-jours.fr"), films a plain one.
    """
    brochures = {
        f"{key}.{code}": {"code": code, "titles": texts(entry, "title"), **entry[code]}
        for key, entry in entries("documents").items()
        for code in languages.required_codes()
        if code in entry
    }
    found: dict[str, PortalDocument] = _load(
        pieces, "brochure", brochures, lambda _key, entry: _document(entry, BROCHURES)
    )
    return found | _load(pieces, "film", _films(), lambda _key, entry: _document(entry, FILMS))


def _films() -> dict[str, Entry]:
    """Return the films and their captions."""
    files: dict[str, Entry] = {}
    for key, entry in entries("films").items():
        files[key] = {"code": "", "titles": texts(entry, "title"), "file": entry["file"]}
        captions = {
            languages.field_name("title", code): entry[code]["captions_title"]
            for code in languages.required_codes()
        }
        files |= {
            f"{key}.{code}": {"code": code, "titles": captions, "file": entry[code]["captions"]}
            for code in languages.required_codes()
        }
    return files


def _load[M](
    pieces: Pieces, kind: str, found: dict[str, Any], make: Callable[[str, Entry], Any]
) -> dict[str, M]:
    loaded: dict[str, M] = {}
    for key, entry in found.items():
        piece = pieces.once(f"{kind}:{key}", partial(make, key, entry))
        if piece is not None:
            loaded[key] = piece
    return loaded


def _theme(entry: Entry) -> Theme:
    theme = Theme(**texts(entry))
    theme.full_clean()
    theme.save()
    return theme


def _picture(key: str, entry: Entry) -> PortalImage:
    alternatives = {
        languages.field_name("description", code): entry[code]["alt"]
        for code in languages.required_codes()
        if code in entry
    }
    picture = PortalImage(credit=CREDIT, **texts(entry, "title"), **alternatives)
    _attach(picture, PICTURES / f"{key}.jpg", ImageFile)
    return picture


def _document(entry: Entry, folder: Path) -> PortalDocument:
    document = PortalDocument(language=entry["code"], **entry["titles"])
    _attach(document, folder / entry["file"], File)
    return document


def _attach(item: PortalImage | PortalDocument, path: Path, file_type: type[File]) -> None:
    """Give `item` the bytes of a file and save it."""
    with path.open("rb") as source:
        item.file = file_type(source, name=path.name)
        item.file_size = path.stat().st_size
        item.save()
