"""From texts to what PostgreSQL looks for: a vector of three readings of each text."""

from typing import Any

from django.contrib.postgres.search import SearchVector
from django.db.models import Value

from .configurations import PLAIN, stock, unaccented
from .normalising import joined_forms, normalised

# A vector may hold one megabyte (PostgreSQL, "Text Search Limitations"), and holds each word twice.
MOST_SIGNS = 120_000


def vector_of(code: str, **texts: str) -> Any:
    """Return the expression of the vector of an entry in a language.

    Args:
        code: the language.
        texts: by weight, `A` for the title down to `D`.
    """
    parts = []
    left = MOST_SIGNS
    for weight, text in sorted(texts.items()):
        plain = normalised(text)[:left]
        left -= len(plain)
        joined = " ".join(joined_forms(plain))
        parts += [
            SearchVector(Value(plain), config=stock(code), weight=weight),
            SearchVector(Value(plain), config=unaccented(code), weight=weight),
            SearchVector(Value(joined), config=PLAIN, weight=weight),
        ]
    whole: Any = parts[0]
    for part in parts[1:]:
        whole += part
    return whole
