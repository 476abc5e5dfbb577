"""Finds and ranks what a reader asks for."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import add, and_, or_
from typing import Any

from django.contrib.postgres.search import SearchHeadline, SearchQuery, SearchRank
from django.db.models import Case, DateField, F, FloatField, Func, Q, TextField, Value, When
from django.db.models.functions import Coalesce, Concat, Exp, Left
from django.utils import timezone

from .asking import MOST_UNITS, SHORTEST_BEGINNING, phrases_of, units_of
from .configurations import unaccented
from .editorial import best_pages
from .excerpts import OPTIONS
from .groups import Group, Groups, Narrowing
from .matching import Match, public_matches, public_pages
from .models import SearchEntry, SearchEntryQuerySet
from .normalising import key
from .understanding import Term, understand

# So many of what someone may need at once stand above the results.
MOST_URGENT = 3
# Above so many hits a bounded set is ranked.
MOST_RANKED = 1000
# Fewer hits than this with all words: hits with some of them are shown as well.
FEW = 5
# The share of what the words tell that a hit with some of them has at least.
LEAST_COVERAGE = 0.25
# For D, C, B and A: brochure, body, lead and headings, title.
WEIGHTS = [0.08, 0.2, 0.5, 1.0]
LOOSE = 0.5
FRESHNESS = 0.15
FRESH_DAYS = 730.0
EXCERPT_FROM = 20_000
# Of a word that sounds urgent: "suicidaire" is about what "suicide" is, and so are compounds.
SHORTEST_STEM = 6


@dataclass
class Answer:
    """What was found, before a reader narrows it."""

    suggestion: str
    groups: Groups
    hits: SearchEntryQuerySet
    some_words: bool
    # Whether there are more hits than are ranked.
    is_bounded: bool = False

    @property
    def total(self) -> int:
        """How many hits there are, up to `MOST_RANKED`."""
        return self.groups.total()


def find(
    text: str, code: str, today: date | None = None, within: Narrowing | None = None
) -> Answer | None:
    """Return what a cleaned query finds in a language, or None where it holds no word.

    The hits are ranked: an exact answer, then by how rare the words are that they have and where,
    with a little more for what is new. Only what anyone may read now is found, and only what
    `within` keeps.
    """
    units = units_of(text)
    if not units:
        return None
    understood = understand(text, units, code)
    terms = understood.terms
    best = Q(page__in=best_pages(text, code), source="")
    exact = Q(exact__contains=[key(text)]) | best
    kept = within.condition if within else Q()
    entries = SearchEntry.objects.filter(kept, language=code)
    answers = entries.filter(exact)
    found: list[Match] = []
    if all(term.known for term in terms):
        with_all = Q(vector=reduce(and_, (term.unit.query(code) for term in terms)))
        found = public_matches(answers, entries.filter(with_all), code)
    some_words = len(found) < FEW
    if some_words:
        found = public_matches(answers, _with_some(entries, terms, code), code)
    ranked = found[:MOST_RANKED]
    hits = SearchEntry.objects.filter(pk__in=[match.pk for match in ranked])
    return Answer(
        suggestion=understood.suggestion,
        groups=_groups(ranked),
        hits=_ranked(hits, terms, code, (best, key(text)), today or timezone.localdate()),
        some_words=some_words and len(terms) > 1,
        is_bounded=len(found) > MOST_RANKED,
    )


def urgent_in(text: str, code: str) -> Sequence[SearchEntry]:
    """Return the numbers that a reader may need at once who types such a query, in two queries.

    What serves readers of the language comes first, then what has most of the query's words, or
    words that begin alike ("zelfmoord", "zelfmoordlijn").
    """
    words = key(text).split()
    phrases = phrases_of(words)
    if not phrases:
        return []
    said = [_begun(word, code) for word in dict.fromkeys(words[:MOST_UNITS])]
    has = (Case(When(vector=query, then=1), default=0) for query in said)
    numbers = Q(urgent__overlap=sorted(phrases)) & ~Q(call_url="")
    found = SearchEntry.objects.filter(numbers, language=code).select_related("page")
    ranked = found.annotate(
        matched=reduce(add, has), rank=SearchRank(F("vector"), reduce(or_, said))
    ).order_by("-boost", "-matched", "-rank", "pk")
    public = public_pages((entry.page_id for entry in ranked), code)
    return [entry for entry in ranked if entry.page_id in public][:MOST_URGENT]


def _begun(word: str, code: str) -> SearchQuery:
    """Return what finds the words that begin like a word of `key`, however a long one ends."""
    # Letters and digits only: nothing in them can end the quotes.
    ends = {word[: max(len(word) // 2, SHORTEST_STEM)], word}
    begun = sorted(
        f"'{part}':*" if len(part) >= SHORTEST_BEGINNING else f"'{part}'" for part in ends
    )
    return SearchQuery(" | ".join(begun), config=unaccented(code), search_type="raw")


def _groups(matches: list[Match]) -> Groups:
    """Return how many hits there are of each kind, theme and year."""
    counts = Counter((match.kind, match.theme_id, match.date__year) for match in matches)
    return Groups(Group(*values, count) for values, count in counts.items())


def _with_some(entries: SearchEntryQuerySet, terms: list[Term], code: str) -> SearchEntryQuerySet:
    """Return the entries that have enough of the words, or longer words, parts and spellings."""
    least = LEAST_COVERAGE * sum(term.weight for term in terms)
    # An entry that has none but the most common words has never enough, and there are many.
    needed, common = sorted(terms, key=lambda term: term.weight), 0.0
    while common + needed[0].weight < least:
        common += needed.pop(0).weight
    some = entries.filter(vector=reduce(or_, _queries(needed, code)))
    coverage = reduce(add, (_share(term, code) for term in terms))
    return some.alias(coverage=coverage).filter(coverage__gte=least)


def _queries(terms: list[Term], code: str) -> Iterator[Any]:
    for term in terms:
        yield term.unit.query(code)
        if (loose := term.unit.loose_query(code)) is not None:
            yield loose


def _share(term: Term, code: str) -> Any:
    """Return how much of the query an entry covers with one term."""
    cases = [When(vector=term.unit.query(code), then=Value(term.weight))]
    if (loose := term.unit.loose_query(code)) is not None:
        cases.append(When(vector=loose, then=Value(term.weight * LOOSE)))
    return Case(*cases, default=Value(0.0), output_field=FloatField())


def _ranked(
    hits: SearchEntryQuerySet,
    terms: list[Term],
    code: str,
    wanted: tuple[Q, str],
    today: date,
) -> SearchEntryQuerySet:
    """Order the hits, and give each its `marked` excerpt.

    `wanted` is what editors want first, and the query that titles and numbers are compared with.
    """
    best, query = wanted
    queries = list(_queries(terms, code))
    places = reduce(add, (_place(term, code) for term in terms))
    coverage = reduce(add, (_share(term, code) for term in terms))
    is_answer = Case(When(best, then=2), When(exact__contains=[query], then=1), default=0)
    text = Left(Concat("lead", Value("\n"), "text", output_field=TextField()), EXCERPT_FROM)
    return (
        hits.select_related("page", "theme")
        .annotate(
            is_answer=is_answer,
            score=places * coverage * _freshness(today) * F("boost"),
            marked=SearchHeadline(text, reduce(or_, queries), config=unaccented(code), **OPTIONS),
        )
        .order_by("-is_answer", "-score", "-date", "pk")
    )


def _place(term: Term, code: str) -> Any:
    """Return how much an entry says of one term: often, and where it counts."""
    rank = _rank(term.unit.query(code))
    if (loose := term.unit.loose_query(code)) is not None:
        rank += Value(LOOSE) * _rank(loose)
    return Value(term.weight) * rank


def _rank(query: SearchQuery) -> Any:
    return SearchRank(F("vector"), query, weights=WEIGHTS)


def _freshness(today: date) -> Any:
    """Return a factor from 1 for what is old to 1.15 for what is new, between for undated pages."""
    days = Func(
        Value(today, output_field=DateField()),
        F("date"),
        template="(%(expressions)s)",
        arg_joiner=" - ",
        output_field=FloatField(),
    )
    share = Coalesce(Exp(days / Value(-FRESH_DAYS)), Value(0.5))
    return Value(1.0) + Value(FRESHNESS) * share
