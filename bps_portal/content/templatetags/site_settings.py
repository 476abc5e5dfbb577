"""What every page shows of the site's settings."""

from django import template
from django.template import Context

from bps_portal.content.models import SiteSettings
from bps_portal.content.site_frame import frame_of

register = template.Library()


@register.simple_tag(takes_context=True)
def site_settings(context: Context) -> SiteSettings:
    """Return the settings of the site; empty ones where nobody has filled them in."""
    return frame_of(context.get("request")).settings


@register.filter
def plate_lines(name: str) -> list[str]:
    """Return the lines of the plate: the first word of the name, then what follows it, if anything."""
    return name.split(maxsplit=1)
