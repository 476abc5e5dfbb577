"""Which of the languages that visitors see a browser asks for."""

from django.http import HttpRequest
from django.utils.translation.trans_real import parse_accept_lang_header

from bps_portal import languages


def accepted_code(request: HttpRequest) -> str:
    """Return the language that the reader's browser likes best (RFC 9110, 12.5.4).

    The default one where it names none that visitors see.
    """
    for tag, _weight in parse_accept_lang_header(request.headers.get("Accept-Language", "")):
        code = tag.partition("-")[0]
        if languages.is_public(code):
            return code
    return languages.default_code()
