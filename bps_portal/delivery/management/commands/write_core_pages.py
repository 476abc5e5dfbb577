"""Writes the core pages to disk at once."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import Error
from django.utils import timezone

from bps_portal.delivery import core_pages


class Command(BaseCommand):
    """For an operator who does not want to wait for the scheduler, which does it by itself."""

    help = "Write a copy of the core pages (home, numbers, contact, statement) to CORE_PAGES_DIR."

    def handle(self, *args: Any, **options: Any) -> None:
        """Write them and tell which.

        Raises:
            CommandError: when no folder is set, or a page cannot be made or written.
        """
        del args, options
        if not settings.CORE_PAGES_ROOT:
            raise CommandError("Set CORE_PAGES_DIR to the folder for the core pages.")
        try:
            written = core_pages.write(Path(settings.CORE_PAGES_ROOT), timezone.now())
        except (core_pages.CoreCopyError, OSError, Error) as error:
            raise CommandError(f"The core pages stay as they were: {error}.") from error
        self.stdout.write("\n".join(written))
