"""The clock of the portal: runs what is due at every full minute."""

import logging
import signal
import threading
from datetime import datetime
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import DatabaseError, InterfaceError, close_old_connections
from django.utils import timezone

logger = logging.getLogger(__name__)

MINUTE = 60.0


class Command(BaseCommand):
    """Publishes and withdraws scheduled pages every minute until told to stop."""

    help = "Publish and withdraw scheduled pages at every full minute, until SIGTERM or Ctrl-C."

    def handle(self, *args: Any, **options: Any) -> None:
        """Run until a signal says stop; the round under way is finished first."""
        stop = threading.Event()
        for sign in (signal.SIGTERM, signal.SIGINT):
            signal.signal(sign, lambda *_: stop.set())
        keep_time(stop)


def keep_time(stop: threading.Event) -> None:
    """Run one round now, so that nothing waits after a restart, then one every minute."""
    while not stop.is_set():
        run_round()
        stop.wait(seconds_to_next_minute(timezone.now()))


def run_round() -> None:
    """Do what is due; a database that is away for a moment costs this round only."""
    close_old_connections()
    try:
        call_command("publish_scheduled")
    except (DatabaseError, InterfaceError) as error:
        logger.warning("This minute's round failed, the next one tries again: %s", error)
    close_old_connections()


def seconds_to_next_minute(now: datetime) -> float:
    """Return the seconds from `now` to the next full minute, at most 60 and never 0."""
    return MINUTE - now.second - now.microsecond / 1e6
