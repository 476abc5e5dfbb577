"""Which languages a save changed, as the history of an object tells it.

Wagtail writes the history after the save, knowing nothing of languages. So the last save of a
thread is kept here until its entry in the history is written, which takes the languages along as
`data["languages"]`.
"""

from collections.abc import Callable, Collection
from functools import partial
from threading import local
from typing import Any

from django.db.models.signals import pre_save
from wagtail.log_actions import LogActionRegistry
from wagtail.models import BaseLogEntry, ModelLogEntry, PageLogEntry

from bps_portal import languages

EDITED = "wagtail.edit"
# Entries that tell of a save.
SAVES = (EDITED, "wagtail.revert")

_last_save = local()


def note_save(instance: Any, codes: Collection[str]) -> None:
    """Keep the languages whose texts a save of `instance` changes."""
    _last_save.found = (instance._meta.label, str(instance.pk), list(codes))


def connect() -> None:
    """Add the languages to the entries of the history as they are written."""
    for model in (PageLogEntry, ModelLogEntry):
        pre_save.connect(_add_languages, sender=model, dispatch_uid=f"history.{model.__name__}")
    # For pages Wagtail asks no formatter: `PageLogEntry.message` has words of its own.
    own = PageLogEntry.message.func
    PageLogEntry.message.func = partial(_with_languages, own)


def register_actions(actions: LogActionRegistry) -> None:
    """Let the history name the languages of an edit (Wagtail's `register_log_actions`).

    Comes after Wagtail's own formatter, so that the action stays once in the lists of actions.
    """
    formatter = actions.formatters[EDITED]
    formatter.format_message = partial(_with_languages, formatter.format_message)


def _with_languages(words: Callable[[BaseLogEntry], Any], entry: BaseLogEntry) -> str:
    codes = [code for code in entry.data.get("languages", ()) if code in languages.codes()]
    names = ", ".join(languages.name(code) for code in codes)
    return f"{words(entry)} ({names})" if names else str(words(entry))


def _add_languages(instance: BaseLogEntry, **_kwargs: Any) -> None:
    if instance.action not in SAVES or instance.pk is not None:
        return
    label, key, codes = getattr(_last_save, "found", ("", "", []))
    model = instance.content_type.model_class()
    if codes and (label, key) == (model._meta.label, str(instance.object_id)):
        instance.data = {**instance.data, "languages": codes}
