"""`import_legacy`: articles from pages of the former site, saved or as extracted text."""

from argparse import ArgumentParser
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NoReturn

from django.core.management.base import BaseCommand, CommandError

from bps_portal import languages
from bps_portal.transfer.archives import unpack
from bps_portal.transfer.dry_run import report
from bps_portal.transfer.legacy_article import LegacyArticle
from bps_portal.transfer.legacy_import import Outcome
from bps_portal.transfer.moving import bring_in, look, pair_and_ask
from bps_portal.transfer.run import SetAsideError
from bps_portal.transfer.site_words import known_languages
from bps_portal.transfer.text_files import TextFiles, folder_at
from bps_portal.transfer.text_import import NoNewsListError, TextImport, UnusableFilesError

VERBOSE = 2


class Command(BaseCommand):
    """Makes an article from each page."""

    help = (
        "Import pages of the former site. From files with their extracted text, one page a file: "
        "makes drafts below the news list, or live articles with --publish; a page that was "
        "imported before is left alone; where any file is no such page, nothing is imported. From "
        "a folder of saved pages (HTML) or of extracted texts, or one packed as ZIP: pairs the "
        "languages, asks editors in the admin what is doubtful, sets aside what is no page, and "
        "brings in the rest; run again, it goes on."
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
            help="Report what would come and what is doubtful; make nothing.",
        )
        parser.add_argument(
            "--keep-going",
            action="store_true",
            help="Set aside the FILEs that cannot come in, and bring in the others.",
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        """Import what was named; several FILEs all or none, unless told to keep going.

        Raises:
            CommandError: with one sentence, when nothing was imported, or something set aside.
        """
        self.verbosity: int = options["verbosity"]
        files: list[Path] = options["files"]
        pair: Path | None = options["pair"]
        if any(_is_saved(file) for file in files):
            self._move_in(files, options)
            return
        language = options["language"]
        if not language:
            raise CommandError("Name the language of the files: --language.")
        if pair and len(files) > 1:
            raise CommandError(
                "--pair needs exactly one FILE: the same page in the other language."
            )
        other = (pair, _other_language(language)) if pair else None
        self._import(TextFiles(files, language, other), options)

    def _move_in(self, files: Sequence[Path], options: dict[str, Any]) -> None:
        if len(files) > 1 or options["pair"]:
            raise CommandError("Name one folder alone; its languages are paired by themselves.")
        folder = self._folder(files[0])
        source = folder_at(folder, options["language"] or "")
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
            f"{pairs} pairs; {questions} questions wait in the admin (Reports, Moving in); "
            "what hangs on one comes in once it is settled."
        )

    def _folder(self, file: Path) -> Path:
        if file.suffix.lower() != ".zip":
            return file.resolve()
        folder = file.with_suffix("").resolve()
        try:
            if not folder.exists():
                # Under another name until it is whole, so that the next run does not take a part.
                with TemporaryDirectory(dir=folder.parent) as place:
                    (whole := Path(place) / folder.name).mkdir()
                    unpack(file, whole, self._set_aside)
                    whole.rename(folder)
        except (OSError, ValueError) as error:
            raise CommandError(f"{file}: {error}. Nothing was imported.") from error
        return folder

    def _set_aside(self, place: str, reason: str) -> None:
        self.stderr.write(f"{place}: {reason}")

    def _import(self, reader: TextFiles, options: dict[str, Any]) -> None:
        refusals: list[str] = []
        done = iter(range(1, reader.count() + 1))

        def report(place: str, outcome: Outcome, sources: Sequence[LegacyArticle]) -> None:
            page = "" if options["dry_run"] else f" [page {outcome.article.pk}]"
            name = f"{next(done)}/{reader.count()} {place}"
            self._report(f"{name}: {outcome.sentence}{page}", sources)

        def refuse(place: str, reason: str) -> None:
            refusals.append(f"{place}: {reason}")

        all_or_none = not (options["dry_run"] or options["keep_going"])
        set_aside = refuse if all_or_none else self._set_aside
        work = TextImport(reader, options["publish"], self.stdout.write, set_aside, report)
        try:
            if options["dry_run"]:
                tally = work.try_out()
                self.stdout.write(
                    f"Dry run, nothing was made: {tally.new} would come, {tally.known} are here, "
                    f"{tally.set_aside} cannot come."
                )
            elif options["keep_going"]:
                tally = work.keep_going()
                self.stdout.write(f"{tally.new} came in, {tally.known} were here.")
            else:
                work.all_or_none()
                return
        except NoNewsListError as error:
            raise CommandError(
                "There is no news list to import into; run `setup_site` first."
            ) from error
        except UnusableFilesError:
            self._refuse(refusals, reader.count())
        if tally.set_aside:
            raise CommandError(f"{tally.set_aside} of {reader.count()} files were set aside.")

    def _report(self, line: str, sources: Sequence[LegacyArticle]) -> None:
        self.stdout.write(line)
        if self.verbosity >= VERBOSE:
            for source in sources:
                for line in source.left_out:
                    self.stdout.write(f"    left out: {line}")

    def _refuse(self, refusals: Sequence[str], total: int) -> NoReturn:
        if len(refusals) == 1:
            raise CommandError(f"{refusals[0]}. Nothing was imported.")
        for refusal in refusals:
            self.stderr.write(f"{refusal}.")
        raise CommandError(f"{len(refusals)} of {total} files are unusable; nothing was imported.")


def _is_saved(file: Path) -> bool:
    return file.is_dir() or file.suffix.lower() in (".html", ".htm", ".xhtml", ".zip")


def _other_language(language: str) -> str:
    return next(code for code in known_languages() if code != language)
