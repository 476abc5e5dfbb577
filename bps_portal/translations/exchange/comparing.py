"""Compares what came back with what was sent and with what is there now."""

from collections.abc import Iterator
from dataclasses import replace

from django.core.exceptions import ValidationError
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from bps_portal.languages.parity import State
from bps_portal.languages.tagged import readable, words
from bps_portal.languages.units import PARAGRAPH, Unit, check_together

from .files import LINE_ID, Line, Part, fingerprint, source_fingerprint
from .plans import Change, Outcome


def changes(part: Part, now: list[Unit]) -> list[Change]:
    """Return what becomes of the lines of a part; those of which nothing becomes are left out.

    Args:
        part: as it came back.
        now: the units of its object as they are.
    """
    return _without_halves(_within_limits(list(_changes(part, now)), now), now)


def _changes(part: Part, now: list[Unit]) -> Iterator[Change]:
    by_key = {unit.key: unit for unit in now}
    whole = {unit.text.key: unit for unit in now}
    for line in part.lines:
        match = LINE_ID.fullmatch(line.id)
        if match is None:
            continue
        key = match["key"].replace(".", "/")
        new = readable(line.target)
        was_edited = _is_new(new, match["target"]) and bool(words(new).strip())
        if (unit := by_key.get(key)) is not None:
            change = _change(unit, line, new, match["source"], match["target"])
            if change:
                yield change
        elif not was_edited:
            continue
        elif other := whole.get(key) or whole.get(key.rpartition(PARAGRAPH)[0]):
            # Somebody has made other paragraphs of the translation.
            yield Change(key, other.label, Outcome.KEPT, line.source, other.target, new)
        else:
            reason = _("The text from which it was translated is no longer there.")
            yield Change(key, key, Outcome.REFUSED, line.source, "", new, reason)


def _change(unit: Unit, line: Line, new: str, source: str, target: str) -> Change | None:
    """Return what becomes of a unit, or None where nothing does.

    Args:
        unit: as it is now.
        line: as it came back.
        new: its translation.
        source: the fingerprint of the source as it was sent.
        target: that of the translation as it was sent.
    """

    def made(outcome: Outcome, reason: str = "") -> Change:
        return Change(unit.key, unit.label, outcome, unit.source, unit.target, new, reason)

    has_text = bool(words(new).strip())
    if not has_text or new == unit.target or not _is_new(new, target):
        # The same text, or none: at most a word that it is right.
        is_same = has_text and new == unit.target
        if not (
            is_same and unit.state is State.OUTDATED and (line.is_done or _is_new(new, target))
        ):
            return None
        same_source = _same_source(unit, line, source)
        return made(Outcome.CONFIRMED) if same_source else None
    if not _same_source(unit, line, source):
        return made(Outcome.REFUSED, _("It translates another version of the source."))
    if fingerprint(unit.target) != target:
        return made(Outcome.KEPT)
    try:
        unit.check(new)
    except ValidationError as error:
        return made(Outcome.REFUSED, " ".join(error.messages))
    return made(Outcome.CHANGED)


def _is_new(line: str, target: str) -> bool:
    return fingerprint(line) != target


def _same_source(unit: Unit, line: Line, source: str) -> bool:
    """Tell whether the source reads as it did; tools may change its white space."""
    sent, now = words(line.source).split(), words(unit.source).split()
    return source_fingerprint(unit) == source and sent == now


def _within_limits(found: list[Change], now: list[Unit]) -> list[Change]:
    """Refuse the paragraphs of a text that are too long together."""
    lines = {change.key: change.new for change in found if change.outcome is Outcome.CHANGED}
    of_text: dict[str, list[Unit]] = {}
    for unit in now:
        if unit.key in lines:
            of_text.setdefault(unit.text.key, []).append(unit)
    reasons: dict[str, str] = {}
    for together in of_text.values():
        try:
            check_together(together, lines)
        except ValidationError as error:
            reasons |= dict.fromkeys((unit.key for unit in together), " ".join(error.messages))
    return [
        replace(change, outcome=Outcome.REFUSED, reason=reasons[change.key])
        if change.key in reasons
        else change
        for change in found
    ]


def _without_halves(found: list[Change], now: list[Unit]) -> list[Change]:
    """Refuse the changes of a segment that had no words and would be translated in part only.

    It would count as translated, and go public so.
    """
    new = {change.key for change in found if change.outcome is Outcome.CHANGED}
    halves: dict[str, str] = {}
    empty = {unit.segment for unit in now} - {unit.segment for unit in now if unit.target}
    for unit in now:
        if unit.segment in empty and unit.key not in new:
            halves.setdefault(unit.segment, Truncator(words(unit.source)).chars(60))
    segment_of = {unit.key: unit.segment for unit in now}
    kept = []
    for change in found:
        lacks = halves.get(segment_of.get(change.key, ""))
        if change.outcome is Outcome.CHANGED and lacks:
            reason = _("The rest of its block has no translation: “%(text)s”.") % {"text": lacks}
            kept.append(replace(change, outcome=Outcome.REFUSED, reason=reason, follows=True))
        else:
            kept.append(change)
    return kept
