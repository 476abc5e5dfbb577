"""App of the pages room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from bps_portal.languages.signals import columns_added


class PagesConfig(AppConfig):
    """Connects the parity gate, and what follows addresses and added languages."""

    name = "bps_portal.pages"
    label = "pages"
    verbose_name = _("Pages")

    def ready(self) -> None:
        """Connect the signal receivers."""
        from . import gone_addresses, parity_gate, redirects, roots  # noqa: PLC0415

        redirects.connect()
        columns_added.connect(roots.give_address, dispatch_uid="pages.roots")
        parity_gate.connect()
        gone_addresses.connect(self.get_model("PortalPage"))
