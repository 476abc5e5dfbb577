"""Telling an editor what a page lacks: what it is, in which language, and a link to each field."""

from collections.abc import Container, Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from . import parity_gate
from .parity_gate import Lack

# So many texts are named; the editor sees to those first.
NAMED = 10


def problems_of(page: Any) -> SafeString | None:
    """Return as HTML why `page` cannot go public as it is, or None where it can."""
    try:
        page.full_clean()
    except ValidationError as error:
        lacking = parity_gate.lacks(page)
        parts = [_missing(page, lacking)] if lacking else []
        parts += [
            format_html("{}", message) for message in messages_of(error, but=parity_gate.CODES)
        ]
        return format_html_join(" ", "{}", ((part,) for part in parts))
    return None


def _missing(page: Any, lacking: list[Lack]) -> SafeString:
    rest = len(lacking) - NAMED
    text = format_html("{} {}", _("Missing:"), links_to(page, lacking[:NAMED]))
    if rest > 0:
        return format_html("{} {}", text, _("and %(count)s more.") % {"count": rest})
    return format_html("{}.", text)


def links_to(page: Any, lacking: Iterable[Lack]) -> SafeString:
    """Return what is missing as HTML, each a link to its field in the edit form."""
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk]) if page.pk else ""
    links = ((edit, lack.anchor, str(lack)) for lack in lacking)
    return format_html_join(", ", '<a href="{}#{}">{}</a>', links)


def messages_of(error: ValidationError, but: Container[str] = ()) -> list[str]:
    """Return what an error says, each sentence once, without those whose code is in `but`."""
    found = getattr(error, "error_dict", {"": [error]})
    said = [
        message
        for errors in found.values()
        for each in errors
        if each.code not in but
        for message in each.messages
    ]
    return list(dict.fromkeys(said))
