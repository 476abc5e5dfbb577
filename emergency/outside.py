"""Alerts that come from outside the admin, as plain values: by the command, or by a call."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils import timezone

from bps_portal import languages

from .alerts import CrisisAlert, Source
from .moments import NotAMomentError, end_from
from .putting_out import end, put_out

# By the name of a value ("level", "text.xx"), what is wrong with it.
Mistakes = dict[str, list[str]]


class RefusedAlertError(Exception):
    """Nothing was put out; `mistakes` says why."""

    def __init__(self, mistakes: Mistakes) -> None:
        super().__init__("; ".join(f"{name}: {' '.join(why)}" for name, why in mistakes.items()))
        self.mistakes = mistakes


def put_out_everywhere(
    level: str,
    texts: Mapping[str, Mapping[str, str]],
    *,
    source: Source,
    until: str | None = None,
    crisis_mode: bool = False,
    now: dt.datetime | None = None,
) -> tuple[CrisisAlert, bool]:
    """Put an alert out on every page at once; it takes the place of all that run.

    Args:
        level: a value of `Level`.
        texts: by field ("text", "steps", "link_url", "link_text") and language.
        source: by which way it came.
        until: see `moments.end_from`.
        crisis_mode: whether the home page becomes that of a crisis.
        now: the present moment.

    Returns:
        The alert, and whether it is new: where the very same runs already, nothing changes.

    Raises:
        RefusedAlertError: and nothing is changed.
    """
    now = now or timezone.now()
    alert = CrisisAlert(level=level, source=source, crisis_mode=crisis_mode)
    for field, by_code in texts.items():
        for code, text in by_code.items():
            # Before it is checked: a text of spaces is none.
            languages.set_value_in(alert, field, code, text.strip())
    mistakes: Mistakes = {}
    if until:
        try:
            alert.ends_at = end_from(until, now)
        except (NotAMomentError, OverflowError) as error:
            mistakes["until"] = [str(error)]
    try:
        alert.full_clean()
    except ValidationError as error:
        mistakes = _by_value(error) | mistakes
    if mistakes:
        raise RefusedAlertError(mistakes)
    out = put_out(alert, source=source, replaced=CrisisAlert.objects.in_force(now))
    return out, out is alert


def end_all(now: dt.datetime | None = None) -> list[int]:
    """End every alert that runs, wherever it shows; return their keys. What is planned stays."""
    now = now or timezone.now()
    return end(CrisisAlert.objects.in_force(now), now=now)


def _by_value(error: ValidationError) -> Mistakes:
    """Return the mistakes by the names that are used outside: "text.xx" for a column."""
    names: dict[str, str] = {"ends_at": "until", NON_FIELD_ERRORS: "alert"}
    for field in ("text", *CrisisAlert.paired):
        # modeltranslation checks the mirror of the default language too.
        names[field] = ""
        for code in languages.codes():
            names[languages.field_name(field, code)] = f"{field}.{code}"
    found: dict[str, Any] = error.message_dict
    return {
        names.get(name, name): list(dict.fromkeys(why))
        for name, why in found.items()
        if names.get(name, name)
    }
