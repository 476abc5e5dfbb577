"""App of the delivery room."""

from django.apps import AppConfig
from django.db.models.signals import m2m_changed, post_delete, post_save
from django.utils.translation import gettext_lazy as _


class DeliveryConfig(AppConfig):
    """Names the room; its checks watch what runs out, and kept pages follow what changes."""

    name = "bps_portal.delivery"
    label = "delivery"
    verbose_name = _("Delivery")

    def ready(self) -> None:
        """Register the system checks; follow what readers see."""
        from wagtail.signals import post_page_move  # noqa: PLC0415

        from . import checks, content_version  # noqa: F401, PLC0415

        for signal in (post_save, post_delete, m2m_changed, post_page_move):
            signal.connect(content_version.follow, dispatch_uid="delivery.content_version")
