"""What belongs to a page beside its fields: exceptions to the parity gate, and who may read it."""

from typing import Any

from django.contrib.auth.models import Group
from wagtail.models import PageViewRestriction

from bps_portal.pages.models import LanguageException

from .files import UnreadableError

LOGIN, GROUPS, PASSWORD = (
    PageViewRestriction.LOGIN,
    PageViewRestriction.GROUPS,
    PageViewRestriction.PASSWORD,
)


def written_extras(page: Any) -> dict[str, Any]:
    """Return the exceptions in force and the restriction of a page; passwords stay behind."""
    found: dict[str, Any] = {}
    exceptions = LanguageException.objects.in_force().filter(page=page.pk).order_by("language")
    if rows := [
        {
            "language": each.language,
            "reason": each.reason,
            "deadline": each.deadline,
            "granted_on": each.granted_on,
        }
        for each in exceptions
    ]:
        found["exceptions"] = rows
    restriction = PageViewRestriction.objects.filter(page=page.pk).first()
    if restriction:
        groups = sorted(restriction.groups.values_list("name", flat=True))
        found["restriction"] = {"type": restriction.restriction_type, "groups": groups}
    return found


def apply_extras(page: Any, extras: dict[str, Any]) -> None:
    """Give a new page its exceptions and its restriction, before it goes public.

    A page that asked for a password asks for an account here, until somebody sets a new one.

    Raises:
        UnreadableError: for a restriction that is unknown; the page must not become public then.
    """
    base = page.base_page_model.objects.get(pk=page.pk)
    for row in extras.get("exceptions", []):
        LanguageException.objects.create(page=base, **row)
    if restriction := extras.get("restriction"):
        kind = restriction.get("type")
        names = restriction.get("groups", [])
        groups = list(Group.objects.filter(name__in=names))
        if kind not in (LOGIN, GROUPS, PASSWORD) or len(groups) != len(names):
            raise UnreadableError("who may read it cannot be told here (restriction)")
        kept = LOGIN if kind == PASSWORD else kind
        made = PageViewRestriction.objects.create(page=base, restriction_type=kept)
        made.groups.set(groups)
