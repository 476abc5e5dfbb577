"""Whether the languages of an object say the same: missing, out of date, empty on purpose.

Nothing here touches the database. What an object remembers is one JSON value (`Marks`), so that it
travels with its texts through drafts, revisions and copies:

    {"outdated": {"lead": {LANGUAGE: {"source": LANGUAGE, "was": TEXT, "since": TIME}}},
     "empty": {"caption": [LANGUAGE]}}

`outdated` tells for each segment and language which text it followed (`source`), how that one read
when the translation was right (`was`) and since when it reads otherwise (ISO 8601); `rewritten` is
added once somebody has worked on the translation without confirming it. `empty` names the languages
in which a segment is empty on purpose.
"""

import copy
import difflib
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from bps_portal import languages

from .segments import Segment

Marks = dict[str, Any]


class State(models.TextChoices):
    """How the text of one language stands beside those of the others."""

    UNUSED = "unused", _("empty in every language")
    CURRENT = "current", _("up to date")
    OUTDATED = "outdated", _("out of date")
    MISSING = "missing", _("missing")
    EMPTY = "empty", _("empty on purpose")
    OPTIONAL = "optional", _("not translated")


@dataclass(frozen=True)
class Standing:
    """The state of a segment in one language; the rest is known where it is out of date.

    `source` is the language whose text has changed since, `was` how that one read before.
    """

    segment: Segment
    code: str
    state: State
    source: str = ""
    was: str = ""
    since: datetime | None = None


@dataclass(frozen=True)
class Change:
    """A run of words that was kept, added or removed (`kind`: "same", "added", "removed")."""

    kind: str
    words: str


def standing(segment: Segment, code: str, marks: Marks) -> Standing:
    """Return how a segment stands in a language.

    Only a required language can miss something, and only what another required one has.
    """
    if segment.texts[code]:
        mark = marks.get("outdated", {}).get(segment.key, {}).get(code)
        if not mark:
            return Standing(segment, code, State.CURRENT)
        since = datetime.fromisoformat(mark["since"])
        return Standing(segment, code, State.OUTDATED, mark["source"], mark["was"], since)
    if not any(segment.texts.values()):
        return Standing(segment, code, State.UNUSED)
    if code in marks.get("empty", {}).get(segment.key, ()):
        return Standing(segment, code, State.EMPTY)
    required = languages.required_codes()
    if code not in required:
        return Standing(segment, code, State.OPTIONAL)
    state = State.MISSING if any(segment.texts.get(c) for c in required) else State.UNUSED
    return Standing(segment, code, state)


def standings(segments: Iterable[Segment], marks: Marks) -> list[Standing]:
    """Return how each segment stands in each language."""
    return [standing(segment, code, marks) for segment in segments for code in languages.codes()]


def by_column(standings: Iterable[Standing]) -> dict[str, list[Standing]]:
    """Return the standings by the column in which their texts are, such as "lead" of a language."""
    found: dict[str, list[Standing]] = {}
    for each in standings:
        found.setdefault(each.segment.column(each.code), []).append(each)
    return found


def after_change(
    before: Iterable[Segment],
    after: Iterable[Segment],
    marks: Marks,
    now: datetime,
    translated: Collection[str] = (),
) -> Marks:
    """Return the marks of an object whose segments were `before` and are `after` now.

    A text that was rewritten makes those of the other languages out of date, unless they were
    rewritten with it. A text that follows another (it was out of date, or was empty) only catches
    up. A text that reads again as it did makes its translations right again.

    Args:
        before: the segments as they were saved last.
        after: the segments as they are to be saved.
        marks: what was remembered until now; stays as it is.
        now: the time of the change, with its time zone.
        translated: languages whose changes are translations whatever changed, as a translator's.
    """
    earlier = {segment.key: segment.texts for segment in before}
    current = list(after)
    result: Marks = {"outdated": {}, "empty": {}}
    for segment in current:
        texts_before = earlier.get(segment.key, {})
        outdated = _outdated(segment, texts_before, marks, now, translated)
        if outdated:
            result["outdated"][segment.key] = outdated
        empty = [c for c in marks.get("empty", {}).get(segment.key, ()) if not segment.texts.get(c)]
        if empty:
            result["empty"][segment.key] = empty
    return result if any(result.values()) else {}


def changed_codes(before: Iterable[Segment], after: Iterable[Segment]) -> list[str]:
    """Return the languages in which a text came, went or changed."""
    old = {segment.key: segment.texts for segment in before}
    new = {segment.key: segment.texts for segment in after}
    keys = old.keys() | new.keys()
    return [
        code
        for code in languages.codes()
        if any(old.get(key, {}).get(code, "") != new.get(key, {}).get(code, "") for key in keys)
    ]


def _outdated(
    segment: Segment,
    before: dict[str, str],
    marks: Marks,
    now: datetime,
    translated: Collection[str],
) -> dict[str, Any]:
    known = copy.deepcopy(marks.get("outdated", {}).get(segment.key, {}))
    texts = segment.texts
    changed = [code for code in texts if texts[code] != before.get(code, "")]
    sources = [
        code
        for code in changed
        if texts[code] and before.get(code) and code not in known and code not in translated
    ]
    for code, text in texts.items():
        if not text or not before.get(code):
            # Nothing to be out of date, or written just now beside its source.
            known.pop(code, None)
            continue
        if code not in changed and code not in known and sources:
            known[code] = {
                "source": sources[0],
                "was": before[sources[0]],
                "since": now.isoformat(),
            }
        if (mark := known.get(code)) and not _still_holds(mark, texts, code in changed):
            known.pop(code)
    return known


def _still_holds(mark: dict[str, Any], texts: dict[str, str], rewritten: bool) -> bool:
    """Tell whether a text is still out of date; notes in the mark that it was rewritten since."""
    if rewritten:
        mark["rewritten"] = True
    source = texts.get(mark["source"])
    return bool(source) and (source != mark["was"] or "rewritten" in mark)


def confirmed(marks: Marks, key: str, code: str) -> Marks:
    """Return the marks with the text of a language confirmed as a right translation."""
    result = copy.deepcopy(marks)
    result.get("outdated", {}).get(key, {}).pop(code, None)
    return _tidy(result)


def declared_empty(marks: Marks, key: str, code: str, *, on_purpose: bool = True) -> Marks:
    """Return the marks with a segment declared empty on purpose in a language, or no longer."""
    result = copy.deepcopy(marks)
    codes = [c for c in result.get("empty", {}).get(key, ()) if c != code]
    result.setdefault("empty", {})[key] = [*codes, code] if on_purpose else codes
    return _tidy(result)


def _tidy(marks: Marks) -> Marks:
    kept = {
        kind: {key: value for key, value in entries.items() if value}
        for kind, entries in marks.items()
    }
    return {kind: entries for kind, entries in kept.items() if entries}


def differences(was: str, now: str) -> list[Change]:
    """Return what changed from one text to another, word by word and in reading order."""
    old, new = was.split(), now.split()
    changes: list[Change] = []
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    for tag, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        if tag == "equal":
            changes.append(Change("same", " ".join(new[new_from:new_to])))
            continue
        if old_from < old_to:
            changes.append(Change("removed", " ".join(old[old_from:old_to])))
        if new_from < new_to:
            changes.append(Change("added", " ".join(new[new_from:new_to])))
    return changes
