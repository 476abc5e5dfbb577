"""`import_translations`: takes back a file that `export_translations` has written."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import translation

from bps_portal.translations.exchange.files import FileRefusedError
from bps_portal.translations.exchange.formats import read
from bps_portal.translations.exchange.importing import accept, plan
from bps_portal.translations.exchange.plans import Change, ObjectPlan, Outcome, Plan

AT_ONCE = 50
SIGNS = {Outcome.CHANGED: "~", Outcome.CONFIRMED: "=", Outcome.KEPT: "!", Outcome.REFUSED: "x"}


class Command(BaseCommand):
    """Shows what changes, and saves it; pages get a draft that somebody publishes."""

    help = (
        "Take back a translated file (XLIFF 2.0, XLIFF 1.2 or PO). Pages get a draft; what has no"
        " drafts, such as a theme, is changed at once. A text that was edited here since the export"
        " is kept. Where a text translates another version of the source or has broken tags,"
        " nothing is taken unless --skip-refused is given."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the options."""
        parser.add_argument("file", type=Path, metavar="FILE", help="The file that came back.")
        parser.add_argument("--dry-run", action="store_true", help="Only show what would change.")
        parser.add_argument(
            "--skip-refused", action="store_true", help="Take the rest where texts are refused."
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        """Take the file.

        Raises:
            CommandError: for a file that cannot be read or taken, in one sentence.
        """
        path: Path = options["file"]
        try:
            content = path.read_bytes()
        except OSError as error:
            raise CommandError(f"{path} cannot be read: {error.strerror}.") from error
        # Commands speak English.
        with translation.override(None):
            try:
                self._take(content, path.name, options)
            except FileRefusedError as error:
                raise CommandError(f"{error} Nothing was changed.") from error

    def _take(self, content: bytes, name: str, options: dict[str, Any]) -> None:
        file = read(content, name)
        with transaction.atomic():
            done = plan(file)
            for each in done.objects:
                self._show(each, options["verbosity"])
            if done.refused and not options["skip_refused"] and not options["dry_run"]:
                raise CommandError(_refusal(done))
            if not options["dry_run"]:
                total = len(done.objects)

                def tell(number: int) -> None:
                    if options["verbosity"] > 0 and (number % AT_ONCE == 0 or number == total):
                        self.stderr.write(f"{number} of {total} objects done")

                done = accept(file, progress=tell)
        verb = "Would take" if options["dry_run"] else "Took"
        self.stdout.write(
            f"{verb} {done.count(Outcome.CHANGED)} new texts and"
            f" {done.count(Outcome.CONFIRMED)} confirmations in {_saved(done)} objects;"
            f" kept {done.count(Outcome.KEPT)}, refused {done.count(Outcome.REFUSED)}."
        )

    def _show(self, each: ObjectPlan, verbosity: int) -> None:
        if verbosity < 1:
            return
        self.stdout.write(each.title)
        for change in each.changes:
            self.stdout.write(f"  {SIGNS[change.outcome]} {change.label}: {_words(change)}")


def _words(change: Change) -> str:
    if change.outcome is Outcome.REFUSED:
        return f"refused. {change.reason}"
    if change.outcome is Outcome.KEPT:
        return f"kept “{change.old}”; the file has “{change.new}”"
    if change.outcome is Outcome.CONFIRMED:
        return f"confirmed “{change.new}”"
    return f"“{change.old}” becomes “{change.new}”"


def _refusal(done: Plan) -> str:
    each, change = done.refused[0]
    more = f" So are {len(done.refused) - 1} more." if len(done.refused) > 1 else ""
    return (
        f"Refused: {each.title}, {change.label}: {change.reason}{more} Nothing was changed;"
        " --skip-refused takes the rest."
    )


def _saved(done: Plan) -> int:
    return sum(each.changes_something for each in done.objects)
