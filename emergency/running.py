"""What every page must know of the alerts: a copy of a few words.

It is checked at most each second (`ALERTS_CHECKED_EVERY`).

Each process keeps the copy of the alerts that run or are still to start, so that a page costs no
query and an alert begins and ends at its minute. The last one known is kept in Django's cache too:
where the database does not answer, pages and error pages still say what was last said.
"""

import logging
import threading
import time
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.conf import settings
from django.core.cache import cache
from django.db import Error, transaction
from django.utils import timezone

from bps_portal import languages

from .alerts import AlertUpdate, CrisisAlert
from .levels import Level, Place
from .plain_text import lines

logger = logging.getLogger(__name__)

# With the form of `RunningAlert`, whose change needs another key.
CACHE_KEY = "emergency.running-alerts.2"


@dataclass(frozen=True)
class Words:
    """What an alert says in one language."""

    text: str
    steps: tuple[str, ...] = ()
    link_url: str = ""
    link_text: str = ""


@dataclass(frozen=True)
class Update:
    """A further word: its time, and its text by language."""

    at: datetime
    texts: dict[str, str]


@dataclass(frozen=True)
class RunningAlert:
    """An alert as pages show it, without its row."""

    level: Level
    words: dict[str, Words]
    starts_at: datetime
    ends_at: datetime | None = None
    place: Place = Place.EVERYWHERE
    theme_ids: frozenset[int] = frozenset()
    crisis_mode: bool = False
    updates: tuple[Update, ...] = field(default=())

    def is_in_force(self, now: datetime) -> bool:
        """Tell whether it runs."""
        return self.starts_at <= now and (self.ends_at is None or self.ends_at > now)

    def shows(self, *, on_home: bool, theme_id: int | None) -> bool:
        """Tell whether it shows on a page that is the home page, or is about a theme."""
        if self.place == Place.THEMES:
            return theme_id in self.theme_ids
        return self.place == Place.EVERYWHERE or on_home


def copy_of(
    alert: CrisisAlert, theme_ids: Collection[int] = (), updates: Iterable[AlertUpdate] = ()
) -> RunningAlert:
    """Return what pages show of an alert, which need not be saved; a language without text is out."""
    return RunningAlert(
        level=Level(alert.level),
        words={code: _words(alert, code) for code in _languages_of(alert)},
        starts_at=alert.starts_at,
        ends_at=alert.ends_at,
        place=Place(alert.place),
        theme_ids=frozenset(theme_ids),
        crisis_mode=alert.crisis_mode,
        updates=tuple(
            Update(
                update.at,
                {code: languages.value_in(update, "text", code) for code in _languages_of(update)},
            )
            for update in updates
        ),
    )


def alerts_in_force(now: datetime | None = None) -> list[RunningAlert]:
    """Return the alerts that run, the gravest first and then the newest; none where none is known.

    Never fails: where the database does not answer, the last copy stands.
    """
    now = now or timezone.now()
    running = [alert for alert in _copy.alerts() if alert.is_in_force(now)]
    running.sort(key=lambda alert: alert.starts_at, reverse=True)
    return sorted(running, key=lambda alert: alert.level.rank)


def known_at() -> datetime | None:
    """Return when this process last read what `alerts_in_force` tells; None where it never did."""
    _copy.alerts()
    return _copy.read_at


def next_moment(now: datetime) -> datetime | None:
    """Return when the next alert begins or ends, as far as this process knows."""
    moments = [m for a in _copy.alerts() for m in (a.starts_at, a.ends_at) if m and m > now]
    return min(moments, default=None)


def forget() -> None:
    """Have this process look again before its next page; the others do within a second."""
    _copy.forget()


def forget_after_change(**_kwargs: object) -> None:
    """Do so now, for what is read before the commit, and after it."""
    forget()
    transaction.on_commit(forget)


def forget_all() -> None:
    """Know nothing at all, as after a start with an empty cache."""
    _copy.clear()
    cache.delete(CACHE_KEY)


class _Copy:
    def __init__(self) -> None:
        self._alerts: tuple[RunningAlert, ...] | None = None
        self.read_at: datetime | None = None
        self._checked = float("-inf")
        self._forgotten = 0
        self._lock = threading.Lock()

    def alerts(self) -> tuple[RunningAlert, ...]:
        """Return the copy; one thread at a time renews it, the others go on with what there is."""
        is_fresh = time.monotonic() - self._checked < settings.ALERTS_CHECKED_EVERY
        wait = self._alerts is None or not settings.ALERTS_CHECKED_EVERY
        if not is_fresh and self._lock.acquire(blocking=wait):
            try:
                self._renew()
            finally:
                self._lock.release()
        return self._alerts or ()

    def forget(self) -> None:
        self._forgotten += 1
        self._checked = float("-inf")

    def clear(self) -> None:
        self._alerts = self.read_at = None
        self.forget()

    def _renew(self) -> None:
        if time.monotonic() - self._checked < settings.ALERTS_CHECKED_EVERY:
            # Another thread has done it while this one waited.
            return
        started, now, forgotten = time.monotonic(), timezone.now(), self._forgotten
        try:
            found = _read()
        except Error as error:
            logger.warning("The alerts cannot be read, the last ones known stand: %s", error)
            if self._alerts is None:
                self._alerts, self.read_at = _from_cache()
        except Exception:
            # Whatever it is: no page may fail for its banner.
            logger.exception("The alerts cannot be read, the last ones known stand")
            self._alerts = self._alerts or ()
        else:
            self.read_at = now
            if found != self._alerts:
                self._alerts = found
                _to_cache(found, now)
        if forgotten == self._forgotten:
            # Before what was read, so that a change meanwhile is not missed for longer.
            self._checked = started


_copy = _Copy()


def _read() -> tuple[RunningAlert, ...]:
    """Return what runs or is to start; one query where there is nothing."""
    # An alert that ended just now still answers for the clock of another process.
    found = CrisisAlert.objects.unfinished(timezone.now() - timedelta(minutes=1))
    return tuple(
        copy_of(alert, {theme.pk for theme in alert.themes.all()}, alert.updates.all())
        for alert in found.prefetch_related("themes", "updates")
    )


def _from_cache() -> tuple[tuple[RunningAlert, ...], datetime | None]:
    try:
        return cache.get(CACHE_KEY) or ((), None)
    except Exception:
        logger.exception("The last alerts known cannot be read from the cache")
        return (), None


def _to_cache(alerts: tuple[RunningAlert, ...], read_at: datetime) -> None:
    try:
        cache.set(CACHE_KEY, (alerts, read_at), timeout=None)
    except Exception:
        logger.exception("The alerts cannot be kept in the cache")


def _languages_of(obj: object) -> list[str]:
    return [code for code in languages.codes() if languages.value_in(obj, "text", code)]


def _words(alert: CrisisAlert, code: str) -> Words:
    def value(name: str) -> str:
        return languages.value_in(alert, name, code) or ""

    return Words(value("text"), tuple(lines(value("steps"))), value("link_url"), value("link_text"))
