"""The alerts as open data: those that run and those that have run."""

import datetime as dt
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from ninja import Field, Query, Router, Schema
from ninja.pagination import paginate

from bps_portal import languages
from bps_portal.api.machinery import REFUSALS, Pages, Period
from bps_portal.api.serving import keep_for

from .alerts import CrisisAlert
from .levels import Level, Place
from .plain_text import lines

router = Router(tags=["alerts"])
# An alert must not be minutes late.
KEPT_SECONDS = 10


class AlertFilter(Period):
    """Which alerts: by the days on which they ran, and whether they do now."""

    in_force: bool | None = Field(None, description="Only those that run now, or only the others.")


class LinkOut(Schema):
    """Where to read more."""

    url: str
    text: str


class AlertUpdateOut(Schema):
    """A further word."""

    at: dt.datetime
    text: str


class AlertOut(Schema):
    """An alert; times carry the offset of Brussels."""

    id: int
    level: Level = Field(description="How grave it is.")
    level_label: str
    text: str
    steps: list[str] = Field(description="What to do, in order.")
    link: LinkOut | None
    starts_at: dt.datetime
    ends_at: dt.datetime | None
    in_force: bool
    place: Place = Field(description="The pages on which it shows.")
    themes: list[str] = Field(description="The slugs of the themes, where its place is themes.")
    crisis_mode: bool
    updates: list[AlertUpdateOut] = Field(description="The newest first.")

    @staticmethod
    def resolve_level_label(alert: CrisisAlert) -> str:
        """Return the level in words."""
        return str(alert.get_level_display())

    @staticmethod
    def resolve_steps(alert: CrisisAlert) -> list[str]:
        """Return the steps, which are lines of a text."""
        return lines(alert.steps)

    @staticmethod
    def resolve_link(alert: CrisisAlert) -> dict[str, str] | None:
        """Return the link, if there is one."""
        return {"url": alert.link_url, "text": alert.link_text} if alert.link_url else None

    @staticmethod
    def resolve_starts_at(alert: CrisisAlert) -> dt.datetime:
        """Return the start in Brussels' time."""
        return timezone.localtime(alert.starts_at)

    @staticmethod
    def resolve_ends_at(alert: CrisisAlert) -> dt.datetime | None:
        """Return the end in Brussels' time, None where nobody knows yet."""
        return timezone.localtime(alert.ends_at) if alert.ends_at else None

    @staticmethod
    def resolve_in_force(alert: CrisisAlert) -> bool:
        """Tell whether readers see it now."""
        return alert.is_in_force(timezone.now())

    @staticmethod
    def resolve_themes(alert: CrisisAlert) -> list[str]:
        """Return the slugs in the active language."""
        return [theme.slug for theme in alert.themes.all() if theme.slug]

    @staticmethod
    def resolve_updates(alert: CrisisAlert) -> list[dict[str, Any]]:
        """Return the further words in the active language."""
        return [
            {"at": timezone.localtime(update.at), "text": update.text}
            for update in alert.updates.all()
            if update.text
        ]


@router.get(
    "/alerts",
    response={200: list[AlertOut]} | REFUSALS,
    operation_id="alerts",
    summary="Alerts that run or have run, the latest first",
)
@paginate(Pages, page_size=20)
def alerts(request: HttpRequest, query: Query[AlertFilter]) -> QuerySet[CrisisAlert]:
    """Return the alerts that readers see or have seen; `from`..`until` touch theirs."""
    keep_for(request, KEPT_SECONDS)
    now = timezone.now()
    text = languages.field_name("text", languages.active_code())
    found = CrisisAlert.objects.shown_by(now).filter(**{f"{text}__gt": ""})
    if query.since:
        found = found.filter(Q(ends_at=None) | Q(ends_at__date__gte=query.since))
    if query.until:
        found = found.filter(starts_at__date__lte=query.until)
    if query.in_force is not None:
        running = found.in_force(now)
        found = running if query.in_force else found.exclude(pk__in=running)
    return found.prefetch_related("themes", "updates")
