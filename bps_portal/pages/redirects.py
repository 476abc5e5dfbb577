"""Redirects from a changed address to the new one, in the language that changed only."""

import copy
from typing import Any

from wagtail.contrib.redirects.signal_handlers import create_redirects
from wagtail.models import Site

from bps_portal import languages

from .signals import page_address_changed


def connect() -> None:
    """Listen to changed addresses."""
    page_address_changed.connect(redirect_old_address, dispatch_uid="pages.redirect_old_address")


def redirect_old_address(instance: Any, code: str, url_path_before: str | None, **_kw: Any) -> None:
    """Redirect the old address of a live page, and those of the pages below it, to the new ones."""
    if not url_path_before or not instance.url_path or not languages.is_public(code):
        return
    before = copy.copy(instance)
    languages.set_value_in(before, "url_path", code, url_path_before)
    # Wagtail's own receivers ask in the same way.
    roots = before._get_relevant_site_root_paths(cache_object=instance)  # noqa: SLF001
    sites = Site.objects.filter(id__in={root.site_id for root in roots}).exclude(root_page=instance)
    create_redirects(page=instance, page_old=before, sites=sites)
