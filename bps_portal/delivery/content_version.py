"""Whether anything that readers see has changed: one number that all processes share.

A change raises it once its transaction is committed. Each process asks for it at most each second
(`CHANGES_ASKED_EVERY`), and at once after a change of its own.
"""

import logging
import threading
import time

from django.conf import settings
from django.db import Error
from django.db.models import F

from .models import ContentVersion

logger = logging.getLogger(__name__)


class _Asker:
    """What this process knows of the number, and when it asked."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.forget()

    def forget(self) -> None:
        """Ask anew before the next page."""
        self._asked_at = float("-inf")
        self._number: int | None = None

    def number(self) -> int | None:
        """Return the number; None where the database does not tell it."""
        with self._lock:
            if time.monotonic() - self._asked_at < settings.CHANGES_ASKED_EVERY:
                return self._number
            # The other threads go on with what is known.
            self._asked_at = time.monotonic()
        try:
            row = ContentVersion.objects.filter(pk=ContentVersion.ONLY)
            number = row.values_list("number", flat=True).first() or 0
        except Error:
            logger.warning("The database does not tell whether pages have changed.")
            number = None
        self._number = number
        return number


_asker = _Asker()
current = _asker.number
forget = _asker.forget


def raise_number() -> None:
    """Raise the number at once."""
    raised = ContentVersion.objects.filter(pk=ContentVersion.ONLY).update(number=F("number") + 1)
    if not raised:
        ContentVersion.objects.get_or_create(pk=ContentVersion.ONLY, defaults={"number": 1})
    forget()
