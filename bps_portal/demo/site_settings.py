"""Fills in the settings of the site: its name, how to reach it, its menus."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from wagtail.models import Site

from bps_portal import languages
from bps_portal.content.models import SiteSettings
from bps_portal.content.site_settings import MENUS
from bps_portal.pages.models import LocalizedPage

from .content_files import Entry, entries, texts
from .once import Pieces


def load_site_settings(pieces: Pieces, site: Mapping[str, LocalizedPage]) -> None:
    """Fill in the settings of the default site, where no earlier run and no editor has.

    Args:
        pieces: what earlier runs have made.
        site: the pages that a menu can name, by key; one that is missing is left out.
    """
    default = Site.objects.filter(is_default_site=True).first()
    if default and not SiteSettings.objects.filter(site=default).exists():
        pieces.once("site-settings", partial(_filled_in, default, site))


def _filled_in(default: Site, site: Mapping[str, LocalizedPage]) -> SiteSettings:
    entry: Entry = entries("site")
    settings = SiteSettings(site=default, telephone=entry["telephone"], **texts(entry))
    accounts = [
        ("account", {"network": account["network"], **_by_language("url", account)})
        for account in entry["social_accounts"]
    ]
    menus = {
        menu: [
            ("item", {"page": site[item["page"]], **_by_language("label", item)})
            for item in entry.get(menu, [])
            if item["page"] in site
        ]
        for menu in MENUS
    }
    for name, stream in {"social_accounts": accounts, **menus}.items():
        setattr(settings, name, stream)
    settings.full_clean()
    settings.save()
    return settings


def _by_language(field: str, entry: Mapping[str, Any]) -> dict[str, str]:
    return {
        languages.field_name(field, code): entry.get(code, "")
        for code in languages.required_codes()
    }
