"""`import_legacy`: articles of the former site from their extracted text."""

from argparse import ArgumentParser
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from bps_portal import languages
from bps_portal.transfer.extracted_text import parse
from bps_portal.transfer.legacy_article import LegacyArticle, NotALegacyPageError
from bps_portal.transfer.legacy_import import ImportRefusedError, Outcome, import_article
from bps_portal.transfer.site_words import known_languages
from bps_portal.transfer.source_file import read_text
from news.models import NewsIndexPage

VERBOSE = 2


class Command(BaseCommand):
    """Makes an article from each file, or changes nothing where any file is unusable."""

    help = (
        "Import pages of the former site from files with their extracted text, one page a file. "
        "Makes drafts below the news list, or live articles with --publish. A page that was "
        "imported before is left alone; where any file is no such page, nothing is imported."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the files and options."""
        codes = [code for code in languages.codes() if code in known_languages()]
        parser.add_argument("files", metavar="FILE", nargs="+", type=Path)
        parser.add_argument(
            "--language", required=True, choices=codes, help="The language of the files."
        )
        parser.add_argument(
            "--pair",
            metavar="FILE",
            type=Path,
            help="The same page in the other language; needs exactly one FILE.",
        )
        parser.add_argument(
            "--publish",
            action="store_true",
            help="Put the articles on the site at once, in the languages of the files alone.",
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        """Read every file first, then import them all or none.

        Raises:
            CommandError: with one sentence, when nothing was imported.
        """
        self.verbosity: int = options["verbosity"]
        files: list[Path] = options["files"]
        pair: Path | None = options["pair"]
        if pair and len(files) > 1:
            raise CommandError(
                "--pair needs exactly one FILE: the same page in the other language."
            )
        readings = (
            [(files[0], options["language"])]
            if pair
            else [(file, options["language"]) for file in files]
        )
        if pair:
            readings.append((pair, _other_language(options["language"])))
        articles = self._read(readings)
        groups = [articles] if pair else [[article] for article in articles]
        with transaction.atomic():
            self._import(groups, files, publish=options["publish"])

    def _read(self, readings: Sequence[tuple[Path, str]]) -> list[LegacyArticle]:
        articles: list[LegacyArticle] = []
        refusals: list[str] = []
        for file, language in readings:
            try:
                articles.append(parse(read_text(file), language))
            except NotALegacyPageError as error:
                refusals.append(f"{file}: {error}")
        self._refuse(refusals, len(readings))
        return articles

    def _import(
        self, groups: Sequence[Sequence[LegacyArticle]], files: Sequence[Path], *, publish: bool
    ) -> None:
        # The lock makes imports wait for one another, so that none makes a page twice.
        index = NewsIndexPage.objects.select_for_update(of=("self",)).first()
        if index is None:
            raise CommandError("There is no news list to import into; run `load_demo` first.")
        refusals: list[str] = []
        for place, (file, sources) in enumerate(zip(files, groups, strict=True), start=1):
            try:
                with transaction.atomic():
                    outcome = import_article(
                        sources, index, publish=publish, today=timezone.localdate()
                    )
            except ImportRefusedError as error:
                refusals.append(f"{file}: {error}")
            else:
                self._report(f"{place}/{len(groups)} {file}", outcome, sources)
        self._refuse(refusals, len(groups))

    def _report(self, file: str, outcome: Outcome, sources: Sequence[LegacyArticle]) -> None:
        self.stdout.write(f"{file}: {outcome.sentence} [page {outcome.article.pk}]")
        if self.verbosity >= VERBOSE:
            for source in sources:
                for line in source.left_out:
                    self.stdout.write(f"    left out: {line}")

    def _refuse(self, refusals: Sequence[str], total: int) -> None:
        if not refusals:
            return
        if len(refusals) == 1:
            raise CommandError(f"{refusals[0]}. Nothing was imported.")
        for refusal in refusals:
            self.stderr.write(f"{refusal}.")
        raise CommandError(f"{len(refusals)} of {total} files are unusable; nothing was imported.")


def _other_language(language: str) -> str:
    return next(code for code in known_languages() if code != language)
