"""App of the content room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ContentConfig(AppConfig):
    """Names the room."""

    name = "bps_portal.content"
    label = "content"
    verbose_name = _("Content")
