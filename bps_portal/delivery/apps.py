"""App of the delivery room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DeliveryConfig(AppConfig):
    """Names the room; its checks watch what runs out."""

    name = "bps_portal.delivery"
    label = "delivery"
    verbose_name = _("Delivery")

    def ready(self) -> None:
        """Register the system checks."""
        from . import checks  # noqa: F401, PLC0415
