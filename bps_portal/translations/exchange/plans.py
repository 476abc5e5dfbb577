"""What accepting a translated file would do, unit by unit."""

from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy
from wagtail.models import AbstractPage

from bps_portal.languages.units import Unit
from bps_portal.translations.kinds import edit_url, kind_label


class Outcome(models.TextChoices):
    """What becomes of a line."""

    CHANGED = "changed", gettext_lazy("New text")
    CONFIRMED = "confirmed", gettext_lazy("Confirmed without a change")
    KEPT = "kept", gettext_lazy("Kept: edited here since the export")
    REFUSED = "refused", gettext_lazy("Refused")


WEIGHTY_FIRST = (Outcome.REFUSED, Outcome.KEPT, Outcome.CHANGED, Outcome.CONFIRMED)


@dataclass(frozen=True)
class Change:
    """What becomes of one unit.

    `reason` says why it is refused; `follows` where that is because another one is not there.
    """

    key: str
    label: str
    outcome: Outcome
    source: str = ""
    old: str = ""
    new: str = ""
    reason: str = ""
    follows: bool = False


@dataclass(frozen=True)
class ObjectPlan:
    """What becomes of one object; `is_live_at_once` where it has no drafts."""

    obj: Any
    units: list[Unit]
    changes: list[Change]

    @property
    def title(self) -> str:
        """What names the object, with its kind."""
        return f"{kind_label(type(self.obj))}: {self.obj}"

    @property
    def edit_url(self) -> str:
        """The address of its edit form."""
        return edit_url(type(self.obj), self.obj.pk)

    @property
    def is_live_at_once(self) -> bool:
        """Whether readers see what is accepted without anybody publishing it."""
        return not isinstance(self.obj, AbstractPage)

    def of(self, outcome: Outcome) -> list[Change]:
        """Return the changes with an outcome."""
        return [change for change in self.changes if change.outcome is outcome]

    @property
    def by_weight(self) -> list[Change]:
        """The changes, what needs a look first."""
        return [change for outcome in WEIGHTY_FIRST for change in self.of(outcome)]

    @property
    def changes_something(self) -> bool:
        """Whether accepting it changes the object or its marks."""
        return bool(self.of(Outcome.CHANGED) or self.of(Outcome.CONFIRMED))


@dataclass(frozen=True)
class Plan:
    """What accepting a file would do."""

    source: str
    target: str
    objects: list[ObjectPlan]

    def count(self, outcome: Outcome) -> int:
        """Return the number of units with an outcome."""
        return sum(len(each.of(outcome)) for each in self.objects)

    @property
    def refused(self) -> list[tuple[ObjectPlan, Change]]:
        """What is refused, with its object; what only follows from others comes last."""
        found = [(each, change) for each in self.objects for change in each.of(Outcome.REFUSED)]
        return sorted(found, key=lambda pair: pair[1].follows)

    @property
    def changes_something(self) -> bool:
        """Whether accepting it changes anything."""
        return any(each.changes_something for each in self.objects)
