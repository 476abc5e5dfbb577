"""What a page of the former site holds, once its extracted text is understood."""

import datetime as dt
import hashlib
from dataclasses import dataclass
from enum import Enum

from .folding import folded


class NotALegacyPageError(ValueError):
    """The text is no page of the former site; the message is one clear sentence."""


class Kind(Enum):
    """What a piece of the body is."""

    HEADING = "heading"
    SUBHEADING = "subheading"
    PARAGRAPH = "paragraph"
    LIST = "list"


@dataclass(frozen=True)
class Piece:
    """One piece of the body: its kind, and its lines (several for a list, else one)."""

    kind: Kind
    lines: tuple[str, ...]

    @property
    def text(self) -> str:
        """The piece as one line."""
        return " ".join(self.lines)


@dataclass(frozen=True)
class RelatedReference:
    """A related article that the page names; the former site gave no address."""

    title: str
    date: dt.date | None
    theme: str


@dataclass(frozen=True)
class LegacyArticle:
    """An article of the former site in one language.

    `left_out` holds the lines that were taken for the site's own furniture, so that a person can
    check that no content was among them.
    """

    language: str
    theme: str
    title: str
    date: dt.date
    lead: str
    body: tuple[Piece, ...]
    caption: str
    credit: str
    brochure_mention: str
    related: tuple[RelatedReference, ...]
    left_out: tuple[str, ...]

    @property
    def key(self) -> str:
        """What makes two files the same page: language, date and title (64 hexadecimal digits)."""
        return _digest(self.language, self.date.isoformat(), folded(self.title))

    @property
    def fingerprint(self) -> str:
        """What changes with any change of the content, but not with layout (64 digits)."""
        return _digest(
            folded(self.theme),
            self.lead,
            *(f"{piece.kind.value}:{line}" for piece in self.body for line in piece.lines),
            self.caption,
            self.credit,
            *(f"{link.date}:{folded(link.title)}" for link in self.related),
        )


def _digest(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()
