"""Deletes entries of the log whose time is over."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from bps_portal.accounts.retention import forget_old_entries


class Command(BaseCommand):
    """Keeps what the privacy register says about the log."""

    help = (
        "Delete entries of the admin's log older than LOG_RETENTION_DAYS, and old tries to sign in."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        """Delete them and say how many there were."""
        deleted = forget_old_entries()
        if options["verbosity"]:
            self.stdout.write(
                f"Deleted {deleted} entries of the log older than {settings.LOG_RETENTION_DAYS} days."
            )
