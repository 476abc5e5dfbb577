"""App of the delivery room."""

from django.apps import AppConfig
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_save
from django.utils.translation import gettext_lazy as _


class DeliveryConfig(AppConfig):
    """Names the room; its checks watch what runs out, and kept pages follow what changes."""

    name = "bps_portal.delivery"
    label = "delivery"
    verbose_name = _("Delivery")

    def ready(self) -> None:
        """Register the system checks; follow what readers see."""
        from wagtail.signals import post_page_move  # noqa: PLC0415

        from . import changes, checks  # noqa: F401, PLC0415

        pre_save.connect(changes.remember, dispatch_uid="delivery.remember")
        for signal in (post_save, post_delete, m2m_changed):
            signal.connect(changes.follow, dispatch_uid="delivery.follow")
        post_page_move.connect(changes.follow_move, dispatch_uid="delivery.follow_move")
