"""When pages change by themselves, because time goes by."""

import math
from collections.abc import Callable
from datetime import datetime, time, timedelta

from django.utils import timezone

type NextMoment = Callable[[datetime], datetime | None]

_sources: list[NextMoment] = []


def change_at(source: NextMoment) -> None:
    """Have answers made anew at the moments of `source`, which gives the next one after a time.

    An app calls it once, while it starts.
    """
    _sources.append(source)


def seconds_to_next_change(now: datetime, at_most: timedelta) -> int:
    """Return for how many whole seconds, at least one, what is made now still holds.

    Days begin at midnight in Brussels, when a campaign may begin or be over.
    """
    midnight = timezone.make_aware(
        datetime.combine(timezone.localdate(now) + timedelta(days=1), time.min)
    )
    moments = [now + at_most, midnight, *filter(None, (source(now) for source in _sources))]
    return max(1, math.ceil((min(moments) - now).total_seconds()))
