"""The site's own words in each language, as help with spelling and for parts of compounds."""

from collections.abc import Collection, Iterable, Mapping

from django.db import connection
from django.db.models import Q

from .configurations import unaccented
from .matching import public_pages
from .models import SearchEntry, SearchWord
from .normalising import WORD, folded, normalised

SHORTEST, LONGEST = 3, 40
SHORTEST_PART, SHORTEST_BEGINNING = 4, 5
SHORTEST_HEAD = 6
LONGEST_ENDING = 2
MOST_CANDIDATES, MOST_PAGES = 200, 20


def words_in(texts: Iterable[str]) -> dict[str, str]:
    """Return the words of `texts` as they are written, in small letters, by their folded form."""
    found: dict[str, str] = {}
    for text in texts:
        for word in WORD.findall(normalised(text).casefold()):
            if SHORTEST <= len(word) <= LONGEST and word.isalpha():
                found.setdefault(folded(word), word)
    return found


def learn(code: str, texts: Iterable[str]) -> None:
    """Add the words of `texts` to those of a language."""
    words = words_in(texts)
    SearchWord.objects.bulk_create(
        (
            SearchWord(language=code, folded=plain, word=word)
            for plain, word in sorted(words.items())
        ),
        ignore_conflicts=True,
    )


def replace(code: str, words: Mapping[str, str]) -> None:
    """Keep exactly these words (by folded form) of a language."""
    SearchWord.objects.filter(language=code).exclude(folded__in=words.keys()).delete()
    SearchWord.objects.bulk_create(
        (
            SearchWord(language=code, folded=plain, word=word)
            for plain, word in sorted(words.items())
        ),
        ignore_conflicts=True,
    )


def candidates(code: str, unknown: Collection[str]) -> list[SearchWord]:
    """Return words that resemble the `unknown` ones (folded), begin or end one, or end with one.

    Only words that a page has which anyone may read now, in three queries.
    """
    resembles = Q()
    for word in unknown:
        parts = {word[:end] for end in range(SHORTEST_PART, len(word))}
        parts |= {word[start:] for start in range(1, len(word) - SHORTEST_PART + 1)}
        resembles |= Q(folded__trigram_similar=word) | Q(folded__in=sorted(parts))
        resembles |= Q(folded__startswith=word[:SHORTEST_BEGINNING])
        if len(word) >= SHORTEST_HEAD:
            resembles |= Q(folded__endswith=word)
    found = list(SearchWord.objects.filter(resembles, language=code)[:MOST_CANDIDATES])
    public = _public_words(code, [known.word for known in found])
    return [known for known in found if known.word in public]


def _public_words(code: str, words: list[str]) -> set[str]:
    """Return the words that a public page has; of one on very many pages, twenty are looked at."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            SELECT known.word, found.page_id
            FROM unnest(%(words)s::text[]) AS known(word), LATERAL (
                SELECT page_id FROM {SearchEntry._meta.db_table}
                WHERE language = %(code)s
                    AND vector @@ plainto_tsquery(%(config)s::regconfig, known.word)
                LIMIT %(most)s) AS found
            """,  # noqa: S608 - the name of a table
            {"words": words, "code": code, "config": unaccented(code), "most": MOST_PAGES},
        )
        rows = cursor.fetchall()
    public = public_pages((page for _word, page in rows), code)
    return {word for word, page in rows if page in public}


def nearest(word: str, found: Iterable[SearchWord]) -> list[SearchWord]:
    """Return the words of `found` that `word` (folded) may be misspelt for, the nearest first."""
    most = 1 if len(word) <= 5 else 2 if len(word) <= 10 else 3
    near = [
        (distance(word, other.folded), other.folded, other)
        for other in found
        # Hardly anyone mistypes the first letter; "suite" is no slip for "fuite".
        if other.folded[0] in word[:2]
    ]
    return [other for steps, _folded, other in sorted(near, key=lambda n: n[:2]) if steps <= most]


def headed(word: str, found: Iterable[SearchWord]) -> list[SearchWord]:
    """Return the words of `found` that end with `word`: "gifcentrum" is what "antigifcentrum" is."""
    longer = (other for other in found if other.folded.endswith(word) and other.folded != word)
    return sorted(longer, key=lambda other: len(other.folded)) if len(word) >= SHORTEST_HEAD else []


def parts(word: str, found: Iterable[SearchWord]) -> list[SearchWord]:
    """Return the longest words of `found` that begin and end `word`, as in a compound."""
    known = sorted(found, key=lambda other: len(other.folded), reverse=True)
    begin = next((other for other in known if _begins(word, other.folded)), None)
    rest = len(word) - (len(begin.folded) if begin else 0)
    ends = (other for other in known if word.endswith(other.folded) and len(other.folded) <= rest)
    return [part for part in (begin, next(ends, None)) if part]


def _begins(word: str, other: str) -> bool:
    """Tell whether `word` begins with `other`, but for its ending: "overstromingen"."""
    stem = max(SHORTEST_PART, len(other) - LONGEST_ENDING)
    return word.startswith(other) or (len(other) > stem and word.startswith(other[:stem]))


def distance(one: str, other: str) -> int:
    """Return how many letters to add, drop, change or swap with their neighbour part two words."""
    before: list[int] = []
    line = list(range(len(other) + 1))
    for row, letter in enumerate(one, start=1):
        two_before, before, line = before, line, [row]
        for column, second in enumerate(other, start=1):
            steps = min(
                before[column] + 1,
                line[column - 1] + 1,
                before[column - 1] + (letter != second),
            )
            swapped = column > 1 and row > 1 and letter == other[column - 2]
            if swapped and one[row - 2] == second:
                steps = min(steps, two_before[column - 2] + 1)
            line.append(steps)
    return line[-1]
