"""Choosers whose pictures and files a whole body fetches in one query each."""

from collections.abc import Iterator
from contextvars import ContextVar
from typing import Any

from wagtail import blocks
from wagtail.blocks import StreamValue
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

# By model and primary key.
Fetched = dict[Any, dict[int, Any]]
_fetched: ContextVar[Fetched | None] = ContextVar("fetched", default=None)


class _FetchedTogether(blocks.ChooserBlock):
    """Takes its things from what `fetch_together` has fetched."""

    def bulk_to_python(self, values: Any) -> list[Any]:
        """Return the thing of each primary key, or None where it was deleted."""
        if (fetched := _fetched.get()) is None:
            found: list[Any] = super().bulk_to_python(values)
            return found
        known = fetched.get(self.model_class, {})
        return [known.get(value) for value in values]


class PictureChooserBlock(_FetchedTogether, ImageChooserBlock):
    """A picture of the library."""


class FileChooserBlock(_FetchedTogether, DocumentChooserBlock):
    """A file of the library."""


def fetch_together(body: StreamValue) -> None:
    """Fetch the pictures and files of a body, whatever blocks they stand in: a query for each kind.

    Wagtail would ask once for each field of each type of block. A second call does nothing.
    """
    if getattr(body, "fetched_together", False):
        return
    body.fetched_together = True
    wanted: dict[Any, set[int]] = {}
    for raw in body.raw_data:
        for model, key in _keys(body.stream_block.child_blocks[raw["type"]], raw["value"]):
            wanted.setdefault(model, set()).add(key)
    token = _fetched.set({model: model.objects.in_bulk(keys) for model, keys in wanted.items()})
    try:
        list(body)
    finally:
        _fetched.reset(token)


def _keys(block: blocks.Block, raw: Any) -> Iterator[tuple[Any, int]]:
    if isinstance(block, _FetchedTogether):
        if raw is not None:
            yield block.model_class, raw
    elif isinstance(block, blocks.StructBlock):
        for name, child in block.child_blocks.items():
            yield from _keys(child, (raw or {}).get(name))
    elif isinstance(block, blocks.ListBlock):
        for item in raw or ():
            yield from _keys(block.child_block, item.get("value", item))
