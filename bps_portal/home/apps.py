"""App of the home room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    """Names the room."""

    name = "bps_portal.home"
    label = "home"
    verbose_name = _("Home")
