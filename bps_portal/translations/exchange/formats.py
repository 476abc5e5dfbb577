"""The formats of files for translators: which there are, and which one a file is in."""

from dataclasses import replace
from pathlib import PurePath

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bps_portal import languages

from . import po, xliff
from .files import FileRefusedError, TranslationFile

LARGEST_FILE = 20 * 1024 * 1024


class Format(models.TextChoices):
    """What a file is written in."""

    XLIFF_2 = "xliff2", gettext_lazy("XLIFF 2.0")
    XLIFF_1 = "xliff1", gettext_lazy("XLIFF 1.2, for older tools")
    PO = "po", gettext_lazy("PO (gettext)")

    @property
    def suffix(self) -> str:
        """How the name of such a file ends."""
        return ".po" if self is Format.PO else ".xlf"


WRITERS = {Format.XLIFF_2: xliff.write_2, Format.XLIFF_1: xliff.write_1, Format.PO: po.write}


def write(file: TranslationFile, kind: Format) -> bytes:
    """Return a file in a format."""
    return WRITERS[kind](file)


def read(content: bytes, name: str) -> TranslationFile:
    """Return what a file holds, its languages as the portal knows them.

    Args:
        content: of the file.
        name: of the file; it tells PO from XLIFF.

    Raises:
        FileRefusedError: for a file that is too large, that is neither XLIFF nor PO, that is in a
            language of which the portal knows nothing, or that holds nothing.
    """
    if len(content) > LARGEST_FILE:
        size = LARGEST_FILE // 1024 // 1024
        raise FileRefusedError(_("The file is larger than %(size)d MB.") % {"size": size})
    found = po.read(content) if PurePath(name).suffix.lower() == ".po" else xliff.read(content)
    if not any(part.lines for part in found.parts):
        raise FileRefusedError(_("The file holds no text to translate."))
    source, target = _code(found.source), _code(found.target)
    if source == target:
        raise FileRefusedError(_("The file translates into the language from which it comes."))
    return replace(found, source=source, target=target)


def _code(tag: str) -> str:
    """Return the portal's code of a language: tools make nl-BE or nl_NL of nl."""
    parts = tag.replace("_", "-").lower().split("-")
    for code in ("-".join(parts), parts[0]):
        if code in languages.codes():
            return code
    names = ", ".join(languages.name(code) for code in languages.codes())
    if not tag:
        raise FileRefusedError(
            _("The file does not say from and into which language it translates.")
        )
    raise FileRefusedError(
        _("The file is in the language “%(tag)s”; the portal has %(languages)s.")
        % {"tag": tag[:35], "languages": names}
    )
