"""`import_old_addresses`: redirects from a CSV file."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, no_translations

from bps_portal.pages.redirect_import import import_redirects, read_rows


class Command(BaseCommand):
    """Makes a redirect of each row; a row that leads nowhere or in a circle is left out."""

    help = (
        "Import old addresses from a CSV file (UTF-8) whose first line names the columns: old_path, "
        "and page (an address of this site, followed when the page moves) or address (any). "
        "Optional: language, permanent. Chains and loops are refused, a line each."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the file."""
        parser.add_argument("file", metavar="FILE", type=Path)

    # What it says of a row is translated for the admin; a command speaks English.
    @no_translations
    def handle(self, *_args: Any, **options: Any) -> None:
        """Import the rows.

        Raises:
            CommandError: with one sentence, when the file cannot be read; nothing was imported.
        """
        try:
            text = options["file"].read_text(encoding="utf-8-sig")
            tally = import_redirects(lambda: read_rows(text.splitlines(keepends=True)))
        except OSError as error:
            raise CommandError(f"The file cannot be read ({error.strerror}).") from error
        except UnicodeDecodeError as error:
            raise CommandError("The file is not UTF-8. Nothing was imported.") from error
        except ValidationError as error:
            raise CommandError(f"{' '.join(error.messages)} Nothing was imported.") from error
        for refusal in tally.refusals:
            self.stderr.write(refusal)
        self.stdout.write(f"{tally.new} new, {tally.known} known, {tally.refused} refused.")
