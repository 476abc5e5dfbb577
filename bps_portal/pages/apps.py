"""App of the pages room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PagesConfig(AppConfig):
    """Connects the redirects that follow a changed address."""

    name = "bps_portal.pages"
    label = "pages"
    verbose_name = _("Pages")

    def ready(self) -> None:
        """Connect the signal receivers."""
        from . import redirects  # noqa: PLC0415

        redirects.connect()
