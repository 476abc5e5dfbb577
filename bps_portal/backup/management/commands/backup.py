"""`backup`: the database and the uploads, in one folder."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from bps_portal.backup.making import make
from bps_portal.backup.manifest import BackupError


class Command(BaseCommand):
    """Makes a backup while the site goes on."""

    help = (
        "Write the database and every upload that it names into a new folder, with checksums, all"
        " of one moment. The site goes on meanwhile. Sessions and waiting background tasks are not"
        " kept. Restore it with `restore`."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the folder."""
        parser.add_argument("folder", metavar="DIR", type=Path)
        parser.add_argument("--yes", action="store_true", help="replace a folder that is not empty")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Make it.

        Raises:
            CommandError: where it cannot be made; nothing is left behind.
        """
        try:
            manifest = make(options["folder"], self.stdout.write, overwrite=options["yes"])
        except BackupError as error:
            raise CommandError(str(error)) from error
        lost = f" {len(manifest.lost)} were lost before." if manifest.lost else ""
        self.stdout.write(f"{options['folder']}: {len(manifest.files)} files.{lost}")
