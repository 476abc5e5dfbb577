"""App of the campaigns room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CampaignsConfig(AppConfig):
    """Names the room."""

    name = "campaigns"
    verbose_name = _("Campaigns")
