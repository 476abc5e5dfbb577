"""`export_content`: everything that is the site's own, as an interchange folder."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from bps_portal.transfer.interchange.exporting import Export


class Command(BaseCommand):
    """Writes the folder; the same content gives the same bytes."""

    help = (
        "Write all pages, drafts, themes, numbers, pictures, documents, menus, settings and "
        "redirects into a new folder, in the format of docs/interchange.md. Accounts, visitors' "
        "messages, past alerts and the history of pages stay behind."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the folder."""
        parser.add_argument("folder", metavar="DIR", type=Path)

    def handle(self, *_args: Any, **options: Any) -> None:
        """Write everything.

        Raises:
            CommandError: with one sentence, when the folder cannot be used; nothing is written then.
        """
        folder: Path = options["folder"]
        try:
            if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
                raise CommandError(f"{folder} holds something already; name a new or empty folder.")
            folder.mkdir(parents=True, exist_ok=True)
            count = Export(folder, self.stdout.write).write()
        except OSError as error:
            raise CommandError(f"The folder cannot be written ({error.strerror}).") from error
        self.stdout.write(f"Wrote {count} things to {folder}.")
