"""Putting an alert out and ending it: what the admin, the command and the call all do."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.utils import timezone
from wagtail.log_actions import log

from bps_portal import languages
from bps_portal.content.models import Theme

from .alert_mails import Event, tell_administrators
from .alerts import ALL_CLEAR_STAYS, AlertUpdate, CrisisAlert, Source
from .levels import Level

# Any number that nothing else in the database locks.
LOCK = 1_120_101
PUT_OUT = "emergency.put_out"
ENDED = "emergency.ended"
UPDATED = "emergency.updated"


@transaction.atomic
def put_out(
    alert: CrisisAlert,
    *,
    source: Source,
    by: Any = None,
    themes: Iterable[Theme] = (),
    replaced: Iterable[CrisisAlert] = (),
) -> CrisisAlert:
    """Save an alert that was found right (`full_clean`), and end those whose place it takes.

    They end when it starts. An all clear without an end stays for a day. What says the very same as
    an alert that runs, as after a double click, is not put out again.

    Args:
        alert: not saved yet.
        source: by which way it came.
        by: the user, or None for a program.
        themes: the themes on whose pages it shows, where its place is that.
        replaced: alerts that are to end.

    Returns:
        The alert, or the one that says the same already.
    """
    if alert.level == Level.ALL_CLEAR and alert.ends_at is None:
        alert.ends_at = alert.starts_at + ALL_CLEAR_STAYS
    _wait_for_others()
    themes, replaced = list(themes), list(replaced)
    running = CrisisAlert.objects.in_force(timezone.now())
    same = next((old for old in running if _says_the_same(old, alert, themes)), None)
    if same:
        for old in replaced:
            if old != same:
                _end(old, alert.starts_at, by, replaced_by=same)
        return same
    alert.source, alert.created_by = source, by
    alert.save()
    alert.themes.set(themes)
    log(alert, PUT_OUT, user=by, data={"source": source.value, "level": alert.level})
    for old in replaced:
        _end(old, alert.starts_at, by, replaced_by=alert)
    tell_administrators(alert, Event.OUT, by)
    return alert


@transaction.atomic
def end(alerts: Iterable[CrisisAlert], *, by: Any = None, now: datetime | None = None) -> list[int]:
    """End alerts at once, or call off those still to start; return the keys of those that ended."""
    now = now or timezone.now()
    ended = [alert for alert in alerts if _end(alert, now, by)]
    for alert in ended:
        tell_administrators(alert, Event.ENDED, by)
    return [alert.pk for alert in ended]


@transaction.atomic
def add_update(update: AlertUpdate, *, by: Any) -> AlertUpdate:
    """Save a further word on an alert, which `full_clean` found right; once, if it comes twice."""
    newest = update.alert.updates.first()
    if newest and all(
        languages.value_in(newest, "text", code) == languages.value_in(update, "text", code)
        for code in languages.codes()
    ):
        return newest
    update.created_by = by
    update.save()
    log(update.alert, UPDATED, user=by, data={"text": str(update)})
    return update


def _wait_for_others() -> None:
    """Put alerts out one after the other, so that each sees the one before it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def _end(alert: CrisisAlert, at: datetime, by: Any, replaced_by: CrisisAlert | None = None) -> bool:
    """End an alert that would run at a moment or later; tell whether it would have."""
    if alert.ends_at is not None and alert.ends_at <= at:
        return False
    alert.ends_at = at
    alert.save(update_fields=["ends_at"])
    log(alert, ENDED, user=by, data={"replaced_by": replaced_by.pk if replaced_by else None})
    return True


def _says_the_same(old: CrisisAlert, new: CrisisAlert, themes: list[Theme]) -> bool:
    names = {field.attname for field in new._meta.concrete_fields} - {
        "id",
        "starts_at",
        "source",
        "created_at",
        "created_by_id",
    }
    is_later = new.starts_at > timezone.now()
    same = all((getattr(old, name) or "") == (getattr(new, name) or "") for name in names)
    return same and not is_later and set(old.themes.all()) == set(themes)
