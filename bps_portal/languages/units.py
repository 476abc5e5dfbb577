"""What a translator translates piece by piece: a field, a paragraph, a cell of a table.

A unit is a line in each language (`tagged`). Its `key` says where it belongs; rich text whose
translation has the same paragraphs is a unit for each of them, else one whole.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from . import parity
from .paragraphs import Paragraphs, paragraphs
from .parity import Standing, State
from .segments import plain, segments
from .tagged import Tags, check_tags, escaped, from_html, pieces, readable, to_html
from .texts import Text, texts

# Between the key of a rich text and the number of its paragraph.
PARAGRAPH = "/p"


@dataclass(frozen=True)
class Unit:
    """One piece in two languages; `target` is "" where it is not translated.

    `place` is the number of its paragraph in a rich text, None where it is the whole text.
    """

    key: str
    text: Text
    state: State
    source: str
    target: str
    source_tags: Tags
    target_tags: Tags
    place: int | None = None

    @property
    def segment(self) -> str:
        """The key of the segment to which the unit belongs."""
        return self.text.segment

    @property
    def label(self) -> str:
        """What editors call it, from the field down to the cell."""
        return " › ".join(str(label) for label in self.text.labels if str(label))

    @property
    def is_awaited(self) -> bool:
        """Whether its segment is out of date or not translated, also where nobody asks for it."""
        return self.state in (State.MISSING, State.OPTIONAL, State.OUTDATED)

    def check(self, line: str) -> None:
        """Refuse a translation that cannot be written.

        Raises:
            ValidationError: for broken tags, and for what the field itself refuses.
        """
        html = self.written(line)
        if self.place is not None:
            html = _with_runs(self.text, {self.place: html}).joined()
        self.text.check(html)

    def written(self, line: str) -> str:
        """Return a line as it is stored.

        Raises:
            ValidationError: for broken tags.
        """
        if not self.text.is_rich:
            found = pieces(line)
            if any(not isinstance(piece, str) for piece in found):
                check_tags(line, {})
            return "".join(map(str, found))
        check_tags(line, self.source_tags, *([self.target_tags] if self.target else []))
        return to_html(line, self.source_tags | self.target_tags)


def units(obj: Any, source: str, target: str) -> list[Unit]:
    """Return the units of an object in the order of its form; what has no words in `source` is none.

    Args:
        obj: a tracked object (`tracking.Tracked`), a page with its newest draft.
        source: the language to translate from.
        target: the language to translate into.
    """
    found: list[Unit] = []
    standings = standings_in(obj, target)
    for text in texts(obj, source, target):
        standing = standings.get(text.segment)
        if standing is not None and plain(text.source):
            found += _units_of(text, standing.state)
    return found


def standings_in(obj: Any, code: str) -> dict[str, Standing]:
    """Return how each segment of an object stands in a language, by its key."""
    marks = obj.parity_marks
    return {each.key: parity.standing(each, code, marks) for each in segments(obj)}


def write(found: Iterable[Unit], lines: Mapping[str, str]) -> None:
    """Write translations into the object of the units; it is not saved.

    Args:
        found: all units of the object.
        lines: the new translations, by the key of their unit.
    """
    of_text: dict[str, list[Unit]] = {}
    for unit in found:
        if unit.key in lines:
            of_text.setdefault(unit.text.key, []).append(unit)
    for changed in of_text.values():
        text = changed[0].text
        runs = {unit.place: unit.written(lines[unit.key]) for unit in changed}
        if None in runs:
            text.write(runs[None])
        else:
            text.write(_with_runs(text, runs).joined())


def check_together(changed: Collection[Unit], lines: Mapping[str, str]) -> None:
    """Refuse new translations of several paragraphs that their text cannot hold together.

    Args:
        changed: units of one text.
        lines: the new translations, by the key of their unit.

    Raises:
        ValidationError: what the field itself says.
    """
    text = next(iter(changed)).text
    runs = {unit.place: unit.written(lines[unit.key]) for unit in changed}
    if None not in runs:
        text.check(_with_runs(text, runs).joined())


def _units_of(text: Text, state: State) -> list[Unit]:
    if not text.is_rich:
        source, target = (escaped(readable(each)) for each in (text.source, text.target))
        return [Unit(text.key, text, state, source, target, {}, {})]
    original, translation = paragraphs(text.source), paragraphs(text.target)
    make = partial(_rich_unit, text, state)
    if not plain(text.target):
        return [make(place, original.runs[place], "") for place in original.places()]
    if original.shape == translation.shape:
        runs = translation.runs
        return [make(place, original.runs[place], runs[place]) for place in original.places()]
    return [make(None, text.source, text.target)]


def _rich_unit(text: Text, state: State, place: int | None, source: str, target: str) -> Unit:
    source_line, source_tags = from_html(source)
    target_line, target_tags = from_html(target, source_tags) if plain(target) else ("", {})
    key = text.key if place is None else f"{text.key}{PARAGRAPH}{place}"
    return Unit(key, text, state, source_line, target_line, source_tags, target_tags, place)


def _with_runs(text: Text, changed: Mapping[Any, str]) -> Paragraphs:
    """Return the paragraphs of a translation with some of them changed."""
    original, translation = paragraphs(text.source), paragraphs(text.target)
    if not plain(text.target):
        translation = original.without_words()
    runs = [changed.get(place, run) for place, run in enumerate(translation.runs)]
    return Paragraphs(translation.tags, tuple(runs))
