"""Tells the caches in front what is old.

A purge that fails is tried again in the background; meanwhile the cache gives its copy out for a
minute at most (`shared_answers.KEPT_IN_FRONT`).
"""

import logging
import threading
from collections.abc import Collection
from datetime import timedelta

from django.conf import settings
from django.db import Error
from django.tasks import task
from django.utils import timezone

from . import metrics
from .front_caches import FAILURES, front_cache
from .surrogate_keys import ANY_CHANGE, EVERYTHING

logger = logging.getLogger(__name__)

WAITS = tuple(timedelta(seconds=seconds) for seconds in (1, 2, 5, 15, 60, 300, 1800))
# An answer that was on its way when everything was purged is a copy of before.
SECOND_LOOK_SECONDS = 0.5


def purge(keys: Collection[str]) -> None:
    """Have all caches make the answers with these keys anew, now or as soon as they can."""
    for place, url in enumerate(settings.FRONTEND_CACHES):
        _purge(place, url, sorted({*keys, ANY_CHANGE}), 0)
        if EVERYTHING in keys:
            threading.Timer(SECOND_LOOK_SECONDS, _look_again, [place, url]).start()


@task
def purge_again(place: int, keys: list[str], attempt: int) -> None:
    """Purge keys from one cache, named by its place in FRONTEND_CACHE_URL."""
    if place < len(settings.FRONTEND_CACHES):
        _purge(place, settings.FRONTEND_CACHES[place], keys, attempt)


def _purge(place: int, url: str, keys: list[str], attempt: int) -> None:
    try:
        front_cache(url).purge_keys(keys)
    except FAILURES as error:
        metrics.purges.labels("failed").inc()
        # The address may hold a password.
        logger.warning("Front cache %s keeps old copies of %s: %s", place + 1, keys, error)
        if attempt < len(WAITS):
            _later(place, keys, attempt + 1, WAITS[attempt])
    else:
        metrics.purges.labels("done").inc()
        logger.info("Front cache %s purged: %s", place + 1, " ".join(keys))


def _look_again(place: int, url: str) -> None:
    try:
        front_cache(url).purge_keys([EVERYTHING])
    except FAILURES as error:
        logger.warning("Front cache %s was not asked twice: %s", place + 1, error)


def _later(place: int, keys: list[str], attempt: int, wait: timedelta) -> None:
    if not purge_again.get_backend().supports_defer:
        return
    try:
        later = purge_again.using(run_after=timezone.now() + wait)
        later.enqueue(place, keys, attempt)
    except Error as error:
        logger.warning("A purge cannot wait for its turn: %s", error)
