"""How the history of a page tells of its import."""

from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry, LogFormatter
from wagtail.models import BaseLogEntry

from bps_portal import languages

from .legacy_import import LOG_ACTION


@hooks.register("register_log_actions")
def register_import(actions: LogActionRegistry) -> None:
    """Add the import to the actions of the history."""

    @actions.register_action(LOG_ACTION)
    class ImportLogFormatter(LogFormatter):
        """Says what was imported and by when its translation is due."""

        label = gettext_lazy("Import from the former site")

        def format_message(self, log_entry: BaseLogEntry) -> str:
            """Return the sentence in the language of the person who reads the history."""
            return import_message(log_entry.data)


def import_message(data: dict[str, Any]) -> str:
    """Return the sentence for the data of an import's log entry."""
    names = {"languages": _listed(data["languages"]), "missing": _listed(data["missing"])}
    if not data["published"]:
        return _("Imported from the former site as a draft (%(languages)s).") % names
    if not data["translation_due"]:
        return _("Imported from the former site and published (%(languages)s).") % names
    due = date_format(date.fromisoformat(data["translation_due"]), "d.m.Y")
    return _(
        "Imported from the former site and published (%(languages)s) before its translation: "
        "the version in the other language (%(missing)s) is due by %(due)s."
    ) % (names | {"due": due})


def _listed(codes: list[str]) -> str:
    return str(get_text_list([languages.name(code) for code in codes], _("and")))
