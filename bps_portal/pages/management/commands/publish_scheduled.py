"""`publish_scheduled`: Wagtail's, which several machines may run at once."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection
from wagtail.management.commands import publish_scheduled

# Any number: whoever publishes holds it, until done or gone.
LOCK = 1_832_002


class Command(publish_scheduled.Command):
    """Publishes and withdraws what is due, one process after the other.

    Who waits finds afterwards that nothing is due any more, so that no page is published twice.
    """

    help = "Publish and withdraw scheduled pages. Safe to run on several machines at once."

    def handle(self, *args: Any, **options: Any) -> None:
        """Wait for whoever is at it, then do what is due."""
        with _alone():
            super().handle(*args, **options)


@contextmanager
def _alone() -> Iterator[None]:
    """Hold the lock on this connection; the server lets go of it where the connection breaks."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])
    try:
        yield
    finally:
        if connection.connection is not None and not connection.connection.closed:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])
