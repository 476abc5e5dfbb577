"""App of the contact room."""

from django.apps import AppConfig
from django.utils.translation import pgettext_lazy


class ContactConfig(AppConfig):
    """Names the room."""

    name = "bps_portal.contact"
    label = "contact"
    verbose_name = pgettext_lazy("page title", "Contact")
