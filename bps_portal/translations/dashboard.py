"""The admin's first page: what waits for this user, and where to go on."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail import hooks
from wagtail.admin.ui.components import Component
from wagtail.admin.views.home import (
    UserObjectsInWorkflowModerationPanel,
    WorkflowObjectsToModeratePanel,
)

from bps_portal import languages
from bps_portal.languages.permissions import writable_codes

from .awaited import awaited_section
from .models import TranslationStatus, TranslationStatusQuerySet, Work
from .my_work import my_work
from .report import report_url
from .sections import SHOWN, Group, Item, Section, since

# They query for each page that they list; “My work” says the same and lists the first few.
REPLACED = (WorkflowObjectsToModeratePanel, UserObjectsInWorkflowModerationPanel)


@hooks.register("construct_homepage_panels")
def show_work(request: HttpRequest, panels: list[Component]) -> None:
    """Show what waits for the user before what Wagtail shows."""
    panels[:] = [panel for panel in panels if not isinstance(panel, REPLACED)]
    panels += [my_work(request.user), *translation_sections(request.user)]


def translation_sections(user: Any) -> list[Section]:
    """Return what is awaited, missing and out of date, of what a user may edit and write."""
    codes = writable_codes(user)
    if not codes:
        return []
    rows = TranslationStatus.objects.editable_by(user).with_title(languages.active_code())
    # Nothing is missing in a language that is not required.
    asked = [code for code in codes if code in languages.required_codes()]
    missing = [_group(rows, Work.MISSING, code, _("No text is missing.")) for code in asked]
    outdated = [_group(rows, Work.OUTDATED, code, _("No text is out of date.")) for code in codes]
    waiting = Section("waiting-for-translation", _("Waiting for translation"), 110, missing)
    return [
        awaited_section(user),
        *([waiting] if missing else []),
        Section("out-of-date", _("Translations out of date"), 115, outdated),
    ]


def _group(rows: TranslationStatusQuerySet, work: Work, code: str, empty: Promise) -> Group:
    found = rows.filter(language=code).needing(work)
    first = found.most_urgent_first() if work == Work.MISSING else found.longest_first()
    items = list(first[:SHOWN])
    return Group(
        label=capfirst(languages.name(code)),
        count=found.count() if len(items) == SHOWN else len(items),
        items=[Item(row.title, row.edit_url, _notes(row, work)) for row in items],
        url=report_url(state=work.value, language=code),
        empty=empty,
    )


def _notes(row: TranslationStatus, work: Work) -> list[str]:
    number = row.missing if work == Work.MISSING else row.outdated
    texts = ngettext("%(number)s text", "%(number)s texts", number) % {"number": number}
    moment = row.since if work == Work.OUTDATED else None
    return [row.kind_label, texts, *since(moment)]
