"""How often somebody may try to sign in or ask for a new password.

`django-axes` counts what goes wrong by name and connection together, so that nobody locks out a
colleague who sits elsewhere. Beside that, a name that is tried from everywhere is refused to
connections from which its owner has not come before. All of this holds for names that nobody has,
too: the answers tell nothing.
"""

from datetime import datetime, timedelta
from typing import Any

from axes.models import AccessAttempt, AccessLog
from django.db.models import Sum
from django.http import HttpRequest
from django.utils import timezone

from bps_portal.content.limits import connection, count

# Wrong tries of one name within an hour, from all connections.
MOST_FROM_EVERYWHERE = 30
# For so long a connection is one from which the owner of a name comes.
KNOWN_FOR = timedelta(days=30)
RESETS_PER_HOUR = 3
RESETS_OF_A_CONNECTION = 20


def address_of(request: HttpRequest) -> str:
    """Return the visitor's address as axes keeps it; for IPv6 the first of the home's network."""
    return connection(request).partition("/")[0]


def name_of(request: HttpRequest, credentials: dict[str, Any] | None = None) -> str:
    """Return the name that is tried, in the one way in which it is counted."""
    name = (credentials or {}).get("username") or request.POST.get("username") or ""
    return str(name).strip().lower()[:255]


def is_tried_from_everywhere(request: HttpRequest, name: str, now: datetime | None = None) -> bool:
    """Tell whether a name is under attack and this connection is not one of its owner's."""
    moment = now or timezone.now()
    counted = name.strip().lower()
    tries = AccessAttempt.objects.filter(
        username=counted, attempt_time__gte=moment - timedelta(hours=1)
    ).aggregate(sum=Sum("failures_since_start"))["sum"]
    if (tries or 0) < MOST_FROM_EVERYWHERE:
        return False
    return not AccessLog.objects.filter(
        username__iexact=counted,
        ip_address=address_of(request),
        attempt_time__gte=moment - KNOWN_FOR,
    ).exists()


def allows_reset(request: HttpRequest, email: str, now: datetime | None = None) -> bool:
    """Count one more request for a new password; tell whether it is within the limits."""
    visitor = connection(request)
    of_both = count("reset", f"{visitor} {email.lower()}", now)
    of_connection = count("resets", visitor, now)
    return of_both <= RESETS_PER_HOUR and of_connection <= RESETS_OF_A_CONNECTION
