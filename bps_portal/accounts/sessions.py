"""When a session ends: after so long without use, and after so long in all (ASVS 5.0, 7.3)."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

STARTED = "session_started_at"
USED = "session_used_at"
# What an open window asks for by itself is no use of it.
UNATTENDED = ("/admin/editing-sessions/",)
# How exactly the last use is known, so that not every request writes.
EXACT_TO = timedelta(minutes=1)


def begin(request: HttpRequest, **_kwargs: Any) -> None:
    """Note when a session starts (a receiver of `user_logged_in`)."""
    now = timezone.now().timestamp()
    request.session[STARTED] = request.session[USED] = now


def continues(request: HttpRequest) -> bool:
    """Tell whether a session has not come to its end; one that has is emptied."""
    session, now = request.session, timezone.now().timestamp()
    started, used = session.get(STARTED), session.get(USED)
    if started is None or used is None:
        begin(request)
        return True
    if now - started > settings.SESSION_LIFETIME.total_seconds() or (
        now - used > settings.SESSION_IDLE_TIME.total_seconds()
    ):
        session.flush()
        return False
    is_attended = not request.path_info.startswith(UNATTENDED)
    if is_attended and now - used > EXACT_TO.total_seconds():
        session[USED] = now
    return True
