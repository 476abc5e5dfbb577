"""`import_content`: an interchange folder, or one packed as ZIP, into this site."""

from argparse import ArgumentParser
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from bps_portal.transfer.archives import unpack
from bps_portal.transfer.interchange.files import UnreadableError
from bps_portal.transfer.interchange.importing import Import
from bps_portal.transfer.interchange.trial import Trial


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
        parser.add_argument(
            "--dry-run",
            action="store_true",
            help="Report what would come and what is doubtful; make nothing.",
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        """Bring everything in.

        Raises:
            CommandError: with one sentence, when it is no interchange folder, or something was set
                aside.
        """
        source: Path = options["folder"]
        bring_in = self._try if options["dry_run"] else self._run
        if source.is_dir():
            bring_in(source)
            return
        with TemporaryDirectory() as unpacked:
            try:
                unpack(source, Path(unpacked), self._set_aside)
            except ValueError as error:
                raise CommandError(f"{source}: {error}. Nothing was imported.") from error
            bring_in(Path(unpacked))

    def _try(self, folder: Path) -> None:
        trial = self._opened(Trial, folder)
        tally = trial.run()
        self.stdout.write(
            f"Dry run, nothing was made: {tally.new} would come, {tally.known} are here already, "
            f"{tally.set_aside} cannot come; {trial.remarks} remarks."
        )
        if tally.set_aside:
            raise CommandError(f"{tally.set_aside} cannot come in.")

    def _opened[Opened: Import](self, kind: type[Opened], folder: Path) -> Opened:
        try:
            return kind(folder, self.stdout.write, self._set_aside)
        except UnreadableError as error:
            raise CommandError(f"This is no interchange folder: {error}.") from error

    def _run(self, folder: Path) -> None:
        tally = self._opened(Import, folder).run()
        self.stdout.write(
            f"{tally.new} new, {tally.known} here already, {tally.set_aside} set aside."
        )
        if tally.set_aside:
            raise CommandError(
                f"{tally.set_aside} could not come in; mend them and run the command again."
            )

    def _set_aside(self, place: str, reason: str) -> None:
        self.stderr.write(f"{place}: {reason}")
