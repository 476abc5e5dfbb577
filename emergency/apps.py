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
        from bps_portal.delivery import content_version  # noqa: PLC0415 - models come first
        from bps_portal.delivery.metrics import measure  # noqa: PLC0415 - models come first
        from bps_portal.delivery.moments import change_at  # noqa: PLC0415 - models come first
        from bps_portal.delivery.renewals import renew_with  # noqa: PLC0415 - models come first
        from bps_portal.search.following import follow  # noqa: PLC0415 - models come first

        from . import checks  # noqa: F401, PLC0415 - models come first
        from .models import AlertUpdate, CrisisAlert  # noqa: PLC0415 - models come first
        from .renewing import with_alerts_of_now  # noqa: PLC0415 - models come first
        from .running import (  # noqa: PLC0415 - models come first
            alerts_in_force,
            forget,
            forget_after_change,
            next_moment,
        )
        from .search import EmergencyNumbers  # noqa: PLC0415 - models come first

        follow(EmergencyNumbers())
        change_at(next_moment)
        measure("portal_alerts", "Alerts that readers see now", lambda: len(alerts_in_force()))
        content_version.when_changed(forget)
        renew_with(with_alerts_of_now)
        for signal in (post_save, post_delete):
            for model in (CrisisAlert, AlertUpdate):
                signal.connect(forget_after_change, sender=model)
        m2m_changed.connect(forget_after_change, sender=CrisisAlert.themes.through)
