"""How long is kept who did what in the admin, and who tried to come in."""

from datetime import datetime, timedelta

from axes.models import AccessAttempt, AccessLog
from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone
from wagtail.models import ModelLogEntry, PageLogEntry

from .limits import KNOWN_FOR

# Longer than any limit looks back.
TRIES_KEPT = timedelta(days=1)


def forget_old_entries(now: datetime | None = None) -> int:
    """Delete entries of the log older than `LOG_RETENTION_DAYS`, and old sign-ins and tries.

    Returns how many entries of the log there were.
    """
    moment = now or timezone.now()
    AccessAttempt.objects.filter(attempt_time__lt=moment - TRIES_KEPT).delete()
    AccessLog.objects.filter(attempt_time__lt=moment - KNOWN_FOR).delete()
    limit = moment - timedelta(days=settings.LOG_RETENTION_DAYS)
    with transaction.atomic(), connection.cursor() as cursor:
        # Until the end of this transaction; see migration 0004.
        cursor.execute("SET LOCAL portal.log_retention = 'over'")
        deleted = sum(
            entries.objects.filter(timestamp__lt=limit).delete()[0]
            for entries in (PageLogEntry, ModelLogEntry)
        )
        cursor.execute("SET LOCAL portal.log_retention = ''")
    return deleted
