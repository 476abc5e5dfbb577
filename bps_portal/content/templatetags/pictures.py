"""Pictures in the sizes and formats that a reader's browser can choose from."""

from django import template
from django.forms.utils import flatatt
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail.images.models import Filter

from bps_portal.content.models import PortalImage, PortalRendition

register = template.Library()


@register.simple_tag
def responsive(
    image: PortalImage, shape: str, sizes: str, alt: str | None = None, **attributes: str
) -> SafeString:
    """Return `image` in WebP for each width of `shape`, and once as JPEG for older browsers.

    `shape` is a Wagtail filter with widths in braces, the smallest first: `width-{480,800}`.
    `sizes` is the attribute of that name. Without `alt` the picture's own text alternative stands
    there. Width and height are those of the JPEG, so that the page keeps the place free.
    """
    specs = Filter.expand_spec(f"{shape} format-webp")
    # The second width serves a browser that cannot choose: sharp on a phone, bearable elsewhere.
    fallback_spec = specs[:2][-1].replace("format-webp", "format-jpeg")
    found = image.get_renditions(*specs, fallback_spec)
    fallback = found[fallback_spec]
    # A small original has one size only.
    by_width = {found[spec].width: found[spec].url for spec in specs}
    return format_html(
        '<picture><source type="image/webp" srcset="{}" sizes="{}">'
        '<img src="{}" width="{}" height="{}" alt="{}"{}></picture>',
        ", ".join(f"{url} {width}w" for width, url in by_width.items()),
        sizes,
        fallback.url,
        fallback.width,
        fallback.height,
        image.default_alt_text if alt is None else alt,
        flatatt(attributes),
    )


@register.simple_tag
def sized(image: PortalImage | None, spec: str) -> PortalRendition | None:
    """Return `image` in one size, or None where there is no picture.

    `spec` is a Wagtail filter such as `width-1200|format-jpeg`.
    """
    return image.get_rendition(spec) if image else None
