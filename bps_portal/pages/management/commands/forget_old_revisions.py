"""Deletes versions of pages and snippets whose time is over."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from wagtail.management.commands.purge_revisions import purge_revisions


class Command(BaseCommand):
    """Keeps what the privacy register says about former versions of texts."""

    help = (
        "Delete versions older than REVISION_RETENTION_DAYS, but never the latest one, one that is"
        " planned, or one that waits for approval."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        """Delete them and say how many there were."""
        deleted, _kept = purge_revisions(days=settings.REVISION_RETENTION_DAYS)
        if options["verbosity"]:
            self.stdout.write(
                f"Deleted {deleted} versions older than {settings.REVISION_RETENTION_DAYS} days."
            )
