"""An alert as readers will see it, for the admin."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.template.loader import render_to_string

from bps_portal import languages

from .alerts import AlertUpdate, CrisisAlert
from .running import copy_of
from .templatetags.crisis_banner import banners


@dataclass(frozen=True)
class Preview:
    """A document that holds the banner in one language."""

    code: str
    language: str
    html: str


def previews(
    alert: CrisisAlert, theme_ids: Collection[int] = (), updates: Iterable[AlertUpdate] = ()
) -> list[Preview]:
    """Return the banner in each language of visitors, as documents of their own with the site's stylesheets."""
    shown = copy_of(alert, theme_ids, updates)
    found = []
    for code in languages.public_codes():
        with languages.override(code):
            html = render_to_string(
                "emergency/admin/banner_preview.html",
                {"code": code, "banners": banners([shown], [code])},
            )
        found.append(Preview(code, languages.own_name(code), html))
    return found
