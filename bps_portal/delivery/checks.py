"""System checks of what runs out by itself."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning, register  # noqa: A004 - Django's
from django.core.exceptions import ImproperlyConfigured
from django.utils import timezone

from .front_caches import front_cache

EXPIRY_ID = "delivery.W001"
CACHE_ID = "delivery.E001"
# In time for the next release.
NOTICE = timedelta(days=30)


@register()
def check_security_txt_holds(
    app_configs: Sequence[AppConfig] | None = None, **_kwargs: Any
) -> list[CheckMessage]:
    """Return a warning from 30 days before the last day of security.txt.

    A warning is enough: `make check` fails on one, and each start of the site prints it.
    """
    del app_configs
    last = settings.SECURITY_TXT_EXPIRES
    if not settings.SECURITY_CONTACT or last - timezone.localdate() > NOTICE:
        return []
    return [
        Warning(
            f"security.txt holds until {last:%Y-%m-%d} only.",
            hint=(
                "See that SECURITY_CONTACT is still right, then move SECURITY_TXT_EXPIRES on, by "
                "a year at most."
            ),
            id=EXPIRY_ID,
        )
    ]


@register()
def check_front_caches(
    app_configs: Sequence[AppConfig] | None = None, **_kwargs: Any
) -> list[CheckMessage]:
    """Return an error for a front cache that could never be told of a change."""
    del app_configs
    found: list[CheckMessage] = []
    for url in settings.FRONTEND_CACHES:
        try:
            front_cache(url)
        except ImproperlyConfigured as error:
            found.append(Error(str(error), id=CACHE_ID))
    return found
