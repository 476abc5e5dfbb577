"""The needs for which there is a number, as a way into the page of all numbers."""

from typing import Any

from django import template
from django.template import Context

from bps_portal import languages
from emergency.models import EmergencyNumbersPage, numbers_by_need

register = template.Library()


@register.inclusion_tag("components/emergency_needs.html", takes_context=True)
def emergency_needs(context: Context) -> dict[str, Any]:
    """List the needs in plain words, each a link to its numbers; nothing without that page."""
    code = languages.active_code()
    # There is one such page; ordering would have PostgreSQL walk the tree to find it.
    page = next(iter(EmergencyNumbersPage.objects.public_in(code).order_by()[:1]), None)
    url = page.url_in(code, context.get("request")) if page else None
    groups = numbers_by_need(code) if url else []
    return {"needs": [group.need for group in groups], "url": url}
