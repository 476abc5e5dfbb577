"""Fills the states of translations on a database that has content but no states yet."""

from collections.abc import Callable
from typing import Any

from bps_portal.languages import columns

from . import summary


def fill_after_migrating(using: str, **_kwargs: Any) -> None:
    """Write down how all translations stand where a language has no states yet.

    That is after the update that brings them, and after a further language was added. While
    another app waits for its migrations, or a language of the settings has no columns, the models do
    not fit the database: then nothing is done.
    """
    if not columns.models_fit(using):
        return
    if not summary.is_kept():
        summary.rebuild()


def fill_added(tell: Callable[[str], None], **_kwargs: Any) -> None:
    """Write down how the translations stand once a language was added."""

    def tell_number(done: int) -> None:
        tell(f"State of translations: {done} objects done")

    summary.rebuild(tell_number)
