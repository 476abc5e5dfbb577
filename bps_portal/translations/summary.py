"""Keeps `TranslationStatus` true: after each save, after each deletion, and from nothing."""

from collections.abc import Callable, Iterable
from datetime import datetime
from itertools import batched
from typing import Any

from django.db import transaction
from django.db.models import Model
from django.db.models.signals import post_delete, post_save
from django.utils import timezone

from bps_portal import languages
from bps_portal.languages.parity import Standing, State
from bps_portal.pages.models import PortalPage

from .kinds import Kind, as_edited, content_type_id, kinds
from .models import TranslationStatus

AT_ONCE = 200
UNIQUE = ("content_type", "object_id", "language")
DERIVED = ("titles", "missing", "outdated", "missing_files", "since")


def connect() -> None:
    """Follow what is saved and deleted from now on."""
    # A page may be saved as the base of all pages, too.
    followed: list[Kind] = [PortalPage, *kinds()]
    for model in followed:
        post_save.connect(_refresh_saved, sender=model, dispatch_uid=f"status of {model}")
        post_delete.connect(_forget_deleted, sender=model, dispatch_uid=f"no status of {model}")


def refresh(obj: Model, now: datetime) -> None:
    """Write down how the translations of an object stand, `now` being when it was changed."""
    _write(_rows(obj, now), (*DERIVED, "modified"))


def rebuild(progress: Callable[[int], None] = lambda _done: None) -> int:
    """Write down how all translations stand, and forget what is no more.

    Args:
        progress: told the number of objects that are done, after each portion.

    Returns:
        The number of objects.
    """
    done = 0
    for kind in kinds():
        manager = kind._default_manager
        keys = list(manager.order_by("pk").values_list("pk", flat=True))
        for some in batched(keys, AT_ONCE):
            # Who saves one of them meanwhile waits, and writes after us.
            with transaction.atomic():
                objects = manager.filter(pk__in=some).order_by("pk").select_for_update()
                _write([row for obj in objects for row in _rows(obj)], DERIVED)
            done += len(some)
            progress(done)
        _of(kind).exclude(object_id__in=manager.order_by().values("pk")).delete()
    left = TranslationStatus.objects.all()
    left.exclude(content_type__in=map(content_type_id, kinds())).delete()
    left.exclude(language__in=languages.codes()).delete()
    return done


def is_kept() -> bool:
    """Tell whether there are rows in each language."""
    kept = TranslationStatus.objects.values_list("language", flat=True).distinct()
    return set(languages.codes()) <= set(kept)


def _refresh_saved(instance: Model, *, raw: bool = False, **_kwargs: Any) -> None:
    # What an object refers to may not be there yet while a fixture is loaded.
    if not raw:
        refresh(instance, timezone.now())


def _forget_deleted(instance: Model, **_kwargs: Any) -> None:
    _of(type(instance)).filter(object_id=instance.pk).delete()


def _of(kind: Kind) -> Any:
    return TranslationStatus.objects.of_kind(kind)


def _rows(obj: Any, now: datetime | None = None) -> list[TranslationStatus]:
    """Return the rows of an object; without `now`, as they are when nobody knows of a change."""
    newest = as_edited(obj)
    if type(newest) not in kinds():
        return []
    titles = {}
    for code in languages.codes():
        with languages.override(code):
            titles[code] = str(newest)
    standings: list[Standing] = newest.standings()
    # A page says itself when it was changed.
    modified = getattr(newest, "latest_revision_created_at", None) or now
    return [
        TranslationStatus(
            content_type_id=content_type_id(type(newest)),
            object_id=newest.pk,
            language=code,
            titles=titles,
            modified=modified,
            **_counts([standing for standing in standings if standing.code == code]),
        )
        for code in languages.codes()
    ]


def _counts(standings: list[Standing]) -> dict[str, Any]:
    missing = [found for found in standings if found.state is State.MISSING]
    outdated = [found for found in standings if found.state is State.OUTDATED]
    files = sum(found.segment.is_file for found in missing)
    return {
        "missing": len(missing) - files,
        "outdated": len(outdated),
        "missing_files": files,
        "since": min((found.since for found in outdated if found.since), default=None),
    }


def _write(rows: list[TranslationStatus], columns: Iterable[str]) -> None:
    TranslationStatus.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=UNIQUE, update_fields=list(columns)
    )
