"""Loads the messages that are ready for the worst day."""

from functools import partial

from emergency.models import PreparedAlert

from .content_files import Entry, entries, texts
from .once import Pieces


def load_prepared_alerts(pieces: Pieces) -> None:
    """Make the prepared messages that no earlier run has made; none of them is put out."""
    for key, entry in entries("prepared_alerts").items():
        pieces.once(f"prepared-alert:{key}", partial(_prepared, entry))


def _prepared(entry: Entry) -> PreparedAlert:
    message = PreparedAlert(
        level=entry["level"], crisis_mode=entry.get("crisis_mode", False), **texts(entry)
    )
    message.full_clean()
    message.save()
    return message
