"""What is known of each word of a query: how common it is, and what it may be misspelt for."""

import math
from dataclasses import dataclass

from django.db import connection

from . import vocabulary
from .asking import SHORTEST_BEGINNING, Unit
from .configurations import PLAIN, stock, unaccented
from .editorial import add_synonyms
from .models import SearchEntry
from .normalising import folded

# Counting stops here, so that a common word costs no more than a rare one.
MOST_COUNTED = 1000
MOST_SPELLINGS = 3
# What a word tells that no page has as it is typed, against the rarest word of the site.
UNKNOWN = 0.4


@dataclass
class Term:
    """A word that is looked for, and how much it tells: rare words tell most."""

    unit: Unit
    weight: float
    known: bool


@dataclass
class Understanding:
    """What the query is taken for; `suggestion` is the query in the site's own spelling, or ""."""

    terms: list[Term]
    suggestion: str = ""


def understand(text: str, units: list[Unit], code: str) -> Understanding:
    """Return the words of a query that tell anything, unknown ones with the words they may mean.

    Three queries at most: one asks for synonyms, one counts, one looks for spellings where a word
    is unknown.
    """
    add_synonyms(units, code)
    counts, entries = _counts(units, code)
    telling = [unit for unit, (is_word, _count) in zip(units, counts, strict=True) if is_word]
    kept = telling or units
    terms = [
        Term(
            unit,
            math.log(1 + entries / count) if count else _unknown_weight(unit, entries),
            known=count > 0 or bool(unit.synonyms),
        )
        for unit, (_is_word, count) in zip(units, counts, strict=True)
        if unit in kept
    ]
    unknown = [
        term.unit
        for term in terms
        if not term.known and not term.unit.is_number and len(term.unit.text) >= SHORTEST_BEGINNING
    ]
    suggestion = _find_spellings(text, unknown, code) if unknown else ""
    return Understanding(terms, suggestion)


def _unknown_weight(unit: Unit, entries: int) -> float:
    return (1.0 if unit.synonyms else UNKNOWN) * math.log(1 + entries)


def _find_spellings(text: str, unknown: list[Unit], code: str) -> str:
    """Give each unknown word its likely spellings or parts; return the query with the first ones."""
    found = vocabulary.candidates(code, [folded(unit.text) for unit in unknown])
    suggestion = text.casefold()
    changed = False
    for unit in unknown:
        word = folded(unit.text)
        if near := vocabulary.nearest(word, found):
            unit.other = [*unit.other, *(other.word for other in near[:MOST_SPELLINGS])]
            suggestion = suggestion.replace(unit.text, near[0].word)
            changed = True
        elif longer := vocabulary.headed(word, found):
            unit.other = [*unit.other, *(other.word for other in longer[:MOST_SPELLINGS])]
        else:
            unit.parts = [part.word for part in vocabulary.parts(word, found)]
    return suggestion if changed else ""


def _counts(units: list[Unit], code: str) -> tuple[list[tuple[bool, int]], int]:
    """Return for each unit whether it is more than a stop word, and how many entries have it.

    Also how many entries there are. Both counts end at 1,000. What readers may see is not asked:
    the counts only weigh words.
    """
    table = SearchEntry._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            SELECT
                numnode(plainto_tsquery(%(stock)s::regconfig, unit.text)) > 0,
                (SELECT count(*) FROM (
                    SELECT FROM {table}
                    WHERE language = %(code)s AND vector @@ (
                        plainto_tsquery(%(stock)s::regconfig, unit.text)
                        || plainto_tsquery(%(unaccented)s::regconfig, unit.text)
                        || plainto_tsquery(%(plain)s::regconfig, unit.joined)
                        || plainto_tsquery(%(unaccented)s::regconfig, unit.joined)
                        || plainto_tsquery(%(plain)s::regconfig, unit.second)
                        || plainto_tsquery(%(unaccented)s::regconfig, unit.second))
                    LIMIT %(most)s) AS found),
                (SELECT count(*) FROM (
                    SELECT FROM {table} WHERE language = %(code)s LIMIT %(most)s) AS entry)
            FROM unnest(%(texts)s::text[], %(joined)s::text[], %(second)s::text[])
                WITH ORDINALITY AS unit(text, joined, second, place)
            ORDER BY unit.place
            """,  # noqa: S608 - the name of a table
            {
                "stock": stock(code),
                "unaccented": unaccented(code),
                "plain": PLAIN,
                "code": code,
                "most": MOST_COUNTED,
                "texts": [unit.text for unit in units],
                "joined": [next(iter(unit.joined), "") for unit in units],
                "second": [next(iter(unit.joined[1:]), "") for unit in units],
            },
        )
        rows = cursor.fetchall()
    return [(bool(is_word), int(count)) for is_word, count, _all in rows], max(
        (int(everything) for *_, everything in rows), default=0
    )
