"""`import_content`: an interchange folder, or one packed as ZIP, into this site."""

from argparse import ArgumentParser
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from bps_portal.transfer.archives import unpack
from bps_portal.transfer.interchange.files import UnreadableError
from bps_portal.transfer.interchange.importing import Import


class Command(BaseCommand):
    """Brings in what is new; running it again goes on where it stopped."""

    help = (
        "Bring in an interchange folder (docs/interchange.md), or one packed as ZIP. What is here "
        "already stays as its editors made it; what cannot come in is set aside, a line each, and "
        "tried again the next time. Each page comes in whole or not at all."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the folder."""
        parser.add_argument("folder", metavar="DIR", type=Path)

    def handle(self, *_args: Any, **options: Any) -> None:
        """Bring everything in.

        Raises:
            CommandError: with one sentence, when it is no interchange folder, or something was set
                aside.
        """
        source: Path = options["folder"]
        if source.is_dir():
            self._run(source)
            return
        with TemporaryDirectory() as unpacked:
            try:
                unpack(source, Path(unpacked), self._set_aside)
            except ValueError as error:
                raise CommandError(f"{source}: {error}. Nothing was imported.") from error
            self._run(Path(unpacked))

    def _run(self, folder: Path) -> None:
        try:
            tally = Import(folder, self.stdout.write, self._set_aside).run()
        except UnreadableError as error:
            raise CommandError(f"This is no interchange folder: {error}.") from error
        self.stdout.write(
            f"{tally.new} new, {tally.known} here already, {tally.set_aside} set aside."
        )
        if tally.set_aside:
            raise CommandError(
                f"{tally.set_aside} could not come in; mend them and run the command again."
            )

    def _set_aside(self, place: str, reason: str) -> None:
        self.stderr.write(f"{place}: {reason}")
