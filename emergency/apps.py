"""App of the emergency room."""

from django.apps import AppConfig
from django.db.models.signals import m2m_changed, post_delete, post_save
from django.utils.translation import gettext_lazy as _


class EmergencyConfig(AppConfig):
    """Names the room; its numbers are found by the search, its alerts are seen at once."""

    name = "emergency"
    verbose_name = _("Emergency")

    def ready(self) -> None:
        """Let readers find the numbers, and see each change of an alert."""
        from bps_portal.delivery.moments import change_at  # noqa: PLC0415 - models come first
        from bps_portal.search.following import follow  # noqa: PLC0415 - models come first

        from . import checks  # noqa: F401, PLC0415 - models come first
        from .models import AlertUpdate, CrisisAlert  # noqa: PLC0415 - models come first
        from .running import forget_after_change, next_moment  # noqa: PLC0415 - models come first
        from .search import EmergencyNumbers  # noqa: PLC0415 - models come first

        follow(EmergencyNumbers())
        change_at(next_moment)
        for signal in (post_save, post_delete):
            for model in (CrisisAlert, AlertUpdate):
                signal.connect(forget_after_change, sender=model)
        m2m_changed.connect(forget_after_change, sender=CrisisAlert.themes.through)
