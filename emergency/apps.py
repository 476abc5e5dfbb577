"""App of the emergency room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EmergencyConfig(AppConfig):
    """Names the room; its numbers are found by the search."""

    name = "emergency"
    verbose_name = _("Emergency")

    def ready(self) -> None:
        """Let readers find the numbers."""
        from bps_portal.search.following import follow  # noqa: PLC0415 - models come first

        from .search import EmergencyNumbers  # noqa: PLC0415 - models come first

        follow(EmergencyNumbers())
