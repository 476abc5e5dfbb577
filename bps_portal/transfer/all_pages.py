"""Going through all pages of the site with a bounded memory."""

from collections.abc import Iterator
from typing import Any

CHUNK = 100


def in_tree_order(pages: Any) -> Iterator[Any]:
    """Yield the pages of a queryset as their own types, parents before children."""
    last = ""
    while chunk := list(pages.order_by("path").filter(path__gt=last).specific()[:CHUNK]):
        yield from chunk
        last = chunk[-1].path
