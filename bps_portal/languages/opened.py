"""Which of the languages that are not required an administrator has opened to visitors."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.apps import apps

type Codes = frozenset[str]

# What a request has found already, at most one entry; None outside of requests, which may last
# for days there.
_found: ContextVar[list[Codes] | None] = ContextVar("opened languages", default=None)


def opened_codes() -> Codes:
    """Return the codes of the opened languages; one query for each request."""
    found = _found.get()
    if found:
        return found[0]
    added = apps.get_model("languages", "AddedLanguage").objects
    codes = frozenset(added.filter(opened_at__isnull=False).values_list("code", flat=True))
    if found is not None:
        found.append(codes)
    return codes


@contextmanager
def asked_once() -> Iterator[None]:
    """Ask the database once at most; for the time of a request."""
    token = _found.set([])
    try:
        yield
    finally:
        _found.reset(token)


@contextmanager
def as_if_opened(codes: Iterable[str]) -> Iterator[None]:
    """Have everything inside see these languages as opened, as a preview does."""
    token = _found.set([frozenset(codes)])
    try:
        yield
    finally:
        _found.reset(token)
