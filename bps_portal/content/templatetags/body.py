"""The body of a page."""

from django import template
from django.template import Context
from django.templatetags.static import static
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe
from wagtail.blocks import StreamValue
from wagtail.rich_text import expand_db_html

from bps_portal.content.headings import anchor_of
from bps_portal.content.renditions import images_in, prefetch_renditions

register = template.Library()


@register.simple_tag(takes_context=True)
def body(context: Context, value: StreamValue) -> SafeString:
    """Render all blocks of a body and then resolve the links of all its rich texts at once.

    The block templates print rich text as it is stored, so that a body takes one query for its
    page links and one for its document links, however many texts it has. Headings get an anchor.
    The scripts that its
    blocks ask for (`scripts` of a value) come last, each once.
    """
    prefetch_renditions(images_in(value))
    flat = context.flatten()
    html = "".join(block.render(context={**flat, "anchor": anchor_of(block.id)}) for block in value)
    scripts = {path for block in value for path in getattr(block.value, "scripts", ())}
    tags = format_html_join(
        "", '<script src="{}" defer></script>', ((static(path),) for path in sorted(scripts))
    )
    return mark_safe(expand_db_html(html) + tags)  # noqa: S308 - the blocks escape what they print
