"""Redirects from the former address of a theme to its new one, in the language that changed."""

from typing import Any

from wagtail.contrib.redirects.models import Redirect

from bps_portal import languages
from bps_portal.content.models import Theme
from bps_portal.content.signals import theme_slug_changed

from .themes import ThemeIndexPage

# What Wagtail keeps of an address.
LONGEST = 255


def connect() -> None:
    """Listen to changed slugs."""
    theme_slug_changed.connect(redirect_old_address, dispatch_uid="home.redirect_old_theme")


def redirect_old_address(instance: Theme, code: str, slug_before: str, **_kw: Any) -> None:
    """Redirect the former address of a theme; earlier ones lead to the new address at once."""
    page = ThemeIndexPage.objects.first()
    address = page and page.url_in(code)
    slug = languages.value_in(instance, "slug", code)
    if page is None or not address or not slug:
        return
    old, new = f"{address}{slug_before}/", f"{address}{slug}/"
    if max(len(old), len(new)) > LONGEST:
        return
    site = page.get_site()
    Redirect.objects.filter(redirect_link=old, site=site).update(redirect_link=new)
    Redirect.objects.filter(old_path=Redirect.normalise_path(new), site=site).delete()
    Redirect.objects.update_or_create(
        old_path=Redirect.normalise_path(old),
        site=site,
        defaults={"redirect_link": new, "redirect_page": None, "automatically_created": True},
    )
