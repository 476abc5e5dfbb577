"""Pictures of a page, with their sizes fetched in one query."""

from collections.abc import Iterable, Iterator

from django.db.models import prefetch_related_objects
from wagtail.blocks import StreamValue

from .models import PortalImage


def prefetch_renditions(images: Iterable[PortalImage | None]) -> None:
    """Fetch the existing sizes of all `images` in one query; None entries are passed over."""
    known = [image for image in images if image is not None]
    if known:
        prefetch_related_objects(known, "renditions")


def images_in(body: StreamValue | None) -> Iterator[PortalImage]:
    """Yield the pictures of the picture blocks of a body."""
    for block in body or ():
        if block.block_type == "picture" and block.value["image"]:
            yield block.value["image"]
