"""The block of emergency numbers that stands on every page."""

from typing import Any

from django import template
from django.db import Error
from django.db.models import Subquery
from django.template import Context

from bps_portal import languages
from emergency.models import EmergencyNumber, EmergencyNumbersPage

register = template.Library()


@register.inclusion_tag("components/emergency_block.html", takes_context=True)
def emergency_numbers(context: Context) -> dict[str, Any]:
    """Show the numbers of every page, and the link to all numbers where that page is public.

    One query. Without a database, or without numbers in it, the block shows 112 and 101 from
    components/emergency_fallback.html.
    """
    code = languages.active_code()
    url_path = languages.field_name("url_path", code)
    # There is one such page; ordering would have PostgreSQL walk the tree to find it.
    page = EmergencyNumbersPage.objects.public_in(code).order_by().values(url_path)[:1]
    try:
        numbers = list(EmergencyNumber.objects.primary().annotate(page_url_path=Subquery(page)))
    except Error:
        numbers = []
    address = numbers[0].page_url_path if numbers else None
    return {"numbers": numbers, "all_numbers_url": _local_url(address, code, context)}


def _local_url(url_path: str | None, code: str, context: Context) -> str | None:
    """Return the address for a path in the tree, without fetching the page again."""
    if not url_path:
        return None
    page = EmergencyNumbersPage(live=True, published_languages=[code])
    languages.set_value_in(page, "url_path", code, url_path)
    return page.url_in(code, context.get("request"))
