"""App of the transfer room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TransferConfig(AppConfig):
    """Names the room."""

    name = "bps_portal.transfer"
    label = "transfer"
    verbose_name = _("Import and export")
