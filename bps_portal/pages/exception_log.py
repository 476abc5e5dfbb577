"""How the history of a page tells of its exceptions and of refused schedules."""

from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy
from wagtail.log_actions import LogActionRegistry, LogFormatter
from wagtail.models import BaseLogEntry

from bps_portal import languages

from .language_exceptions import CHANGED, ENDED, GRANTED, WITHDRAWN
from .schedule import REFUSED

LABELS = {
    GRANTED: gettext_lazy("Allow one language first"),
    CHANGED: gettext_lazy("Change an exception for one language"),
    WITHDRAWN: gettext_lazy("Withdraw an exception for one language"),
    ENDED: gettext_lazy("End an exception for one language"),
}
SENTENCES = {
    GRANTED: gettext_lazy(
        "One language first: this version may follow until %(date)s (%(language)s)."
        " Reason: %(reason)s"
    ),
    CHANGED: gettext_lazy(
        "This version may now follow until %(date)s (%(language)s). Reason: %(reason)s"
    ),
    WITHDRAWN: gettext_lazy("This version may no longer follow (%(language)s)."),
    ENDED: gettext_lazy("This version is public now, so the exception is over (%(language)s)."),
}


def register_actions(actions: LogActionRegistry) -> None:
    """Add them to the actions of the history (Wagtail's `register_log_actions`)."""
    for action, label in LABELS.items():
        actions.register_action(action)(_formatter(label))
    actions.register_action(
        REFUSED,
        gettext_lazy("Refuse a scheduled publication"),
        gettext_lazy("Was due to be published, but lacked what it needs; taken off the schedule."),
    )


def _formatter(action_label: Any) -> type[LogFormatter]:
    class ExceptionLogFormatter(LogFormatter):
        """Says which language, until when and why."""

        label = action_label

        def format_message(self, log_entry: BaseLogEntry) -> str:
            """Return the sentence in the language of the person who reads the history."""
            return exception_message(log_entry.action, log_entry.data)

    return ExceptionLogFormatter


def exception_message(action: str, data: dict[str, Any]) -> str:
    """Return the sentence for the data of a log entry."""
    return str(SENTENCES[action]) % {
        "language": languages.name(data["language"]),
        "date": date_format(date.fromisoformat(data["deadline"]), "d.m.Y"),
        "reason": data["reason"],
    }
