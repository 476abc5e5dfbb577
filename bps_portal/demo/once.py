"""Makes each piece of demo content once in the life of a site."""

from collections.abc import Callable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model

from .models import DemoRecord


class Pieces:
    """The pieces of demo content that exist or are being made."""

    def __init__(self, report: Callable[[str], None]) -> None:
        """Report each new piece, as one line of text."""
        self._records = {
            record.key: record for record in DemoRecord.objects.prefetch_related("made")
        }
        self._report = report
        self.count = 0

    def once(self, key: str, make: Callable[[], Model]) -> Any:
        """Return the piece of this key; make it where no run has made it before.

        Returns:
            The piece as it is now, or None where an editor has deleted it.
        """
        if record := self._records.get(key):
            return record.piece
        made = make()
        self.remember(key, made)
        return made

    def remember(self, key: str, made: Model) -> None:
        """Record a piece that was made elsewhere, so that no later run makes it again."""
        self._records[key] = DemoRecord.objects.create(
            key=key,
            content_type=ContentType.objects.get_for_model(made, for_concrete_model=False),
            object_id=made.pk,
        )
        self.count += 1
        self._report(f"  {key}")

    def known(self, key: str) -> bool:
        """Tell whether a run has made this piece, even if an editor has deleted it since."""
        return key in self._records
