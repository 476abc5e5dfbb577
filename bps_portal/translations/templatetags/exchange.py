"""What the review of a translated file shows."""

from django import template

from bps_portal.languages.parity import Change as Run
from bps_portal.languages.parity import differences
from bps_portal.translations.exchange.plans import Change, Outcome

register = template.Library()


@register.filter
def outcome_label(value: str) -> str:
    """Return what an outcome is called."""
    return str(Outcome(value).label)


@register.filter
def differing(change: Change) -> list[Run]:
    """Return the new text in runs of words that stay, come and go; a first text as it is."""
    return differences(change.old, change.new) if change.old else [Run("same", change.new)]
