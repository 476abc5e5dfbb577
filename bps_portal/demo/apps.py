"""App of the demo room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DemoConfig(AppConfig):
    """Names the room."""

    name = "bps_portal.demo"
    label = "demo"
    verbose_name = _("Demo content")
