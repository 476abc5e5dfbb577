"""Puts objects into a file for translators."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from django.utils.translation import gettext as _

from bps_portal import languages
from bps_portal.languages.tagged import words
from bps_portal.languages.units import Unit, standings_in, units
from bps_portal.translations.glossary import Entry, entries, terms_in
from bps_portal.translations.kinds import Kind, as_edited, kind_label, kind_name
from bps_portal.translations.models import TranslationStatus, TranslationStatusQuerySet

from .files import Line, Part, TranslationFile, line_id, part_id


def source_for(target: str) -> str:
    """Return the language from which one is translated: the first of the others."""
    return next(code for code in languages.codes() if code != target)


def awaited(rows: TranslationStatusQuerySet) -> TranslationStatusQuerySet:
    """Keep the rows of what misses texts or has some that are out of date."""
    return rows.filter(missing__gt=0) | rows.filter(outdated__gt=0)


def opened(kind: Kind, key: Any) -> Any:
    """Return an object as its form shows it, its blocks paired; None where it is gone."""
    obj = kind._default_manager.filter(pk=key).first()
    if obj is None:
        return None
    newest = as_edited(obj)
    if hasattr(newest, "pair_blocks"):
        newest.pair_blocks()
    return newest


def export(
    rows: Iterable[TranslationStatus],
    source: str,
    target: str,
    *,
    only_awaited: bool,
    progress: Callable[[int], None] = lambda _done: None,
) -> TranslationFile:
    """Return a file with the texts of objects.

    Args:
        rows: of the objects.
        source: the language to translate from.
        target: the language to translate into; notes are written in it.
        only_awaited: leave out what is up to date, and objects without anything else.
        progress: told the number of objects that are done.
    """
    parts = []
    terms = entries(source, target)
    with languages.override(target):
        for done, row in enumerate(rows, start=1):
            obj = opened(row.kind, row.object_id)
            part = _part(obj, source, target, terms, only_awaited=only_awaited) if obj else None
            if part:
                parts.append(part)
            progress(done)
    return TranslationFile(source, target, parts)


def _part(
    obj: Any, source: str, target: str, terms: Sequence[Entry], *, only_awaited: bool
) -> Part | None:
    lines = lines_of(obj, source, target, only_awaited=only_awaited, terms=terms)
    if not lines:
        return None
    kind = type(obj)
    title = f"{kind_label(kind)}: {obj}"
    return Part(part_id(kind_name(kind), obj.pk, len(lines)), title, lines)


def lines_of(
    obj: Any, source: str, target: str, *, only_awaited: bool, terms: Sequence[Entry] = ()
) -> list[Line]:
    """Return the texts of an object as lines of a file, its notes in the active language.

    Args:
        obj: the object.
        source: the language to translate from.
        target: the language to translate into.
        only_awaited: leave out what is up to date.
        terms: the glossary in these languages.
    """
    standings = standings_in(obj, target)
    return [
        _line(unit, standings[unit.segment].was, terms)
        for unit in units(obj, source, target)
        if unit.is_awaited or not only_awaited
    ]


def _line(unit: Unit, was: str, terms: Sequence[Entry]) -> Line:
    return Line(
        line_id(unit),
        unit.source,
        unit.target,
        is_done=bool(unit.target) and not unit.is_awaited,
        source_tags=unit.source_tags,
        target_tags=unit.target_tags,
        notes=list(_notes(unit, was)),
        terms=terms_in(terms, words(unit.source)),
    )


def _notes(unit: Unit, was: str) -> Iterator[str]:
    yield unit.label
    if was:
        yield _("Out of date. The source read before: %(text)s") % {"text": was}
