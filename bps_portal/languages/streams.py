"""Paired bodies: the same block in two languages carries the same UUID."""

import uuid
from collections.abc import Collection, Sequence
from typing import Any

from django.db.models import Model
from modeltranslation.translator import translator
from wagtail import blocks
from wagtail.blocks import StreamValue
from wagtail.fields import StreamField

WORDS = (blocks.CharBlock, blocks.TextBlock, blocks.RichTextBlock)


def counterpart(stream: StreamValue) -> StreamValue:
    """Return a stream with the blocks of `stream`, their UUIDs and their pictures, but no words.

    The words are left to the translator: a text of one language never stands in for another, and
    what must not be empty cannot be published until it is filled in. Blocks of `stream` that have
    no UUID yet get one.
    """
    copies = []
    for child in stream:
        child.id = child.id or str(uuid.uuid4())
        copies.append((child.block_type, without_words(child.block, child.value), child.id))
    return StreamValue(stream.stream_block, copies)


def without_words(block: blocks.Block, value: Any) -> Any:
    """Return `value` of `block` without its words: numbers, pictures and choices stay.

    A block that knows better has a method `without_words(value)` of its own.
    """
    if own := getattr(block, "without_words", None):
        return own(value)
    if isinstance(block, blocks.StructBlock):
        children = {
            name: without_words(child, value.get(name))
            for name, child in block.child_blocks.items()
        }
        return block.normalize(children)
    if isinstance(block, blocks.ListBlock):
        return block.normalize([without_words(block.child_block, item) for item in value])
    if isinstance(block, blocks.StreamBlock):
        return counterpart(value)
    return block.normalize("") if isinstance(block, WORDS) else value


def translated_streams(model: type[Model]) -> list[str]:
    """Return the names of the translated fields of `model` that hold blocks."""
    options = translator.get_options_for_model(model)
    return [
        name for name in options.all_fields if isinstance(model._meta.get_field(name), StreamField)
    ]


def pair(streams: Sequence[StreamValue | None], parted: Collection[str] = ()) -> None:
    """Give the blocks that stand at the same place in each stream the same UUID, in place.

    Blocks with the same UUID are pairs already. Between two pairs, blocks of the same type that
    have no partner yet are paired in their order.

    Args:
        streams: one per language; the first one's UUIDs are given to the others.
        parted: UUIDs of blocks that have had a partner, whose place another block cannot take.
    """
    for stream in streams:
        for child in stream or ():
            child.id = str(child.id or uuid.uuid4())
    filled = [stream for stream in streams if stream]
    for stream in filled[1:]:
        _pair_with(filled[0], stream, parted)


def _pair_with(first: StreamValue, second: StreamValue, parted: Collection[str]) -> None:
    places = {child.id: place for place, child in enumerate(first)}
    pairs = {child.id for child in second if child.id in places}
    free = [child for child in first if child.id not in pairs and child.id not in parted]
    reached = -1
    waiting: list[Any] = []
    for child in [*second, None]:
        if child is not None and child.id not in pairs:
            if child.id not in parted:
                waiting.append(child)
            continue
        end = len(places) if child is None else places[child.id]
        between = [other for other in free if reached < places[other.id] < end]
        for one in waiting:
            same = next((o for o in between if o.block_type == one.block_type), None)
            if same is not None:
                between = between[between.index(same) + 1 :]
                one.id = same.id
        reached, waiting = max(reached, end), []
