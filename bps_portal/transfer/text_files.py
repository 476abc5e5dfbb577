"""Extracted texts of the former site: files that an operator names, or a folder of them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from .extracted_text import parse
from .legacy_article import LegacyArticle, NotALegacyPageError
from .saved_folder import SavedFolder
from .site_words import language_of
from .source_file import read_text

TEXTS = {".txt"}


@dataclass
class TextFiles:
    """Reads the files of one language; `pair` holds the one page of the one file in another."""

    files: Sequence[Path]
    language: str
    pair: tuple[Path, str] | None = None

    def count(self) -> int:
        """Return how many pages there are."""
        return len(self.files)

    def places(self) -> Iterator[str]:
        """Yield the files in the order in which they were named."""
        return map(str, self.files)

    def read(self, place: str) -> list[LegacyArticle]:
        """Return the versions of a page that are there, the leading one first.

        Raises:
            NotALegacyPageError: with one clear sentence, when one of them is no page.
        """
        articles = [parse(read_text(Path(place)), self.language)]
        if self.pair:
            file, language = self.pair
            try:
                articles.append(parse(read_text(file), language))
            except NotALegacyPageError as error:
                raise NotALegacyPageError(f"its pair {file}: {error}") from error
        return articles


class TextFolder(SavedFolder):
    """Reads a folder of extracted texts, whose words tell the language where nobody names it."""

    endings = TEXTS

    def _parsed(self, file: Path, _place: str) -> LegacyArticle:
        text = read_text(file)
        if language := self.language or language_of(text):
            return parse(text, language)
        raise NotALegacyPageError("nothing tells its language; name it with --language")


def folder_at(folder: Path, language: str = "") -> SavedFolder:
    """Return what reads a folder: its saved pages, or its extracted texts where it has no page."""
    pages = SavedFolder(folder, language)
    texts = TextFolder(folder, language)
    return texts if any(texts.places()) and not any(pages.places()) else pages
