"""Pictures and files of a page; the sizes of pictures are fetched in one query."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import prefetch_related_objects
from wagtail.blocks import StreamValue
from wagtail.blocks.list_block import ListValue

from .blocks.choosers import fetch_together
from .models import PortalDocument, PortalImage


def prefetch_renditions(images: Iterable[PortalImage | None]) -> None:
    """Fetch the existing sizes of all `images` in one query; None entries are passed over."""
    known = [image for image in images if image is not None]
    if known:
        prefetch_related_objects(known, "renditions")


def images_in(body: StreamValue | None) -> Iterator[PortalImage]:
    """Yield the pictures of a body, in whatever block they stand.

    The pictures and files of the whole body are fetched in one query each.
    """
    yield from _used_in(body, PortalImage)


def files_in(body: StreamValue | None) -> Iterator[PortalDocument]:
    """Yield the files of a body, in whatever block they stand; fetched like its pictures."""
    yield from _used_in(body, PortalDocument)


def _used_in[T: PortalImage | PortalDocument](
    body: StreamValue | None, kind: type[T]
) -> Iterator[T]:
    if body:
        fetch_together(body)
        for block in body:
            yield from _inside(block.value, kind)


def _inside[T](value: Any, kind: type[T]) -> Iterator[T]:
    if isinstance(value, kind):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from _inside(part, kind)
    elif isinstance(value, ListValue):
        for part in value:
            yield from _inside(part, kind)
