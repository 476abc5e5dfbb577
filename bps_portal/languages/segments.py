"""The texts of an object, paired by language: its fields, and the blocks of its bodies.

A segment is what a translator sees as one piece (XLIFF 2.1 calls it a unit): the title, a
caption, one block of a body, one field of an inline item.
"""

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from html import unescape
from typing import Any

from django.utils.functional import Promise
from django.utils.html import strip_tags
from django.utils.text import capfirst
from modelcluster.models import get_all_child_relations
from modeltranslation.translator import translator
from wagtail import blocks
from wagtail.blocks import StreamValue
from wagtail.fields import StreamField
from wagtail.rich_text import RichText

from bps_portal import languages

# Stands for a block that holds no words, such as a picture without a caption.
WORDLESS = "\N{WHITE SQUARE}"


@dataclass(frozen=True)
class Segment:
    """One text in each language.

    `key` stays the same through drafts and copies: "lead", "body/<UUID of the block>",
    "change_notes/<key of the item>/text". `texts` are plain words by language code, "" where
    there is none. `column` says which column of the object holds a language's text.
    `is_file` marks what stands for a file: one language's file is no lack of the page. `in_body` marks
    a block of a body, `in_item` a text of an inline item.
    """

    key: str
    label: str | Promise
    texts: dict[str, str]
    field: str
    is_file: bool = False
    in_body: bool = False
    in_item: bool = False

    def column(self, code: str) -> str:
        """Return the name of the column that holds the text of a language."""
        return languages.field_name(self.field, code)


def segments(obj: Any) -> list[Segment]:
    """Return the segments of an object and of its inline items, in the order of their fields.

    Fields that `compared_fields` leaves out (addresses, for instance) are none. Inline items count
    where their model has an `item_key`, a UUID that stays with them through drafts.
    """
    return [*_own_segments(obj), *_item_segments(obj)]


def item_segments(item: Any, relation: str) -> Iterator[Segment]:
    """Return the segments of one inline item; `relation` is the object's name for its items."""
    for segment in _own_segments(item):
        key = f"{relation}/{item.item_key}/{segment.key}"
        yield replace(segment, key=key, in_item=True)


def plain(value: Any) -> str:
    """Return the words of a text or of rich text: no tags, no entities, single spaces."""
    if value is None:
        return ""
    # A tag that ends a paragraph or an item parts words too.
    text = unescape(strip_tags(str(value).replace("<", " <")))
    return " ".join(unicodedata.normalize("NFC", text).split())


def compared_fields(model: type[Any]) -> list[str]:
    """Return the translated fields of `model` whose texts must say the same in every language."""
    if model not in translator.get_registered_models(abstract=False):
        return []
    left_out = {
        name for ancestor in model.__mro__ for name in vars(ancestor).get("uncompared_fields", ())
    }
    return [
        name for name in translator.get_options_for_model(model).all_fields if name not in left_out
    ]


def _own_segments(obj: Any, prefix: str = "") -> Iterator[Segment]:
    for name in compared_fields(type(obj)):
        field: Any = obj._meta.get_field(name)
        values = {code: languages.value_in(obj, name, code) for code in languages.codes()}
        label = capfirst(field.verbose_name)
        if isinstance(field, StreamField):
            yield from _block_segments(name, values)
        elif field.is_relation:
            keys = {
                code: str(getattr(obj, f"{languages.field_name(name, code)}_id") or "")
                for code in languages.codes()
            }
            yield Segment(f"{prefix}{name}", label, keys, name, is_file=True)
        else:
            texts = {code: plain(value) for code, value in values.items()}
            yield Segment(f"{prefix}{name}", label, texts, name)


def _item_segments(obj: Any) -> Iterator[Segment]:
    for relation in get_all_child_relations(type(obj)):
        if not hasattr(relation.related_model, "item_key"):
            continue
        for item in getattr(obj, relation.get_accessor_name()).all():
            yield from item_segments(item, relation.get_accessor_name())


def _block_segments(field: str, streams: dict[str, StreamValue | None]) -> Iterator[Segment]:
    """Return a segment per block, in the order in which any language has them."""
    found: dict[str, dict[str, Any]] = {}
    for code, stream in streams.items():
        for child in stream or ():
            found.setdefault(str(child.id), {})[code] = child
    for block_id, children in found.items():
        words = {
            code: " ".join(block_words(child.block, child.value))
            for code, child in children.items()
        }
        if not any(words.values()):
            words = dict.fromkeys(children, WORDLESS)
        first = next(iter(children.values()))
        texts = {code: words.get(code, "") for code in languages.codes()}
        yield Segment(f"{field}/{block_id}", str(first.block.label), texts, field, in_body=True)


def block_words(block: blocks.Block, value: Any) -> list[str]:
    """Return the words of a block, those of the blocks within it included, without markup."""
    texts = nested_texts(block, value)
    words = (plain(text.source if isinstance(text, RichText) else text) for text in texts)
    return [text for text in words if text]


def nested_texts(block: blocks.Block, value: Any) -> Iterable[Any]:
    """Return the texts of a block, those of the blocks within it included: strings and rich text."""
    if not value:
        return []
    if isinstance(block, blocks.StructBlock):
        return (
            word
            for name, child in block.child_blocks.items()
            for word in nested_texts(child, value.get(name))
        )
    if isinstance(block, blocks.ListBlock):
        return (word for item in value for word in nested_texts(block.child_block, item))
    if isinstance(block, blocks.StreamBlock):
        return (word for child in value for word in nested_texts(child.block, child.value))
    if isinstance(block, blocks.RichTextBlock):
        return [value]
    if isinstance(block, blocks.FieldBlock) and not isinstance(
        block, (blocks.CharBlock, blocks.TextBlock, blocks.RawHTMLBlock)
    ):
        # Choices, files and the like are the same in every language.
        return []
    return block.get_searchable_content(value)
