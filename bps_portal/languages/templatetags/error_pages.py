"""In which languages an error page speaks."""

from django import template
from django.db import DatabaseError
from django.template import Context
from django.utils.translation import get_language_from_path

from bps_portal import languages

register = template.Library()


@register.simple_tag(takes_context=True)
def reader_languages(context: Context) -> list[str]:
    """Return the codes of the languages in which to speak to the reader, the likeliest first.

    Where the address names a language it is that one alone. Where it names none, or nothing is
    known of the request (as after a server error), it is all of them.
    """
    request = context.get("request")
    shown = _shown()
    named = get_language_from_path(request.path) if request else None
    return [str(named)] if named in shown else shown


def _shown() -> list[str]:
    try:
        return list(languages.public_first())
    except DatabaseError:
        # The very error that the page is about.
        required = languages.required_codes()
        return [code for code in languages.active_first() if code in required]
