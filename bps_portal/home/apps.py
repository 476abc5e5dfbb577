"""App of the home room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    """Connects the redirects that follow a changed address of a theme; names the core pages."""

    name = "bps_portal.home"
    label = "home"
    verbose_name = _("Home")

    def ready(self) -> None:
        """Connect the signal receivers."""
        from bps_portal.delivery import core_pages  # noqa: PLC0415 - models come first

        from . import theme_redirects  # noqa: PLC0415 - models come first
        from .core_pages import core_addresses  # noqa: PLC0415 - models come first

        theme_redirects.connect()
        core_pages.keep(core_addresses)
