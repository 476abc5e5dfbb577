"""Which file of a publication a reader gets, and in which language it is."""

from dataclasses import dataclass
from typing import Any

from bps_portal import languages
from bps_portal.content.models import PortalDocument


@dataclass(frozen=True)
class ShownFile:
    """A file as its link names it.

    `language` is the code of the file's language; `title_language` is that of the title where the
    reader's own language has no file, and "" otherwise.
    """

    document: PortalDocument
    title: str
    language: str
    title_language: str


def file_to_show(publication: Any, field: str = "file") -> ShownFile | None:
    """Return the file in the active language or, for want of it, in another one; None without any.

    Args:
        publication: a PublicationPage.
        field: "file" or "alternative".
    """
    return next(iter(files_to_show(publication, field)), None)


def files_to_show(publication: Any, field: str = "file") -> list[ShownFile]:
    """Return the files of all languages that visitors see, that of the active language first, each file once.

    A file takes the publication's title in its own language; an alternative format has a title
    that says what it is, so it keeps that.

    Args:
        publication: a PublicationPage.
        field: "file" or "alternative".
    """
    found: dict[int, ShownFile] = {}
    for code in languages.public_first():
        document: PortalDocument | None = languages.value_in(publication, field, code)
        if document is None or document.pk in found:
            continue
        own = languages.value_in(publication, "title", code) if field == "file" else ""
        found[document.pk] = ShownFile(
            document,
            own or languages.value_in(document, "title", code) or document.filename,
            document.language or code,
            "" if code == languages.active_code() else code,
        )
    return list(found.values())
