"""App of the pages room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PagesConfig(AppConfig):
    """Connects the parity gate, and what follows the addresses of pages that move or are deleted."""

    name = "bps_portal.pages"
    label = "pages"
    verbose_name = _("Pages")

    def ready(self) -> None:
        """Connect the signal receivers."""
        from . import gone_addresses, parity_gate, redirects  # noqa: PLC0415

        redirects.connect()
        parity_gate.connect()
        gone_addresses.connect(self.get_model("PortalPage"))
