"""Texts without markup, as they are shown, sent and spoken on the worst day."""

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

# A tag, a comment or an entity; "less than 5" is none.
MARKUP = re.compile(r"<\s*[/!?a-z]|&(#\d+|#x[0-9a-f]+|[a-z]+\d*);", re.IGNORECASE)
SPACES = re.compile(r"[ \t\r\n]+")
LINE_ENDS = "\r\n"
# Signs that turn the direction of the text around them.
TURNING = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"

validate_web_address = URLValidator(schemes=["http", "https"])


def validate_plain_text(text: str) -> None:
    """Refuse markup, and signs that no reader sees.

    Raises:
        ValidationError: with what to write instead.
    """
    if MARKUP.search(text):
        raise ValidationError(_("Write plain text, without HTML such as <b> or &amp;."), "markup")
    for sign in text:
        hidden = unicodedata.category(sign) in {"Cc", "Cs"} and sign not in LINE_ENDS
        if hidden or sign in TURNING:
            raise ValidationError(_("This text holds signs that cannot be shown."), "hidden")


def one_line(text: str | None) -> str:
    """Return a text without line ends and doubled spaces; a no-break space stays."""
    return SPACES.sub(" ", text or "").strip()


def lines(text: str | None) -> list[str]:
    """Return the lines of a text that hold something."""
    return [line.strip() for line in (text or "").splitlines() if line.strip()]
