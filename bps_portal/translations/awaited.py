"""The section of the admin's first page about pages that are public in one language first."""

from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.permissions import policy_registry

from bps_portal.pages.language_exceptions import LanguageException
from bps_portal.pages.models import PortalPage

from .models import Awaited, exceptions_by
from .report import report_url
from .sections import SHOWN, Group, Item, Section


def awaited_section(user: Any) -> Section:
    """Return the exceptions of the pages that a user may edit: those past their day, and soon so."""
    policy = policy_registry.get_by_type(PortalPage)
    pages = policy.instances_user_has_permission_for(user, "change").order_by().values("pk")
    groups = [
        _group(Awaited.OVERDUE, pages, _("No translation is later than allowed.")),
        _group(Awaited.NEAR, pages, _("No deadline comes within a week.")),
    ]
    return Section("awaited-translations", _("Public in one language first"), 118, groups)


def _group(when: Awaited, pages: Any, empty: Promise) -> Group:
    found = exceptions_by(when).filter(page__in=pages)
    first = list(found.select_related("page").order_by("deadline", "pk")[:SHOWN])
    return Group(
        label=when.label,
        count=found.count() if len(first) == SHOWN else len(first),
        items=[_item(exception) for exception in first],
        url=report_url(awaited=when.value),
        empty=empty,
    )


def _item(exception: LanguageException) -> Item:
    last = gettext("until %(day)s") % {"day": date_format(exception.deadline, "d.m.Y")}
    url = reverse("wagtailadmin_pages:edit", args=(exception.page_id,))
    title = exception.page.get_admin_display_title()
    return Item(title, url, [exception.language_name, last])
