"""The clock of the portal: runs what is due at every full minute, and once a day."""

import logging
import signal
import threading
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import DatabaseError, InterfaceError, close_old_connections
from django.utils import timezone

from bps_portal.delivery import core_pages

logger = logging.getLogger(__name__)

MINUTE = 60.0


class Command(BaseCommand):
    """Publishes and withdraws scheduled pages every minute until told to stop.

    `DAILY_COMMANDS` names what else runs once a day: the settings know all rooms, the clock none.
    """

    help = (
        "Publish and withdraw scheduled pages at every full minute and run the daily commands,"
        " until SIGTERM or Ctrl-C."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        """Run until a signal says stop; the round under way is finished first."""
        stop = threading.Event()
        for sign in (signal.SIGTERM, signal.SIGINT):
            signal.signal(sign, lambda *_: stop.set())
        if settings.CORE_PAGES_ROOT:
            # Beside the clock, whose daily commands may take long.
            threading.Thread(target=core_pages.keep_writing, args=[stop], daemon=True).start()
        keep_time(stop)


def keep_time(stop: threading.Event) -> None:
    """Run one round now, so that nothing waits after a restart, then one every minute."""
    done_on: date | None = None
    while not stop.is_set():
        run_round()
        done_on = run_daily(done_on)
        stop.wait(seconds_to_next_minute(timezone.now()))


def run_round() -> None:
    """Do what is due.

    A database that is away for a moment costs this round only, and so does a page that cannot be
    published any more, because another one has taken its address since.
    """
    _run("publish_scheduled")


def run_daily(done_on: date | None, now: datetime | None = None) -> date | None:
    """Run the daily commands on the first round of a day, the one after a start included.

    Args:
        done_on: the day on which they last ran.
        now: the time of this round (default: the clock's).

    Returns:
        The day on which they last ran; where one failed the next round tries again.
    """
    today = timezone.localdate(now)
    if done_on == today:
        return done_on
    done = [_run(name) for name in settings.DAILY_COMMANDS]
    return today if all(done) else done_on


def _run(name: str) -> bool:
    close_old_connections()
    try:
        call_command(name)
    except (DatabaseError, InterfaceError, ValidationError) as error:
        logger.warning("%s failed, the next round tries again: %s", name, error)
        return False
    finally:
        close_old_connections()
    return True


def seconds_to_next_minute(now: datetime) -> float:
    """Return the seconds from `now` to the next full minute, at most 60 and never 0."""
    return MINUTE - now.second - now.microsecond / 1e6
