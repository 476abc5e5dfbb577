"""What the review of a translated file shows."""

from collections.abc import Sequence

from django import template

from bps_portal.languages.parity import Change as Run
from bps_portal.languages.parity import differences
from bps_portal.languages.tagged import words
from bps_portal.translations.exchange.plans import Change, Outcome
from bps_portal.translations.glossary import Entry, warnings

register = template.Library()


@register.filter
def outcome_label(value: str) -> str:
    """Return what an outcome is called."""
    return str(Outcome(value).label)


@register.filter
def differing(change: Change) -> list[Run]:
    """Return the new text in runs of words that stay, come and go; a first text as it is."""
    return differences(change.old, change.new) if change.old else [Run("same", change.new)]


@register.filter
def against_glossary(change: Change, terms: Sequence[Entry]) -> list[str]:
    """Return a sentence for each term that a new text lacks, or has another word for."""
    if change.outcome is not Outcome.CHANGED:
        return []
    return warnings(terms, words(change.source), words(change.new))
