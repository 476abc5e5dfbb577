"""How the history of a page tells of its import."""

from datetime import date
from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.formats import date_format
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.log_actions import LogActionRegistry, LogFormatter
from wagtail.models import BaseLogEntry

from bps_portal import languages

from .legacy_import import LOG_ACTION
from .links import report  # noqa: F401 - registers itself
from .models import SavedPage
from .questions_view import URL_NAME, QuestionsView, may_settle


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


class QuestionsMenuItem(MenuItem):
    """The entry below “Reports”, for whoever may add articles while something is moving in."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Return whether this editor may answer, and anything was looked at."""
        return may_settle(request) and SavedPage.objects.exists()


@hooks.register("register_admin_urls")
def register_addresses() -> list[URLPattern]:
    """Give the screen of questions its address."""
    return [path("reports/moving-in/", QuestionsView.as_view(), name=URL_NAME)]


@hooks.register("register_reports_menu_item")
def register_menu_item() -> MenuItem:
    """Show the questions among the reports."""
    return QuestionsMenuItem(
        gettext_lazy("Moving in"),
        reverse(URL_NAME),
        name="moving-in",
        icon_name="download",
        order=540,
    )
