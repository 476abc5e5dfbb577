"""Dates as pages write them: in numbers, or with the month in words of any of their languages."""

import re
from contextlib import suppress
from datetime import date
from functools import cache

from django.utils.dates import MONTHS

from bps_portal import languages

from .folding import folded
from .site_words import known_languages

_DATE = re.compile(r"\b(\d{1,2})[./-](\d{1,2})[./-](\d{4})\b")
_WRITTEN = re.compile(r"\b(\d{1,2})(?:er|e)?\s+([^\W\d_]+)\.?\s+(\d{4})\b")
_ISO = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})")


def date_in(text: str) -> date | None:
    """Return the date in a short text: 23.09.2021, 2021-09-23 or with the month in words."""
    numbers: list[tuple[int, ...]] = []
    if match := _ISO.search(text):
        numbers.append(tuple(map(int, match.groups())))
    if match := _DATE.search(text):
        numbers.append(tuple(map(int, reversed(match.groups()))))
    if (match := _WRITTEN.search(text)) and (month := _months().get(folded(match[2]))):
        numbers.append((int(match[3]), month, int(match[1])))
    for year, month, day in numbers:
        with suppress(ValueError):
            return date(year, month, day)
    return None


@cache
def _months() -> dict[str, int]:
    """Return the number of each month by its name in each language of the former site."""
    found: dict[str, int] = {}
    for code in known_languages():
        with languages.override(code):
            found |= {folded(str(name)): number for number, name in MONTHS.items()}
    return found
