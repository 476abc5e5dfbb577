"""Which fields of a model travel, and how each value stands in a file."""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.contrib.postgres.fields import ArrayField
from django.db import models
from modelcluster.models import get_all_child_relations
from modeltranslation.translator import NotRegistered, translator
from wagtail.fields import StreamField
from wagtail.models import Collection, Comment, Locale, Revision, Site

from .references import Turn, turned

# The place in the tree, what belongs to one site alone, and what a file tells by itself.
LEFT_OUT = {
    "id", "path", "depth", "numchild", "translation_key", "live_revision", "latest_revision",
    "latest_revision_created_at", "has_unpublished_changes", "draft_title", "url_path", "alias_of",
    "locked", "locked_at", "locked_by", "owner", "expired", "width", "height", "created_at",
    "uploaded_by_user", "file_size", "file_hash", "page_count", "pdf_facts", "cover", "cover_width",
    "cover_height", "menu_page_ids", "sort_order", "content_type", "phrases",
    "first_published_at", "last_published_at",
}  # fmt: skip
_EMPTY: tuple[Any, ...] = (None, "", [], {})


def travelling(model: Any) -> tuple[models.Field, ...]:
    """Return the fields of `model` that travel: those of the languages in place of the plain ones."""
    plain, derived = _translated(model)
    found: list[models.Field] = []
    for field in model._meta.concrete_fields:
        base = derived.get(field.name, field.name)
        if field.primary_key or field.name in plain or base in LEFT_OUT or _is_of_one_site(field):
            continue
        # The files themselves travel beside the front.
        if isinstance(field, models.FileField) or _is_clock(field):
            continue
        found.append(field)
    return tuple(found)


def item_relations(model: Any) -> tuple[Any, ...]:
    """Return the relations to the inline items of a model; comments stay behind."""
    relations = get_all_child_relations(model)
    return tuple(each for each in relations if not issubclass(each.related_model, Comment))


def written(thing: Any, turn: Turn) -> dict[str, Any]:
    """Return the values of a thing by field, as a file holds them; what is empty is left out."""
    found: dict[str, Any] = {}
    for field in travelling(type(thing)):
        value = _written(field, thing, turn)
        if value not in _EMPTY or (value is not None and value != _default(field)):
            found[field.name] = value
    for relation in item_relations(type(thing)):
        if rows := list(_items(thing, relation, turn)):
            found[relation.get_accessor_name()] = rows
    return found


def _items(thing: Any, relation: Any, turn: Turn) -> Iterator[dict[str, Any]]:
    parent = relation.field.name
    for item in getattr(thing, relation.get_accessor_name()).all():
        row = written(item, turn)
        row.pop(parent, None)
        yield row


def _written(field: models.Field, thing: Any, turn: Turn) -> Any:
    if isinstance(field, StreamField):
        return _stream(field, getattr(thing, field.attname), turn)
    value = getattr(thing, field.attname)
    if field.is_relation:
        if value is None:
            return None
        model: Any = field.related_model
        return _path(value) if model is Collection else turn(model, value)
    if isinstance(value, datetime):
        return value.astimezone(UTC)
    if isinstance(value, (bool, int, float, str, date)) or value is None:
        return value
    if isinstance(field, ArrayField):
        return list(value)
    return _json(value) if isinstance(field, models.JSONField) else str(value)


def _stream(field: StreamField, value: Any, turn: Turn) -> list[Any]:
    raw = list(value.raw_data) if value else []
    result: list[Any] = turned(field.stream_block, raw, turn)
    return result


def _path(key: int) -> list[str]:
    """Return the names of a collection and those above it, without the root."""
    collection = Collection.objects.get(pk=key)
    above = collection.get_ancestors(inclusive=True).filter(depth__gt=1)
    return list(above.values_list("name", flat=True))


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True) if value else ""


def _default(field: models.Field) -> Any:
    default = field.get_default()
    return default if default not in _EMPTY else ([] if isinstance(field, ArrayField) else "")


def _translated(model: Any) -> tuple[frozenset[str], dict[str, str]]:
    """Return the plain columns that only mirror a language, and what each column belongs to."""
    try:
        options = translator.get_options_for_model(model)
    except NotRegistered:
        return frozenset(), {}
    derived = {
        column.name: name for name, columns in options.all_fields.items() for column in columns
    }
    return frozenset(options.all_fields), derived


def _is_of_one_site(field: models.Field) -> bool:
    others = (get_user_model(), ContentType, Revision, Locale, Site)
    remote = field.remote_field
    is_parent = bool(remote and getattr(remote, "parent_link", False))
    return is_parent or (field.is_relation and field.related_model in others)


def _is_clock(field: models.Field) -> bool:
    return bool(getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False))


def taken_as_they_are(model: Any) -> list[str]:
    """Return the fields of files, and those that only mirror the text of the active language."""
    plain, _derived = _translated(model)
    return [
        field.name
        for field in model._meta.concrete_fields
        if field.name in plain or isinstance(field, models.FileField)
    ]
