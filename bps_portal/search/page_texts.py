"""The words of a page in one language, whatever its type."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from modelcluster.models import get_all_child_relations
from modeltranslation.translator import translator
from wagtail import blocks
from wagtail.blocks import StreamValue
from wagtail.blocks.field_block import BaseChoiceBlock
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.fields import RichTextField, StreamField
from wagtail.rich_text import get_text_for_indexing

from bps_portal import languages
from bps_portal.content.blocks import HeadingBlock
from bps_portal.content.models import PortalDocument
from bps_portal.pages.models import LocalizedPage, PortalPage

# Parts of a block that name what follows.
HEADINGS = {"title", "heading"}


@dataclass
class Words:
    """What a page says in one language, by how much it tells about the page."""

    title: str
    lead: list[str] = field(default_factory=list)
    headings: list[str] = field(default_factory=list)
    body: list[str] = field(default_factory=list)
    documents: list[PortalDocument] = field(default_factory=list)


def words_of(page: LocalizedPage, code: str) -> Words:
    """Return the words of `page` in exactly that language.

    All translated texts count, those of its parts (inline panels) too, but for the fields that the
    page type lists in `unsearched_fields`. Of the documents that it shows, those in this language
    or in none are named, but for those that only some may open.
    """
    words = Words(title=str(languages.value_in(page, "title", code) or ""))
    own = set(_translated(type(page))) - set(_translated(PortalPage)) - set(page.unsearched_fields)
    for name in sorted(own, key=_place(type(page))):
        leads = name in page.search_lead_fields
        _add(words, page, name, code, words.lead if leads else words.body)
    for relation in get_all_child_relations(type(page)):
        for part in getattr(page, relation.get_accessor_name()).all():
            for name in _translated(type(part)):
                _add(words, part, name, code, words.body)
    for plain in type(page)._meta.get_fields():
        if _is_document_key(plain) and plain.name not in _columns(type(page)):
            _add_document(words, getattr(page, plain.name), code)
    return words


def _translated(model: type[models.Model]) -> list[str]:
    if model not in translator.get_registered_models(abstract=False):
        return []
    return list(translator.get_options_for_model(model).all_fields)


def _columns(model: type[models.Model]) -> set[str]:
    names = _translated(model)
    return {*names, *(column for name in names for column in languages.field_names(name))}


def _place(model: type[models.Model]) -> Any:
    order = {found.name: place for place, found in enumerate(model._meta.get_fields())}
    return lambda name: order[name]


def _is_document_key(found: Any) -> bool:
    return isinstance(found, models.ForeignKey) and found.related_model is PortalDocument


def _add(words: Words, owner: models.Model, name: str, code: str, texts: list[str]) -> None:
    column = owner._meta.get_field(name)
    value = languages.value_in(owner, name, code)
    if not value:
        return
    if _is_document_key(column):
        _add_document(words, value, code)
    elif isinstance(column, StreamField):
        _add_stream(words, value, code)
    elif isinstance(column, RichTextField):
        texts.append(get_text_for_indexing(value))
    elif isinstance(column, models.CharField | models.TextField) and not column.choices:
        texts.append(str(value))


def _add_document(words: Words, document: PortalDocument | None, code: str) -> None:
    if (
        document is not None
        and document.language in ("", code)
        and not document.collection.get_view_restrictions().exists()
    ):
        words.documents.append(document)


def _add_stream(words: Words, stream: StreamValue, code: str) -> None:
    for child in stream:
        _add_block(words, child.block, child.value, code)


def _add_block(words: Words, block: blocks.Block, value: Any, code: str) -> None:
    if isinstance(block, HeadingBlock):
        words.headings.append(str(value.get("text", "")))
    elif isinstance(block, DocumentChooserBlock):
        _add_document(words, value, code)
    elif isinstance(block, blocks.StructBlock):
        for name, child in block.child_blocks.items():
            if name in HEADINGS and isinstance(child, blocks.CharBlock):
                words.headings.append(str(value.get(name) or ""))
            else:
                _add_block(words, child, value.get(name), code)
    elif isinstance(block, blocks.ListBlock):
        for item in value or ():
            _add_block(words, block.child_block, item, code)
    elif isinstance(block, blocks.StreamBlock):
        _add_stream(words, value or (), code)
    elif value:
        words.body.extend(_texts(block, value))


def _texts(block: blocks.Block, value: Any) -> Iterator[str]:
    # What is chosen from a list names a meaning for editors, and in their own language.
    if not isinstance(block, BaseChoiceBlock):
        yield from (str(text) for text in block.get_searchable_content(value))
