"""Moments as people and programs write them, in the time of Brussels where they name none."""

import datetime as dt
import re

from django.utils import timezone
from django.utils.translation import gettext as _

CLOCK = re.compile(r"([01]?\d|2[0-3])[:h.]([0-5]\d)")


class NotAMomentError(ValueError):
    """Says in one sentence what is wrong with a moment."""


def end_from(text: str, now: dt.datetime) -> dt.datetime:
    """Return the moment at which something is to end.

    Args:
        text: 18:30 for the next time it is half past six in Brussels, or an ISO 8601 date and time
            (2026-11-25T18:30), of Brussels unless it names its own zone.
        now: the moment from which the next 18:30 is counted.

    In the night in which the clock goes back, an hour comes twice: the later one is meant, so that
    nothing ends too early.

    Raises:
        NotAMomentError: for anything else, and for a time that the clock jumps over in spring.
    """
    text = text.strip()
    if match := CLOCK.fullmatch(text):
        return _next(dt.time(int(match[1]), int(match[2])), now)
    if len(text) <= len("2026-11-25"):
        raise NotAMomentError(_refusal(text))
    try:
        moment = dt.datetime.fromisoformat(text)
    except ValueError as error:
        raise NotAMomentError(_refusal(text)) from error
    return moment if moment.tzinfo else _in_brussels(moment)


def _next(clock: dt.time, now: dt.datetime) -> dt.datetime:
    today = timezone.localdate(now)
    first = dt.datetime.combine(today, clock)
    try:
        moment = _in_brussels(first)
    except NotAMomentError:
        # Past already, or still to come and impossible.
        if first.replace(tzinfo=timezone.get_default_timezone()) > now:
            raise
        moment = now
    return moment if moment > now else _in_brussels(first + dt.timedelta(days=1))


def _in_brussels(moment: dt.datetime) -> dt.datetime:
    zone = timezone.get_default_timezone()
    local = moment.replace(tzinfo=zone, fold=1)
    # A time that is jumped over is another one after a round trip.
    if local.astimezone(dt.UTC).astimezone(zone).replace(tzinfo=None) != moment:
        raise NotAMomentError(
            _("%(moment)s does not exist: the clock goes forward then.")
            % {"moment": moment.isoformat(" ", "minutes")}
        )
    return local


def _refusal(text: str) -> str:
    return _("“%(text)s” is no moment: write 18:30, or 2026-11-25T18:30.") % {"text": text}
