"""How often the same connection, or the same mailbox, can be used within an hour."""

from datetime import datetime

from django.http import HttpRequest

from bps_portal.content.limits import connection, count

# A school or an office sends all its visitors through one address.
MESSAGES_PER_HOUR = 20
CONFIRMATIONS_PER_HOUR = 3


def allows_message(request: HttpRequest, now: datetime | None = None) -> bool:
    """Count one more message from the visitor's connection; tell whether it is within the limit."""
    return count("message", connection(request), now) <= MESSAGES_PER_HOUR


def allows_confirmation(email: str, now: datetime | None = None) -> bool:
    """Count one more confirmation to a mailbox; tell whether it is within the limit."""
    return count("confirmation", email.lower(), now) <= CONFIRMATIONS_PER_HOUR
