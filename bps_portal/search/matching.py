"""What answers a query, before it is ranked.

The index is asked alone, and the pages then, whether readers see them. In one statement PostgreSQL
would read every page of a large site, because it cannot know how few of them are restricted.
"""

from collections.abc import Iterable
from typing import NamedTuple

from django.db.models import Value

from bps_portal.pages.models import PortalPage

from .models import SearchEntryQuerySet

# Of more entries than this, any are looked at.
MOST_MATCHES = 3000


class Match(NamedTuple):
    """An entry that answers, and what it can be narrowed by."""

    pk: int
    page_id: int
    kind: str
    theme_id: int | None
    date__year: int | None


def public_matches(
    certain: SearchEntryQuerySet, others: SearchEntryQuerySet, code: str
) -> list[Match]:
    """Return the entries whose pages anyone may read now, in two queries.

    Args:
        certain: entries that come first and are never left out.
        others: entries of which any 3,000 are looked at.
        code: the language.
    """
    first = certain.order_by().values_list(*Match._fields, Value(0))
    rest = others.order_by().values_list(*Match._fields, Value(1))[:MOST_MATCHES]
    rows = sorted(first.union(rest, all=True), key=lambda row: row[-1])
    found = {row[0]: Match(*row[:-1]) for row in reversed(rows)}
    public = public_pages((match.page_id for match in found.values()), code)
    return [match for match in reversed(found.values()) if match.page_id in public]


def public_pages(pages: Iterable[int], code: str) -> set[int]:
    """Return those of the pages, by key, that anyone may read now in a language, in one query."""
    if not (wanted := set(pages)):
        return set()
    public = PortalPage.objects.public_in(code).filter(pk__in=wanted)
    return set(public.order_by().values_list("pk", flat=True))
