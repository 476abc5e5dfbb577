"""The home page while an alert asks for crisis mode: the alert, what to do, updates, numbers."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from bps_portal import languages
from emergency.running import RunningAlert, alerts_in_force
from emergency.templatetags.crisis_banner import banners


@dataclass(frozen=True)
class Said:
    """A further word in the language of the page."""

    at: datetime
    text: str


def crisis_alert() -> RunningAlert | None:
    """Return the gravest alert in crisis mode that runs, None on every other day."""
    asking = (alert for alert in alerts_in_force() if alert.crisis_mode)
    return next((alert for alert in asking if alert.shows(on_home=True, theme_id=None)), None)


def crisis_context(alert: RunningAlert) -> dict[str, Any]:
    """Return what the page shows in the active language; the crisis comes before other alerts."""
    code = languages.active_code()
    others = [
        other
        for other in alerts_in_force()
        if other != alert and other.shows(on_home=True, theme_id=None)
    ]
    words = alert.words.get(code)
    updates = ((update.at, update.texts.get(code)) for update in alert.updates)
    return {
        "alert": alert,
        # The updates stand below, each with its time.
        "banners": banners([replace(alert, updates=()), *others], [code]),
        "words": words,
        "updates": [Said(at, text) for at, text in updates if text],
    }
