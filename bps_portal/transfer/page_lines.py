"""Telling the lines of the former site's pages from one another."""

import re
from datetime import date

from .folding import folded
from .legacy_article import NotALegacyPageError
from .site_words import site_words

_DATE = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})")
# The former site did not exist before the web; a later year is a slip of the keyboard.
_YEARS = range(1990, 2100)
_SHORTEST_LABEL = 3


def written_date(line: str) -> date | None:
    """Return the date that a line consists of, or None.

    Raises:
        NotALegacyPageError: for a date that the calendar does not have.
    """
    match = _DATE.fullmatch(line)
    if match is None:
        return None
    day, month, year = map(int, match.groups())
    try:
        found = date(year, month, day)
    except ValueError:
        found = None
    if found is None or found.year not in _YEARS:
        raise NotALegacyPageError(f"its date {line} does not exist")
    return found


def undoubled(line: str) -> str | None:
    """Return the label that a line holds twice ("NewsNews", "News News"), or None."""
    half, odd = divmod(len(line), 2)
    first, second = line[:half].strip(), line[half + odd :].strip()
    if odd and not line[half].isspace():
        return None
    is_twice = len(first) >= _SHORTEST_LABEL and _respaced(first) == _respaced(second)
    return first if is_twice else None


def caption_of(line: str) -> str:
    """Return the caption in a line such as "Photo : the square", or ""."""
    word, colon, caption = line.partition(":")
    return caption.strip() if colon and folded(word) in site_words().caption else ""


def read_more_title(line: str) -> str | None:
    """Return the title at the end of a read-more line, or None for any other line."""
    for start in site_words().read_more:
        if folded(line).startswith(f"{start} "):
            return " ".join(line.split()[len(start.split()) :])
    return None


def is_furniture(line: str, title: str, theme: str) -> bool:
    """Tell whether a line of the content is what the site printed around every article."""
    words = site_words()
    plain = folded(line)
    return (
        plain in (folded(title), folded(theme), folded(theme + theme))
        or plain in words.chrome
        or plain in words.picture_alternatives
    )


def stands_alone(line: str) -> bool:
    """Tell whether a line is never part of a wrapped paragraph."""
    words = site_words()
    plain = folded(line)
    return bool(
        _DATE.fullmatch(line)
        or undoubled(line)
        or plain in words.related
        or plain in words.emergency
        or plain in words.chrome
    )


def _respaced(text: str) -> str:
    return " ".join(text.split())
