"""App of the emergency room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EmergencyConfig(AppConfig):
    """Names the room."""

    name = "emergency"
    verbose_name = _("Emergency")
