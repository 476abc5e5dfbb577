"""How a translation stands beside its source, for the templates of the admin."""

from django import template

from bps_portal.languages.parity import Change, Standing, differences

register = template.Library()


@register.filter
def changes(standing: Standing) -> list[Change]:
    """Return what changed in the source since the translation was right."""
    return differences(standing.was, standing.segment.texts[standing.source])
