"""`translation_status`: how the translations of all content stand, for people and programs."""

import json
from argparse import ArgumentParser
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from bps_portal import languages
from bps_portal.translations import summary
from bps_portal.translations.kinds import Kind, kind_label, kind_name, kinds
from bps_portal.translations.models import TranslationStatus, TranslationStatusQuerySet, Work

AT_ONCE = 2000


class Command(BaseCommand):
    """Prints what the report “Translations” of the admin shows, or computes it anew."""

    help = (
        "Print how the translations of all content stand, one line for each object and language:"
        " what is missing first, then what is out of date. With --rebuild, compute it anew from"
        " the content instead."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the options."""
        parser.add_argument(
            "--format", choices=["text", "json"], default="text", help="Default: text."
        )
        parser.add_argument(
            "--language", choices=languages.codes(), help="Only the texts of one language."
        )
        parser.add_argument(
            "--kind", metavar="KIND", help="Only one kind of content, such as news.articlepage."
        )
        parser.add_argument("--state", choices=Work.values, help="Only what is in that state.")
        parser.add_argument(
            "--rebuild",
            action="store_true",
            help="Compute everything anew, as after a change that went past the application.",
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        """Print, or rebuild.

        Raises:
            CommandError: for a kind that does not exist, or options that exclude one another.
        """
        if options["rebuild"]:
            self._rebuild(options)
            return
        rows = TranslationStatus.objects.with_title(languages.default_code()).with_published()
        if options["language"]:
            rows = rows.filter(language=options["language"])
        if options["kind"]:
            rows = rows.of_kind(_kind(options["kind"]))
        if options["state"]:
            rows = rows.needing(options["state"])
        if options["format"] == "json":
            self._print_json(rows.most_urgent_first())
        else:
            self._print_text(rows.most_urgent_first())

    def _rebuild(self, options: dict[str, Any]) -> None:
        narrowing = [name for name in ("language", "kind", "state") if options[name]]
        if narrowing:
            raise CommandError(f"--rebuild covers everything; leave out --{narrowing[0]}.")
        verbose = options["verbosity"] > 0

        def tell(done: int) -> None:
            if verbose:
                self.stderr.write(f"{done} objects done")

        total = summary.rebuild(tell)
        if verbose:
            self.stdout.write(f"Computed how the translations of {total} objects stand.")

    def _print_json(self, rows: TranslationStatusQuerySet) -> None:
        lines = (json.dumps(_as_dict(row), ensure_ascii=False) for row in _read(rows))
        self.stdout.write("[", ending="")
        for place, line in enumerate(lines):
            self.stdout.write(("," if place else "") + f"\n  {line}", ending="")
        self.stdout.write("\n]")

    def _print_text(self, rows: TranslationStatusQuerySet) -> None:
        total = left = 0
        for row in _read(rows):
            total += 1
            left += bool(row.missing or row.outdated or row.missing_files)
            self.stdout.write(
                f"{row.language}  {kind_name(row.kind)} {row.object_id}  {row.title}: {_work(row)}"
            )
        self.stdout.write(f"{left} of {total} translations are not complete.")


def _kind(name: str) -> Kind:
    """Return the kind that is meant: "news.articlepage" or "articlepage", in any case."""
    wanted = name.lower()
    names = {kind_name(kind): kind for kind in kinds()}
    found = [kind for full, kind in names.items() if wanted in {full, full.partition(".")[2]}]
    if len(found) != 1:
        raise CommandError(f"There is no kind “{name}”; choose one of {', '.join(sorted(names))}.")
    return found[0]


def _read(rows: TranslationStatusQuerySet) -> Iterator[TranslationStatus]:
    return rows.iterator(chunk_size=AT_ONCE)


def _work(row: TranslationStatus) -> str:
    parts = []
    if row.missing:
        parts.append(f"{row.missing} missing")
    if row.outdated:
        since = f" since {row.since:%Y-%m-%d}" if row.since else ""
        parts.append(f"{row.outdated} out of date{since}")
    if row.missing_files:
        parts.append(f"{row.missing_files} without a file")
    return ", ".join(parts) or "complete"


def _as_dict(row: TranslationStatus) -> dict[str, Any]:
    return {
        "kind": kind_name(row.kind),
        "kind_label": kind_label(row.kind),
        "id": row.object_id,
        "language": row.language,
        "titles": row.titles,
        "missing": row.missing,
        "outdated": row.outdated,
        "since": row.since.isoformat() if row.since else None,
        "missing_files": row.missing_files,
        "published": row.published,
        "modified": row.modified.isoformat() if row.modified else None,
        "edit_url": settings.WAGTAILADMIN_BASE_URL + row.edit_url,
    }
