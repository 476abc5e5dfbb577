"""`restore`: a backup in the place of what is there."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import Error

from bps_portal.backup import restoring
from bps_portal.backup.manifest import BackupError


class Command(BaseCommand):
    """Restores a backup, after all of it was checked."""

    help = (
        "Check a folder that `backup` made, then put it in the place of the database and add its"
        " uploads: all of it or nothing. Stop the site first. Asks before it replaces anything."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the folder."""
        parser.add_argument("folder", metavar="DIR", type=Path)
        parser.add_argument(
            "--yes", action="store_true", help="replace the database and the uploads that are here"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        """Restore it.

        Raises:
            CommandError: where it cannot be restored or nobody agrees; nothing is changed.
        """
        folder = options["folder"]
        try:
            manifest = restoring.read(folder, self.stdout.write)
            here = restoring.what_is_here()
            if here and not options["yes"]:
                self._ask(here)
            restoring.restore(folder, manifest, self.stdout.write)
        except (BackupError, Error) as error:
            raise CommandError(str(error).strip()) from error
        self.stdout.write(
            f"Restored the backup of {manifest.made_at}. Run `migrate`, then start the site."
        )

    def _ask(self, here: str) -> None:
        question = f"This replaces {here}. Type yes to go on: "
        if sys.stdin.isatty() and input(question).strip() == "yes":
            return
        raise CommandError(f"Nothing was restored: here is {here}. Say --yes to replace it.")
