"""The body of a page."""

from django import template
from django.template import Context
from django.utils.safestring import SafeString, mark_safe
from wagtail.blocks import StreamValue
from wagtail.rich_text import expand_db_html

register = template.Library()


@register.simple_tag(takes_context=True)
def body(context: Context, value: StreamValue) -> SafeString:
    """Render all blocks of a body and then resolve the links of all its rich texts at once.

    The block templates print rich text as it is stored, so that a body takes one query for its
    page links and one for its document links, however many texts it has.
    """
    flat = context.flatten()
    html = "".join(block.render(context=flat) for block in value)
    return mark_safe(expand_db_html(html))  # noqa: S308 - the blocks escape what they print
