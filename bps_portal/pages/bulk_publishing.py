"""Publishing several pages at once: all of them, or none and a word on what is missing."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin import messages

from .models import PortalPage

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
        text = _("Nothing was published. “%(title)s” is not ready: %(problems)s")
        values = {"title": page.get_admin_display_title(), "problems": " ".join(problems)}
        messages.error(request, text % values, buttons=[edit])
    return redirect(action.next_url)


def _incomplete(pages: Iterable[PortalPage]) -> Iterator[tuple[PortalPage, list[str]]]:
    for page in pages:
        revision = page.get_latest_revision()
        draft = revision.as_object() if revision else page.specific
        try:
            draft.full_clean()
        except ValidationError as error:
            yield page, list(dict.fromkeys(error.messages))
