"""The size of a file in a template."""

from django import template

from bps_portal.content.file_sizes import readable_size

register = template.Library()
register.filter("readable_size", readable_size)
