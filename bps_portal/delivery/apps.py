"""App of the delivery room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DeliveryConfig(AppConfig):
    """Names the room."""

    name = "bps_portal.delivery"
    label = "delivery"
    verbose_name = _("Delivery")
