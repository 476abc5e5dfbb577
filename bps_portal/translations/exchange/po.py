"""PO, written and read through translate-toolkit; the context of an entry is its id."""

from django.utils.translation import gettext as _
from translate.storage.base import ParseError
from translate.storage.pypo import pofile, pounit

from .files import FileRefusedError, Line, Part, TranslationFile

# What the toolkit would fill with examples.
UNUSED = dict.fromkeys(("PO-Revision-Date", "Last-Translator", "Language-Team"), "")
SOURCE_LANGUAGE = "X-Source-Language"


def write(file: TranslationFile) -> bytes:
    """Return a file as PO; what is to be looked at again is fuzzy."""
    store = pofile()
    named = {"Project-Id-Version": "BPS portal", "Language": file.target}
    store.updateheader(add=True, **named, **{SOURCE_LANGUAGE: file.source}, **UNUSED)
    store.header().markfuzzy(False)
    for part in file.parts:
        for line in part.lines:
            unit = pounit(line.source)
            unit.setcontext(f"{part.id}/{line.id}")
            unit.target = line.target
            unit.markfuzzy(bool(line.target) and not line.is_done)
            terms = (f"{term.source} = {term.target}" for term in line.terms)
            for note in (part.title, *line.notes, *terms):
                unit.addnote(note, origin="developer")
            store.addunit(unit)
    return bytes(store)


def read(content: bytes) -> TranslationFile:
    """Return what a PO file holds.

    Raises:
        FileRefusedError: for what is no PO.
    """
    try:
        store = pofile.parsestring(content)
        header = store.parseheader()
    except (ParseError, ValueError, LookupError, SyntaxError) as error:
        raise FileRefusedError(_("The file is no PO that can be read.")) from error
    lines: dict[str, list[Line]] = {}
    for unit in store.units:
        if unit.isheader() or unit.isobsolete():
            continue
        part, _slash, key = unit.getcontext().partition("/")
        is_done = bool(unit.target) and not unit.isfuzzy()
        line = Line(key, str(unit.source), str(unit.target or ""), is_done)
        lines.setdefault(part, []).append(line)
    parts = [Part(part, "", found) for part, found in lines.items()]
    return TranslationFile(header.get(SOURCE_LANGUAGE, ""), header.get("Language", ""), parts)
