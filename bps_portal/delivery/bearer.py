"""Programs that call with a token (RFC 6750, section 2.1)."""

import secrets
from collections.abc import Iterable

from django.http import HttpRequest


def shows_one_of(request: HttpRequest, tokens: Iterable[str]) -> bool:
    """Tell whether a request bears one of the tokens; all are compared, each in constant time."""
    scheme, _space, token = request.headers.get("authorization", "").partition(" ")
    given = token.strip().encode(errors="replace")
    right = [secrets.compare_digest(given, known.encode()) for known in tokens]
    return scheme.lower() == "bearer" and any(right)
