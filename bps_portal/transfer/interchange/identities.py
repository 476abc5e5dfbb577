"""The name under which a thing is known on every site that it has been on: a UUID.

Primary keys differ from site to site; `InterchangeId` keeps which thing has which name.
"""

import uuid
from collections import OrderedDict
from collections.abc import Collection, Iterator
from contextlib import suppress
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models

from bps_portal.transfer.models import InterchangeId

BATCH = 500
# So many names are kept at hand, whatever the size of the site.
KEPT = 20_000


def page_model() -> type[models.Model]:
    """Return the model by which all pages are known."""
    model: type[models.Model] = apps.get_model(settings.WAGTAIL_PAGE_MODEL)
    return model


def known_as(model: type[models.Model]) -> type[models.Model]:
    """Return the model under which things of `model` are named: one for all types of page."""
    return page_model() if issubclass(model, page_model()) else model


class Identities:
    """Finds names of things and things by name, with a bounded memory."""

    def __init__(self) -> None:
        """Know nothing yet."""
        self._names: OrderedDict[tuple[int, int], str] = OrderedDict()
        self._keys: OrderedDict[tuple[int, str], int] = OrderedDict()

    def name(self, model: type[models.Model], key: Any) -> str | None:
        """Return the name of a thing, a new one where it has none; None where it is not there."""
        kind = _kind(model)
        found = self._names.get((kind.pk, key))
        if found is None:
            known = InterchangeId.objects.filter(content_type=kind, object_id=key).first()
            if known is None:
                thing = known_as(model)._default_manager.filter(pk=key).first()
                if thing is None:
                    return None
                known = InterchangeId.objects.create(
                    content_type=kind, object_id=key, name=_new(thing)
                )
            found = str(known.name)
            _keep(self._names, (kind.pk, key), found)
        return found

    def key(self, model: type[models.Model], name: Any) -> int | None:
        """Return the primary key of what is known by a name and still there, or None."""
        kind = _kind(model)
        found = self._keys.get((kind.pk, str(name)))
        if found is None and (row := _row(kind, name)) and _exists(model, row.object_id):
            found = row.object_id
            _keep(self._keys, (kind.pk, str(name)), found)
        return found

    def remember(self, thing: models.Model, name: Any, *, complete: bool = True) -> None:
        """Keep the name of a thing that an import has made."""
        kind = _kind(type(thing))
        InterchangeId.objects.update_or_create(
            name=name,
            defaults={"content_type": kind, "object_id": thing.pk, "is_complete": complete},
        )


def name_all(model: type[models.Model]) -> None:
    """Give every thing of `model` that has no name one, in few queries."""
    kind = _kind(model)
    named = InterchangeId.objects.filter(content_type=kind).values("object_id")
    for batch in _batches(known_as(model)._default_manager.exclude(pk__in=named).order_by("pk")):
        rows = [
            InterchangeId(content_type=kind, object_id=each.pk, name=_new(each)) for each in batch
        ]
        InterchangeId.objects.bulk_create(rows, ignore_conflicts=True)


def pages_named(names: Collection[str]) -> dict[str, int]:
    """Return the primary keys of pages by their names, in one query."""
    wanted = {}
    for name in names:
        with suppress(ValueError):
            wanted[uuid.UUID(name)] = name
    rows = InterchangeId.objects.filter(content_type=_kind(page_model()), name__in=wanted)
    return {wanted[row.name]: row.object_id for row in rows}


def _batches(things: Any) -> Iterator[list[Any]]:
    while batch := list(things[:BATCH]):
        yield batch


def _new(thing: Any) -> uuid.UUID:
    key: uuid.UUID = getattr(thing, "translation_key", None) or uuid.uuid4()
    taken = InterchangeId.objects.filter(name=key).exists()
    return uuid.uuid4() if taken else key


def _row(kind: ContentType, name: Any) -> InterchangeId | None:
    try:
        wanted = uuid.UUID(str(name))
    except ValueError:
        return None
    return InterchangeId.objects.filter(content_type=kind, name=wanted).first()


def _exists(model: type[models.Model], key: int) -> bool:
    return known_as(model)._default_manager.filter(pk=key).exists()


def _kind(model: type[models.Model]) -> ContentType:
    return ContentType.objects.get_for_model(known_as(model))


def _keep[K, V](kept: OrderedDict[K, V], key: K, value: V) -> None:
    kept[key] = value
    if len(kept) > KEPT:
        kept.popitem(last=False)
