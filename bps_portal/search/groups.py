"""The hits of a search by kind, theme and year, so that readers can narrow them."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q


@dataclass(frozen=True)
class Narrowing:
    """What a reader keeps of the hits; "" or None keeps everything."""

    kind: str = ""
    theme: int | None = None
    year: int | None = None

    @property
    def condition(self) -> Q:
        """What the entries that are kept have in common."""
        kept = Q()
        if self.kind:
            kept &= Q(kind=self.kind)
        if self.theme:
            kept &= Q(theme=self.theme)
        if self.year:
            kept &= Q(date__year=self.year)
        return kept

    def __bool__(self) -> bool:
        return bool(self.kind or self.theme or self.year)


@dataclass(frozen=True)
class Group:
    """How many hits have one kind, one theme (its key) and one year."""

    kind: str
    theme: int | None
    year: int | None
    count: int


class Groups:
    """All hits, counted by what they can be narrowed by."""

    NAMES = ("kind", "theme", "year")

    def __init__(self, groups: Iterable[Group] = ()) -> None:
        self._groups = list(groups)

    def total(self, narrowing: Narrowing | None = None) -> int:
        """Return how many hits there are, or how many are kept."""
        return sum(g.count for g in self._groups if _keeps(narrowing or Narrowing(), g, self.NAMES))

    def choices(self, name: str, narrowing: Narrowing) -> dict[Any, int]:
        """Return each value of `name` with how many hits it would leave beside the other filters.

        The value that is chosen is among them, whatever it leaves.
        """
        others = [other for other in self.NAMES if other != name]
        counts: Counter[Any] = Counter()
        for group in self._groups:
            if (value := getattr(group, name)) and _keeps(narrowing, group, others):
                counts[value] += group.count
        if chosen := getattr(narrowing, name):
            counts.setdefault(chosen, 0)
        return dict(counts)

    def values(self, name: str) -> set[Any]:
        """Return the values of `name` that hits have."""
        return {getattr(group, name) for group in self._groups} - {None}


def _keeps(narrowing: Narrowing, group: Group, names: Iterable[str]) -> bool:
    return all(getattr(narrowing, name) in ("", None, getattr(group, name)) for name in names)
