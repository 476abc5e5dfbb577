"""The site's own words in each language, as help with spelling and for parts of compounds."""

from collections.abc import Collection, Iterable, Mapping

from django.contrib.postgres.search import SearchQuery
from django.db.models import Exists, OuterRef, Q

from .configurations import unaccented
from .models import SearchEntry, SearchWord
from .normalising import WORD, folded, normalised

SHORTEST, LONGEST = 3, 40
SHORTEST_PART, SHORTEST_BEGINNING = 4, 5
LONGEST_ENDING = 2
MOST_CANDIDATES = 60


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
    """Return words that resemble the `unknown` ones (folded), or begin or end one of them.

    Only words that a page has which anyone may read now, in one query.
    """
    resembles = Q()
    for word in unknown:
        parts = {word[:end] for end in range(SHORTEST_PART, len(word))}
        parts |= {word[start:] for start in range(1, len(word) - SHORTEST_PART + 1)}
        resembles |= Q(folded__trigram_similar=word) | Q(folded__in=sorted(parts))
        resembles |= Q(folded__startswith=word[:SHORTEST_BEGINNING])
    public = SearchEntry.objects.public_in(code).filter(
        vector=SearchQuery(OuterRef("word"), config=unaccented(code))
    )
    found = SearchWord.objects.filter(resembles, Exists(public), language=code)
    return list(found[:MOST_CANDIDATES])


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
