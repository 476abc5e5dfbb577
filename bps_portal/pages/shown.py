"""Which pages an answer shows, noted while it is made.

A key stands for one page or for a list of pages. An answer that carries the key of what has changed
is old; those that do not still hold. Caches in front know the idea as surrogate keys or cache tags.
Whoever keeps a part of an answer keeps its keys beside it, and notes them each time it is given out.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db import models

# What is made of pages of every kind, such as the results of a search.
ANY_LIST = "any-list"

_noted: ContextVar[set[str] | None] = ContextVar("shown", default=None)


@contextmanager
def noting() -> Iterator[set[str]]:
    """Collect in a set the keys of what is shown meanwhile."""
    keys: set[str] = set()
    token = _noted.set(keys)
    try:
        yield keys
    finally:
        _noted.reset(token)


@contextmanager
def noting_nothing() -> Iterator[None]:
    """Note nothing meanwhile, for a list whose own key is narrower than that of its kind."""
    token = _noted.set(None)
    try:
        yield
    finally:
        _noted.reset(token)


def note(*keys: str) -> None:
    """Note that the answer under way depends on these keys; without one nothing happens."""
    noted = _noted.get()
    if noted is not None:
        noted.update(keys)


def page_key(pk: object) -> str:
    """Return the key of a page."""
    return f"page-{pk}"


def list_key(model: type[models.Model], column: str = "", value: Any = None) -> str:
    """Return the key of the lists of a page type, or of those with one value in a column."""
    key = f"list-{model._meta.model_name}"
    return f"{key}-{column}-{value}" if column else key
