"""`import_legacy`: articles of the former site from their extracted text."""

from argparse import ArgumentParser
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from bps_portal import languages
from bps_portal.transfer.archives import unpack
from bps_portal.transfer.dry_run import report
from bps_portal.transfer.extracted_text import parse
from bps_portal.transfer.legacy_article import LegacyArticle, NotALegacyPageError
from bps_portal.transfer.legacy_import import ImportRefusedError, Outcome, import_article
from bps_portal.transfer.moving import bring_in, look, pair_and_ask
from bps_portal.transfer.run import SetAsideError
from bps_portal.transfer.saved_folder import SavedFolder
from bps_portal.transfer.site_words import known_languages
from bps_portal.transfer.source_file import read_text
from news.models import NewsIndexPage

VERBOSE = 2


class Command(BaseCommand):
    """Makes an article from each file, or changes nothing where any file is unusable."""

    help = (
        "Import pages of the former site. From files with their extracted text, one page a file: "
        "makes drafts below the news list, or live articles with --publish; a page that was "
        "imported before is left alone; where any file is no such page, nothing is imported. From "
        "a folder of saved pages (HTML), or one packed as ZIP: pairs the languages, asks editors in "
        "the admin what is doubtful, and brings in the rest; run again, it goes on."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the files and options."""
        codes = [code for code in languages.codes() if code in known_languages()]
        parser.add_argument("files", metavar="FILE", nargs="+", type=Path)
        parser.add_argument(
            "--language",
            choices=codes,
            help="The language of the files; saved pages name their own.",
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
        parser.add_argument(
            "--dry-run",
            action="store_true",
            help="Of a folder of saved pages: report what would come and what is doubtful.",
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        """Read every file first, then import them all or none.

        Raises:
            CommandError: with one sentence, when nothing was imported.
        """
        self.verbosity: int = options["verbosity"]
        files: list[Path] = options["files"]
        pair: Path | None = options["pair"]
        if any(_is_saved(file) for file in files):
            self._move_in(files, options)
            return
        if not options["language"]:
            raise CommandError("Name the language of the files: --language.")
        if options["dry_run"]:
            raise CommandError("--dry-run is for a folder of saved pages.")
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

    def _move_in(self, files: Sequence[Path], options: dict[str, Any]) -> None:
        if len(files) > 1 or options["pair"]:
            raise CommandError(
                "Name one folder of saved pages; its languages are paired by themselves."
            )
        folder = self._folder(files[0])
        source = SavedFolder(folder, options["language"] or "")
        looked = look(source, self.stdout.write, self._set_aside, publish=options["publish"])
        pairs, questions = pair_and_ask(folder)
        if options["dry_run"]:
            for line in report(folder):
                self.stdout.write(line)
            self.stdout.write(f"{looked.set_aside} files are no pages that can come in.")
            return
        try:
            tally = bring_in(folder, self.stdout.write, self._set_aside)
        except SetAsideError as error:
            raise CommandError(f"Nothing was imported: {error}; run `setup_site` first.") from error
        self.stdout.write(
            f"{tally.new} articles made, {tally.known} were here; "
            f"{looked.set_aside + tally.set_aside} files set aside. "
            f"{pairs} pairs; {questions} questions wait in the admin (Reports)."
        )

    def _folder(self, file: Path) -> Path:
        if file.suffix.lower() != ".zip":
            return file.resolve()
        folder = file.with_suffix("").resolve()
        try:
            if not folder.exists():
                folder.mkdir()
                unpack(file, folder, self._set_aside)
        except (OSError, ValueError) as error:
            raise CommandError(f"{file}: {error}. Nothing was imported.") from error
        return folder

    def _set_aside(self, place: str, reason: str) -> None:
        self.stderr.write(f"{place}: {reason}")

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


def _is_saved(file: Path) -> bool:
    return file.is_dir() or file.suffix.lower() in (".html", ".htm", ".xhtml", ".zip")


def _other_language(language: str) -> str:
    return next(code for code in known_languages() if code != language)
