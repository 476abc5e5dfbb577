"""The shape of what the admin's first page shows: sections of groups of things to do."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from wagtail.admin.ui.components import Component

from bps_portal.languages.templatetags.languages import short_date

# Of each group; the rest is where the group's address leads.
SHOWN = 5


@dataclass(frozen=True)
class Item:
    """One thing to do: its title leads to `url`; `notes` say what it needs and since when."""

    title: str
    url: str
    notes: Sequence[str] = ()


@dataclass(frozen=True)
class Group:
    """Things of one sort: how many there are, the first of them, and where all of them are.

    `empty` is what to say where there is none.
    """

    label: str | Promise
    count: int
    items: Sequence[Item]
    url: str
    empty: str | Promise


def day(moment: datetime) -> str:
    """Return the day of a moment, as in Brussels: 23.09.2021."""
    return short_date(timezone.localtime(moment))


def since(moment: datetime | None) -> list[str]:
    """Return the note that says from when on something has been so; none without a moment."""
    return [_("since %(day)s") % {"day": day(moment)}] if moment else []


class Section(Component):
    """A section of the first page; those of Wagtail have orders from 200 on."""

    template_name = "translations/admin/dashboard_section.html"

    def __init__(
        self, name: str, heading: str | Promise, order: int, groups: Sequence[Group]
    ) -> None:
        self.name = name
        self.heading = heading
        self.order = order
        self.groups = groups

    def get_context_data(self, _parent_context: Any = None) -> dict[str, Any]:
        """Return the section itself, which is complete."""
        return {"section": self}
