"""Every text of an object in two languages, each with the way to write it.

`segments` are what is compared and marked; a segment has one or more of these texts, which can be
written one by one: the fields of a block, the cells of a table.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.db import models
from django.utils.functional import Promise
from django.utils.text import capfirst
from modelcluster.models import get_all_child_relations
from wagtail.blocks import StreamValue
from wagtail.fields import RichTextField, StreamField

from bps_portal import languages

from .block_texts import BlockText, block_texts, paired, put_in_stream
from .segments import compared_fields


@dataclass(frozen=True)
class Text:
    """A text in two languages, "" where there is none.

    `key` stays the same through drafts: "lead", "body/<UUID of the block>/entries/0/title";
    `segment` is the key of the segment to which it belongs. `check` raises a ValidationError for
    what its field would refuse; `write` sets it in the language to translate into.
    """

    key: str
    segment: str
    labels: tuple[str | Promise, ...]
    source: str
    target: str
    is_rich: bool
    check: Callable[[str], Any]
    write: Callable[[str], None]


def texts(obj: Any, source: str, target: str) -> Iterator[Text]:
    """Yield the texts of an object and of its inline items, in the order of their fields.

    Args:
        obj: the object, a page with its newest draft.
        source: the language to translate from.
        target: the language to translate into.
    """
    yield from _own_texts(obj, source, target)
    for relation in get_all_child_relations(type(obj)):
        if hasattr(relation.related_model, "item_key"):
            name = relation.get_accessor_name()
            for item in getattr(obj, name).all():
                label = capfirst(item._meta.verbose_name)
                prefix = f"{name}/{item.item_key}/"
                yield from _own_texts(item, source, target, prefix, (label,))


def _own_texts(
    obj: Any, source: str, target: str, prefix: str = "", labels: tuple[Any, ...] = ()
) -> Iterator[Text]:
    fields = obj._meta.get_fields()
    for name in sorted(compared_fields(type(obj)), key=[field.name for field in fields].index):
        field: Any = obj._meta.get_field(name)
        here = (*labels, capfirst(field.verbose_name))
        if isinstance(field, StreamField):
            yield from _body_texts(obj, name, source, target, prefix, here)
        elif not field.is_relation:
            yield Text(
                f"{prefix}{name}",
                f"{prefix}{name}",
                here,
                languages.value_in(obj, name, source) or "",
                languages.value_in(obj, name, target) or "",
                isinstance(field, RichTextField),
                partial(_check_field, obj._meta.get_field(languages.field_name(name, target))),
                partial(languages.set_value_in, obj, name, target),
            )


def _check_field(field: models.Field[Any, Any], text: str) -> None:
    form_field: Any = field.formfield()
    form_field.required = False
    form_field.clean(text)
    field.run_validators(text)


def _body_texts(
    obj: Any, name: str, source: str, target: str, prefix: str, labels: tuple[Any, ...]
) -> Iterator[Text]:
    body = languages.value_in(obj, name, source)
    original = raw_of(body)
    translation = raw_of(languages.value_in(obj, name, target))
    for each, other in paired(original, translation):
        block = body.stream_block.child_blocks.get(each["type"])
        for text in block_texts(block, each["value"], other) if block else ():
            segment = f"{prefix}{name}/{each['id']}"
            yield Text(
                "/".join((segment, *text.path)),
                segment,
                (*labels, block.label, *text.labels),
                text.source,
                text.target,
                text.is_rich,
                text.check,
                partial(_write_in_body, obj, name, target, original, each["id"], text),
            )


def _write_in_body(
    obj: Any, name: str, target: str, original: list[Any], key: str, found: BlockText, text: str
) -> None:
    field: Any = obj._meta.get_field(name)
    block = field.stream_block
    now = raw_of(languages.value_in(obj, name, target))
    raw = put_in_stream(block, original, now, key, found.path, text)
    languages.set_value_in(obj, name, target, StreamValue(block, raw, is_lazy=True))


def raw_of(stream: StreamValue | None) -> list[Any]:
    """Return the JSON of a body."""
    return list(stream.get_prep_value()) if stream else []
