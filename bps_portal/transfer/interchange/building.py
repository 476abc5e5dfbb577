"""From what a front says to the values of a model's fields."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models
from wagtail.fields import StreamField
from wagtail.models import Collection

from bps_portal import languages
from bps_portal.transfer.hand_written import stream_of

from .fields import item_relations, travelling
from .files import UnreadableError, read_json, read_text
from .identities import Identities
from .references import turned
from .safe_html import checked_html

# What a front says beside the fields.
META = {"type", "name", "parent", "live", "first_published_at", "last_published_at", "file", "tags",
        "exceptions", "restriction"}  # fmt: skip


class Builder:
    """Turns fronts into values, with the references of this site in them."""

    def __init__(self, identities: Identities, further: set[str]) -> None:
        """Know the names; `further` are languages of the folder that this site does not have."""
        self.identities, self.further = identities, further
        self.missing = 0

    def values(self, model: type[models.Model], front: dict[str, Any]) -> dict[str, Any]:
        """Return the value of each field and list of items that a front names.

        Counts in `missing` what it refers to and is not on this site.

        Raises:
            UnreadableError: for a field that the model does not have, or a value of another kind.
        """
        fields = {field.name: field for field in travelling(model)}
        relations = {each.get_accessor_name(): each for each in item_relations(model)}
        found: dict[str, Any] = {}
        for name, value in front.items():
            if name in fields:
                self._put(found, fields[name], value)
            elif name in relations:
                found[name] = list(self._items(relations[name], value))
            elif name not in META and not self._is_further(name):
                raise UnreadableError(f"it has no field “{name}”")
        return found

    def bodies(self, model: type[models.Model], folder: Path, prefix: str = "") -> dict[str, Any]:
        """Return the bodies that stand beside a front: JSON, or HTML or Markdown by hand."""
        found: dict[str, Any] = {}
        for field in travelling(model):
            if isinstance(field, StreamField) and (raw := _raw(field, folder, prefix)) is not None:
                self._put(found, field, raw)
        return found

    def key(self, model: type[models.Model], name: Any) -> int | None:
        """Return the key of what a name stands for; counts it where it is not here."""
        found = self.identities.key(model, name)
        self.missing += found is None
        return found

    def _put(self, found: dict[str, Any], field: models.Field, value: Any) -> None:
        try:
            if isinstance(field, StreamField):
                raw = turned(field.stream_block, value, self.key, checked_html)
                found[field.name] = json.dumps(raw)
            elif field.is_relation:
                model: Any = field.related_model
                is_path = model is Collection
                found[field.attname] = _collection(value) if is_path else self.key(model, value)
            elif isinstance(field, ArrayField):
                found[field.name] = [field.base_field.to_python(each) for each in value]
            elif isinstance(field, models.JSONField):
                found[field.name] = json.loads(value)
            else:
                found[field.name] = field.to_python(value)
        except UnreadableError:
            raise
        except (ValidationError, ValueError, TypeError, KeyError, AttributeError) as error:
            raise UnreadableError(f"the value of “{field.name}” cannot be read") from error

    def _items(self, relation: Any, rows: Any) -> Iterator[models.Model]:
        model = relation.related_model
        for place, row in enumerate(rows):
            values = self.values(model, row)
            required = (
                field for field in travelling(model)
                if field.is_relation and not field.null and field is not relation.field
            )  # fmt: skip
            # It refers to a page that may still come.
            if any(values.get(field.attname) is None for field in required):
                continue
            if any(field.name == "sort_order" for field in model._meta.concrete_fields):
                values["sort_order"] = place
            yield model(**values)

    def _is_further(self, name: str) -> bool:
        return any(name.endswith(f"_{code}") for code in self.further)


def _raw(field: models.Field, folder: Path, prefix: str) -> Any:
    stem = prefix + _file_name(field.name)
    if (file := folder / f"{stem}.json").exists():
        raw = read_json(file)
        if not isinstance(raw, list):
            raise UnreadableError(f"{file.name} is no list of blocks")
        return raw
    for ending in (".html", ".md"):
        if (file := folder / f"{stem}{ending}").exists():
            return stream_of(read_text(file), ending)
    return None


def _file_name(column: str) -> str:
    for code in languages.codes():
        if column.endswith(ending := f"_{code}"):
            return f"{column.removesuffix(ending)}.{code}"
    return column


def _collection(path: Any) -> int:
    """Return the key of the collection at a path of names, made where it is missing."""
    collection = Collection.get_first_root_node()
    for name in path:
        below = collection.get_children().filter(name=name).first()
        collection = below or collection.add_child(name=name)
    return int(collection.pk)
