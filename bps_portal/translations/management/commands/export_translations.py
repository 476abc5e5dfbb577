"""`export_translations`: what is to be translated into a language, as a file for translators."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from bps_portal import languages
from bps_portal.translations.exchange.exporting import awaited, export, source_for
from bps_portal.translations.exchange.formats import Format, write
from bps_portal.translations.kinds import content_type_id, kinds_of_pages
from bps_portal.translations.models import TranslationStatus, TranslationStatusQuerySet

AT_ONCE = 200


class Command(BaseCommand):
    """Writes a file; the content stays as it is."""

    help = (
        "Write what is missing or out of date in a language to a file for translators: XLIFF 2.0"
        " (.xlf), XLIFF 1.2 (--format xliff1) or PO (.po). With --page, everything of those pages"
        " instead. Take the file back with import_translations."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the options."""
        parser.add_argument(
            "--language",
            required=True,
            choices=languages.codes(),
            help="The language to translate into.",
        )
        parser.add_argument(
            "--source",
            choices=languages.codes(),
            help="The language to translate from. Default: the first of the others.",
        )
        parser.add_argument(
            "--out", required=True, type=Path, metavar="FILE", help="Where to write."
        )
        parser.add_argument(
            "--format",
            choices=Format.values,
            help="Default: PO for a file that ends in .po, else XLIFF 2.0.",
        )
        parser.add_argument(
            "--page",
            type=int,
            action="append",
            metavar="NUMBER",
            help="Everything of the page with that number; may be given several times.",
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        """Write the file.

        Raises:
            CommandError: for a page that does not exist, a source that is the target, nothing to
                translate, or a file that cannot be written.
        """
        out, target = options["out"], options["language"]
        source = options["source"] or source_for(target)
        if source == target:
            raise CommandError("--source and --language are the same language.")
        name = options["format"] or (Format.PO if out.suffix.lower() == ".po" else Format.XLIFF_2)
        rows = TranslationStatus.objects.filter(language=target).most_urgent_first()
        chosen = _of_pages(rows, options["page"]) if options["page"] else awaited(rows)
        total = chosen.count()

        def tell(done: int) -> None:
            if options["verbosity"] > 0 and (done % AT_ONCE == 0 or done == total):
                self.stderr.write(f"{done} of {total} objects read")

        file = export(
            chosen.iterator(AT_ONCE),
            source,
            target,
            only_awaited=not options["page"],
            progress=tell,
        )
        if not file.parts:
            raise CommandError(f"Nothing is to be translated into {target}.")
        try:
            out.write_bytes(write(file, Format(name)))
        except OSError as error:
            raise CommandError(f"{out} cannot be written: {error.strerror}.") from error
        lines = sum(len(part.lines) for part in file.parts)
        self.stdout.write(f"Wrote {lines} texts of {len(file.parts)} objects to {out}.")


def _of_pages(rows: TranslationStatusQuerySet, keys: list[int]) -> TranslationStatusQuerySet:
    pages = rows.filter(
        content_type__in=[content_type_id(kind) for kind in kinds_of_pages()], object_id__in=keys
    )
    missing = set(keys) - set(pages.values_list("object_id", flat=True))
    if missing:
        raise CommandError(f"There is no page with the number {min(missing)}.")
    return pages
