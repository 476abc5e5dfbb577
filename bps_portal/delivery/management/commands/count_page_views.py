"""Counts how often pages were read, from the server's own logs."""

import csv
import gzip
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from bps_portal.delivery.access_log import page_views


class Command(BaseCommand):
    """Prints a table; keeps nothing."""

    help = (
        "Print how often each page was read on each day, as CSV, from access logs in the Combined"
        " Log Format (.gz too). Nothing of the readers is kept. Needs PAGE_STATISTICS=1."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the logs."""
        parser.add_argument("logs", nargs="+", type=Path, metavar="LOG")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print day, page and number of views.

        Raises:
            CommandError: where statistics are off, or a log cannot be read.
        """
        if not settings.PAGE_STATISTICS:
            message = "Statistics are off. Set PAGE_STATISTICS=1, and say so on the privacy page."
            raise CommandError(message)
        views: Counter[Any] = Counter()
        for log in options["logs"]:
            try:
                views += page_views(_lines(log))
            except OSError as error:
                message = f"{log} cannot be read: {error.strerror or error}"
                raise CommandError(message) from error
        table = csv.writer(self.stdout, lineterminator="\n")
        table.writerow(["day", "page", "views"])
        table.writerows([day, path, number] for (day, path), number in sorted(views.items()))


def _lines(log: Path) -> Iterator[str]:
    with (
        gzip.open(log, "rt", errors="replace")
        if log.suffix == ".gz"
        else log.open(errors="replace")
    ) as lines:
        yield from lines
