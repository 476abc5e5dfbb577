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
    # Clean HTML of paragraphs and lists (`rich_text`), from pages that were saved whole.
    RICH = "rich"
    QUOTE = "quote"
    TABLE = "table"
    PICTURE = "picture"
    FILE = "file"


@dataclass(frozen=True)
class Piece:
    """One piece of the body: its kind, and its lines (several for a list, else one).

    The lines of a picture are its address, text alternative, caption and credit; those of a file
    its address and the text of its link; those of a quotation the words and who said them; those
    of a table its caption and each row, with the cells parted by tabulators.
    """

    kind: Kind
    lines: tuple[str, ...]

    @property
    def text(self) -> str:
        """The piece as one line."""
        return " ".join(self.lines)


@dataclass(frozen=True)
class RelatedReference:
    """A related article that the page names; extracted text gives no address."""

    title: str
    date: dt.date | None
    theme: str
    address: str = ""


@dataclass(frozen=True)
class LegacyArticle:
    """An article of the former site in one language.

    `left_out` holds the lines that were taken for the site's own furniture, so that a person can
    check that no content was among them.
    """

    language: str
    theme: str
    title: str
    # None where a saved page tells none.
    date: dt.date | None
    lead: str
    body: tuple[Piece, ...]
    caption: str
    credit: str
    brochure_mention: str
    related: tuple[RelatedReference, ...]
    left_out: tuple[str, ...]
    # Known of pages that were saved whole: the picture at the head, the page's own addresses on
    # the former site, and those that its language switch leads to (by language code).
    picture: Piece | None = None
    addresses: tuple[str, ...] = ()
    others: tuple[tuple[str, str], ...] = ()

    @property
    def text(self) -> str:
        """All words of the page, title first."""
        pieces = (piece.text for piece in self.body if piece.kind not in _ADDRESSED)
        return "\n".join([self.title, self.lead, *pieces])

    @property
    def pictures(self) -> tuple[Piece, ...]:
        """The picture at the head and those of the body."""
        head = (self.picture,) if self.picture else ()
        return head + tuple(piece for piece in self.body if piece.kind is Kind.PICTURE)

    @property
    def key(self) -> str:
        """What makes two files the same page: language, date and title (64 hexadecimal digits)."""
        return _digest(self.language, str(self.date or ""), folded(self.title))

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


# Pieces that begin with an address.
_ADDRESSED = (Kind.PICTURE, Kind.FILE)


def _digest(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()
