"""The links in what readers see: where each stands, and where it leads."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from typing import Any

from django.db import models
from wagtail import blocks
from wagtail.contrib.settings.registry import registry
from wagtail.documents import get_document_model
from wagtail.fields import StreamField
from wagtail.images import get_image_model
from wagtail.snippets.models import get_snippet_models

from bps_portal import languages
from bps_portal.pages.models import PortalPage
from bps_portal.transfer.all_pages import in_tree_order
from bps_portal.transfer.interchange.fields import item_relations, travelling

_TAG = re.compile(r"<(?:a|embed)\b([^>]*)>")
_ATTRIBUTE = re.compile(r'(\w+)="([^"]*)"')


@dataclass(frozen=True)
class Link:
    """A link of `source` in its column, or list of items, `column`, for readers of a language.

    It leads to `address`, or to the thing of `model` with the key `key`.
    """

    source: Any
    column: str
    code: str
    address: str = ""
    model: type[models.Model] | None = None
    key: Any = None


def all_links() -> Iterator[Link]:
    """Yield every link of public pages, of snippets and of settings, one thing at a time."""
    for page in in_tree_order(PortalPage.objects.filter(live=True, depth__gt=1)):
        yield from links_of(page, page.live_languages)
    for model in sorted({*get_snippet_models(), *registry}, key=lambda each: each._meta.label):
        for thing in model._default_manager.order_by("pk").iterator(100):
            yield from links_of(thing, list(languages.public_codes()))


def links_of(thing: Any, codes: list[str]) -> Iterator[Link]:
    """Yield the links of a thing and of its items that readers of some languages see."""
    yield from _links(thing, thing, "", codes)
    for relation in item_relations(type(thing)):
        name = relation.get_accessor_name()
        for item in getattr(thing, name).all():
            yield from _links(thing, item, name, codes)


def _links(thing: Any, part: Any, items: str, codes: list[str]) -> Iterator[Link]:
    for field in travelling(type(part)):
        code = _code_of(field.name)
        if code and code not in codes:
            continue
        for address, model, key in _targets(field, part):
            # A text that exists once is seen in every language.
            for each in [code] if code else codes:
                yield Link(thing, items or field.name, each, address, model, key)


type Target = tuple[str, type[models.Model] | None, Any]


def _targets(field: models.Field, thing: Any) -> Iterator[Target]:
    value = getattr(thing, field.attname)
    if not value:
        return
    if isinstance(field, StreamField):
        for child in value.raw_data:
            block = field.stream_block.child_blocks.get(child["type"])
            if block is not None:
                yield from _in_block(block, child["value"])
    elif isinstance(field, models.URLField):
        yield value, None, None
    elif field.related_model is get_document_model():
        model: Any = field.related_model
        yield "", model, value


def _in_block(block: blocks.Block, raw: Any) -> Iterator[Target]:
    if not raw:
        return
    if isinstance(block, blocks.ChooserBlock):
        yield "", block.model_class, raw
    elif isinstance(block, blocks.RichTextBlock):
        yield from in_html(raw)
    elif isinstance(block, blocks.URLBlock):
        yield raw, None, None
    elif isinstance(block, blocks.StructBlock):
        for name, child in block.child_blocks.items():
            yield from _in_block(child, raw.get(name))
    elif isinstance(block, blocks.ListBlock):
        for item in raw:
            is_item = isinstance(item, dict) and item.get("type") == "item"
            yield from _in_block(block.child_block, item["value"] if is_item else item)


def in_html(html: str) -> Iterator[Target]:
    """Yield where the links and pictures of rich text lead."""
    kinds = {"page": PortalPage, "document": get_document_model(), "image": get_image_model()}
    for match in _TAG.finditer(html):
        attributes = dict(_ATTRIBUTE.findall(match[1]))
        kind = attributes.get("linktype") or attributes.get("embedtype")
        if kind in kinds:
            yield "", kinds[kind], attributes.get("id")
        elif address := unescape(attributes.get("href", "")):
            yield address, None, None


def _code_of(column: str) -> str:
    return next((code for code in languages.codes() if column.endswith(f"_{code}")), "")
