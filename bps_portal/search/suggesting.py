"""What a reader may be about to type: titles whose words begin with those that are there."""

from django.contrib.postgres.search import SearchQuery

from .configurations import PLAIN, unaccented
from .matching import MOST_MATCHES, public_pages
from .models import SearchEntry
from .normalising import key

MOST_SUGGESTED = 8
# Of so many titles the best are taken.
MOST_COMPARED = 100
SHORTEST = 2
MOST_WORDS = 8


def suggest(text: str, code: str) -> list[SearchEntry]:
    """Return what is suggested in a language for a cleaned text, in two queries.

    Only what anyone may read now; a title that begins like the text comes first, then the newest.
    """
    begun = key(text)
    words = begun.split()[:MOST_WORDS]
    if not any(len(word) >= SHORTEST for word in words):
        return []
    # The words hold letters and digits only, so nothing in them can end the quotes.
    titled = " & ".join(f"'{word}':*A" for word in words)
    wanted = SearchQuery(titled, config=unaccented(code), search_type="raw")
    wanted |= SearchQuery(titled, config=PLAIN, search_type="raw")
    begins = SearchEntry.objects.filter(language=code, vector=wanted).order_by()
    found = SearchEntry.objects.filter(pk__in=begins.values("pk")[:MOST_MATCHES])
    newest = found.select_related("page").order_by("-boost", "-date", "pk")[:MOST_COMPARED]
    public = public_pages((entry.page_id for entry in newest), code)
    ranked = sorted(
        (entry for entry in newest if entry.page_id in public),
        key=lambda entry: not key(entry.title).startswith(begun),
    )
    by_title = {entry.title: entry for entry in reversed(ranked)}
    return list(reversed(by_title.values()))[:MOST_SUGGESTED]
