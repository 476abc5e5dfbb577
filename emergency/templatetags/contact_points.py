"""The numbers to call as contact points, for search engines and assistants (schema.org)."""

from collections.abc import Iterable

from django import template

from bps_portal.content.structured_data import Node, contact_point, item_list
from emergency.models import NeedGroup

register = template.Library()


@register.simple_tag
def numbers_node(title: str, groups: Iterable[NeedGroup]) -> Node:
    """Return the list called `title` of the numbers that can be dialled, by need."""
    points = [
        contact_point(
            number.dial,
            str(group.need.label),
            name=number.name,
            description=number.what_for,
            availableLanguage=number.served_languages,
            url=number.source_url,
        )
        for group in groups
        for number in group.numbers
        if number.dial
    ]
    return item_list(title, points) if points else {}
