"""Paired bodies: the same block in two languages carries the same UUID."""

import uuid
from typing import Any

from wagtail import blocks
from wagtail.blocks import StreamValue

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
