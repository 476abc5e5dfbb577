"""Publishing several pages at once: all of them, or none and a word on what is missing."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from wagtail.admin import messages

from .models import PortalPage
from .refusals import problems_of

# So many pages are named; the editor sees to those first.
NAMED = 5


def refuse_incomplete_pages(
    request: HttpRequest, action_type: str, objects: Iterable[Any], action: Any
) -> HttpResponse | None:
    """Refuse to publish pages of which one lacks what publishing needs, and say what that is.

    A hook of Wagtail (`before_bulk_action`), whose own action would fail at the first such page.
    """
    if action_type != "publish":
        return None
    pages = [page for page in objects if isinstance(page, PortalPage)]
    if action.cleaned_form.cleaned_data.get("include_descendants"):
        pages += [draft for page in pages for draft in page.get_descendants().not_live()]
    incomplete = list(_incomplete(pages))
    if not incomplete:
        return None
    for page, problems in incomplete[:NAMED]:
        edit = messages.button(reverse("wagtailadmin_pages:edit", args=(page.pk,)), _("Edit"))
        text = _("Nothing was published. “%(title)s” is not ready:")
        values = {"title": page.get_admin_display_title()}
        messages.error(request, format_html("{} {}", text % values, problems), buttons=[edit])
    return redirect(action.next_url)


def _incomplete(pages: Iterable[PortalPage]) -> Iterator[tuple[PortalPage, SafeString]]:
    for page in pages:
        revision = page.get_latest_revision()
        draft = revision.as_object() if revision else page.specific
        if problems := problems_of(draft):
            yield page, problems
