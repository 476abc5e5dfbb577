"""The banner of the alerts that run: first on every page, in plain HTML."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import template
from django.template import Context
from django.utils.safestring import mark_safe

from bps_portal import languages
from bps_portal.content.site_frame import frame_of
from emergency.running import RunningAlert, Words, alerts_in_force

register = template.Library()

BE_ALERT = "https://be-alert.be/{code}"


@dataclass(frozen=True)
class Banner:
    """An alert in one language; `foreign` where the page is in another one, whose text lacks."""

    alert: RunningAlert
    code: str
    words: Words
    foreign: bool = False

    @property
    def update(self) -> tuple[Any, str] | None:
        """Time and text of the newest update in this language, if there is one."""
        found = ((update.at, update.texts.get(self.code)) for update in self.alert.updates)
        return next(((at, text) for at, text in found if text), None)

    @property
    def be_alert_url(self) -> str:
        """Where to register for BE-Alert, in this language."""
        return BE_ALERT.format(code=self.code)


@register.inclusion_tag("components/crisis_region.html", takes_context=True)
def crisis_banners(context: Context, page: Any = None, theme: Any = None) -> dict[str, Any]:
    """Show the alerts that run on `page`, in the active language.

    `theme` is that of the page's answer, where it is not the page's own.
    """
    root = frame_of(context.get("request")).root
    on_home = bool(page) and root is not None and page.pk == root.pk
    theme_id = getattr(theme, "pk", None) or getattr(page, "theme_id", None)
    return region(on_home=on_home, theme_id=theme_id, code=languages.active_code())


def region(*, on_home: bool, theme_id: int | None, code: str) -> dict[str, Any]:
    """Return what `components/crisis_region.html` shows of the alerts that run.

    Its comments tell `emergency.renewing` where the alerts stand and for which page they are.
    """
    shown = [a for a in alerts_in_force() if a.shows(on_home=on_home, theme_id=theme_id)]
    start = f"<!--alerts {'home' if on_home else ''} {theme_id or ''}-->"
    return {
        "banners": banners(shown, [code]),
        "start": mark_safe(start),  # noqa: S308 - a word and a number of ours
        "end": mark_safe("<!--/alerts-->"),
    }


@register.inclusion_tag("components/crisis_banners.html")
def crisis_banners_in(codes: Sequence[str]) -> dict[str, Any]:
    """Show the alerts that run everywhere, in each of `codes`: for error pages; never fails."""
    shown = [alert for alert in alerts_in_force() if alert.shows(on_home=False, theme_id=None)]
    return {"banners": banners(shown, codes)}


def banners(alerts: Sequence[RunningAlert], codes: Sequence[str]) -> list[Banner]:
    """Return the alerts in each language; where one has no text, in those that must exist."""
    return [
        Banner(alert, shown, alert.words[shown], foreign=shown != code)
        for code in codes
        for alert in alerts
        for shown in ([code] if code in alert.words else languages.required_codes())
        if shown in alert.words
    ]
