"""What a reader asks for: a text, cleaned and taken apart into what is looked for."""

import re
from dataclasses import dataclass, field
from functools import reduce
from itertools import pairwise
from operator import and_, or_
from typing import Any

from django.contrib.postgres.search import SearchQuery

from .configurations import PLAIN, stock, unaccented
from .normalising import WORD, folded, normalised, readable

LONGEST_QUERY = 200
MOST_UNITS = 12
LONGEST_PHRASE = 4
SHORTEST_BEGINNING = 4
_MARKED = re.compile(r"([^\W\d_]+)(\d+)")
_COUNTRY_CODE = re.compile(r"(?<!\d)(?:\+|00)32\s*(?:0\s*)?(?=\d)")


@dataclass
class Unit:
    """One word or number of a query; `text` is as typed, in small letters.

    `joined` holds other ways of writing it together with a neighbour, `other` words of the site
    for which it may be misspelt, `parts` the words of which it may be made, `synonyms` what editors
    say means the same.
    """

    text: str
    is_number: bool = False
    joined: list[str] = field(default_factory=list)
    other: list[str] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    synonyms: list[str] = field(default_factory=list)

    def query(self, code: str) -> Any:
        """Return what finds it in a language."""
        found = [_words(text, code) for text in (self.text, *self.other, *self.synonyms)]
        found += [SearchQuery(text, config=PLAIN) for text in self.joined]
        if not self.is_number:
            found += [SearchQuery(text, config=unaccented(code)) for text in self.joined]
        return reduce(or_, found)

    def loose_query(self, code: str) -> Any | None:
        """Return what finds longer words that begin with it, and its parts; None for a number."""
        found: list[Any] = []
        if len(self.text) >= SHORTEST_BEGINNING and self.text.isalpha():
            # As typed, too: the stem of a short word may begin no other ("rook" -> "rok").
            begins = f"{folded(self.text)}:*"
            found += [
                SearchQuery(begins, config=config, search_type="raw")
                for config in (unaccented(code), PLAIN)
            ]
        if self.parts:
            found.append(reduce(and_, (_words(part, code) for part in self.parts)))
        return reduce(or_, found) if found else None


def cleaned(raw: str) -> tuple[str, bool]:
    """Return a query as it is looked for, and whether it was too long and is cut."""
    text = normalised(raw[: LONGEST_QUERY * 4])
    return text[:LONGEST_QUERY].strip(), len(text) > LONGEST_QUERY or len(raw) > LONGEST_QUERY * 4


def typed(raw: str) -> str:
    """Return a query as its reader typed it, to be shown again; cut where it is too long."""
    return readable(raw[: LONGEST_QUERY * 4])[:LONGEST_QUERY].strip()


def units_of(text: str) -> list[Unit]:
    """Return what is looked for in a cleaned query, each thing once, at most twelve of them."""
    units: list[Unit] = []
    for part in _with_numbers_together(text.casefold()):
        digits = part.replace(" ", "")
        if digits.isdigit():
            groups = [part] if part != digits else []
            units.append(Unit(digits, is_number=True, other=groups))
        elif marked := _MARKED.fullmatch(part):
            units.append(Unit(" ".join(marked.groups()), joined=[part]))
        else:
            units.append(Unit(part))
    for first, second in pairwise(units):
        if first.text.isalpha() and second.text.isalpha():
            together = folded(first.text + second.text)
            first.joined.append(together)
            second.joined.append(together)
    unique = {unit.text: unit for unit in reversed(units)}
    return [unit for unit in units if unique.pop(unit.text, None)][:MOST_UNITS]


def phrases_of(words: list[str]) -> dict[str, slice]:
    """Return the phrases of up to four words that stand in a query, with their places."""
    return {
        " ".join(words[start:end]): slice(start, end)
        for start in range(len(words))
        for end in range(start + 1, min(start + LONGEST_PHRASE, len(words)) + 1)
    }


def _with_numbers_together(text: str) -> list[str]:
    """Return the words; groups of digits stay together, without the code of the country."""
    parts: list[str] = []
    for word in WORD.findall(_COUNTRY_CODE.sub("0", text)):
        if word.isdigit() and parts and parts[-1][-1].isdigit() and parts[-1][0].isdigit():
            parts[-1] += f" {word}"
        else:
            parts.append(word)
    return parts


def _words(text: str, code: str) -> Any:
    return SearchQuery(text, config=stock(code)) | SearchQuery(text, config=unaccented(code))
