"""Whether anything that readers see has changed: one number that all processes share.

A change raises it once its transaction is committed. Each process asks for it at most each second
(`CHANGES_ASKED_EVERY`), and at once after a change of its own.
"""

import logging
import threading
import time
from collections.abc import Callable, Collection

from django.conf import settings
from django.db import Error, transaction

from .models import ContentVersion

logger = logging.getLogger(__name__)

# More changes while one answer is made are no longer told apart.
MOST_REMEMBERED = 20


_listeners: list[Callable[[], None]] = []


def when_changed(forget_what_was_known: Callable[[], None]) -> None:
    """Have an app forget what it keeps, before the first page of another number is made."""
    _listeners.append(forget_what_was_known)


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
        if number != self._number:
            for forget_what_was_known in _listeners:
                forget_what_was_known()
        self._number = number
        return number


_asker = _Asker()
current = _asker.number
forget = _asker.forget


def changed_since(number: int) -> set[str] | None:
    """Return the keys of what became old since the number was this one; None where nobody knows."""
    try:
        row = ContentVersion.objects.filter(pk=ContentVersion.ONLY).first()
    except Error:
        return None
    if row is None or row.number == number:
        return set()
    later = {raised: keys for raised, keys in row.recent if raised > number}
    if len(later) < row.number - number:
        return None
    return set().union(*later.values())


def raise_number(keys: Collection[str]) -> None:
    """Raise the number at once, for a change that makes answers with these keys old."""
    with transaction.atomic():
        row, _created = ContentVersion.objects.select_for_update().get_or_create(
            pk=ContentVersion.ONLY
        )
        row.number += 1
        row.recent = [*row.recent, [row.number, sorted(keys)]][-MOST_REMEMBERED:]
        row.save()
    forget()
