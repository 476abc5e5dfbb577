"""Telephone numbers: from the text that an editor types to the value that a telephone dials.

The visible text stays as typed. The dialled value follows RFC 3966 (the tel: address): a number
of the public network in its global form ("+" and digits alone, section 5.1.4), a short code as it
is, because short codes exist inside one country only (section 5.1.5).
"""

import re
import unicodedata

import phonenumbers
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from phonenumbers import NumberParseException, PhoneNumber

HOME_REGION = "BE"
HOME_COUNTRY_CODE = phonenumbers.country_code_for_region(HOME_REGION)
# Belgian numbers have eight digits after the 0, mobile ones nine. phonenumbers' own pattern of
# *assigned* numbers is not asked: it lags behind the regulator's allocations.
HOME_DIGITS = 8
HOME_MOBILE = "4"
# E.164, section 6.2.1: at most fifteen digits, the country code included.
LONGEST = 15
SHORTEST = 6

NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"

_TYPED = re.compile(r"\+?[0-9()]+")
# What telephones and word processors put around a number that is copied, and nobody sees. Marks that
# turn the direction of writing are not among them: they would show another number than is dialled.
_INVISIBLE = r"\u00ad\u200b-\u200e\u202a\u202c\u202d\u2060\u2066\u2069\ufeff"
_BETWEEN = re.compile(rf"[\s./\-\u2010-\u2015\u2212{_INVISIBLE}]+")
# "+32 (0)2 …" shows the trunk prefix that is dialled inside the country only.
_OPTIONAL_TRUNK_PREFIX = "(0)"
# 112, 1722, 116000: no area code and no trunk prefix (Belgian numbering plan, and for 116xxx the
# Commission Decision 2007/116/EC).
_SHORT_CODE = re.compile(r"[1-9][0-9]{2,5}")
_PREMIUM_RATE = re.compile(rf"\+{HOME_COUNTRY_CODE}90[0-9]+")


def dial_value(text: str) -> str:
    """Return what a `tel:` link dials for a number as typed.

    Args:
        text: a number as an editor writes it, such as "070 245 245", "112" or "+32 (0)2 123 45 67".

    Returns:
        A short code as it is ("112", "1722"), any other number in its international form
        ("+3270245245"). Giving the result back in returns it unchanged.

    Raises:
        ValidationError: for a text that no telephone could dial, with a sentence that says why.
    """
    compact = _BETWEEN.sub("", unicodedata.normalize("NFKC", text).strip())
    if not compact:
        raise ValidationError(_("Enter a telephone number."), code="required")
    if not _TYPED.fullmatch(compact):
        raise ValidationError(
            _(
                "“%(number)s” is not a telephone number. Use digits, with spaces, dots, slashes "
                "or hyphens between them."
            ),
            code="not_a_number",
            params={"number": text.strip()},
        )
    digits = re.sub(r"[()]", "", compact.replace(_OPTIONAL_TRUNK_PREFIX, ""))
    if _SHORT_CODE.fullmatch(digits):
        return digits
    if not digits.startswith(("0", "+")):
        raise ValidationError(
            _(
                "“%(number)s” is neither a short number (three to six digits) nor a whole one. "
                "Start with 0, or with + and the country code."
            ),
            code="no_prefix",
            params={"number": text.strip()},
        )
    dialled = phonenumbers.format_number(_parsed(digits, text), phonenumbers.PhoneNumberFormat.E164)
    if _PREMIUM_RATE.fullmatch(dialled):
        raise ValidationError(
            _(
                "“%(number)s” is a premium-rate number (0900 to 0909), which nobody in need can use."
            ),
            code="premium_rate",
            params={"number": text.strip()},
        )
    return dialled


def check_telephone(text: str) -> None:
    """Refuse a text that no telephone could dial.

    Raises:
        ValidationError: with a sentence that says why.
    """
    dial_value(text)


def grouped(text: str) -> str:
    """Return the number as typed, with no-break spaces so that a line never ends inside it."""
    return NO_BREAK_SPACE.join(text.split())


def _parsed(digits: str, text: str) -> PhoneNumber:
    amount = len(digits.lstrip("+0"))
    if amount < SHORTEST:
        raise _too_short(text)
    if amount > LONGEST:
        raise _too_long(text)
    try:
        number = phonenumbers.parse(digits, HOME_REGION)
    except NumberParseException as error:
        raise ValidationError(
            _("“%(number)s” does not start with the code of a country."),
            code="no_country",
            params={"number": text.strip()},
        ) from error
    reason = phonenumbers.is_possible_number_with_reason(number)
    if reason == phonenumbers.ValidationResult.TOO_LONG or _is_overlong_at_home(number):
        raise _too_long(text)
    if reason != phonenumbers.ValidationResult.IS_POSSIBLE:
        raise _too_short(text)
    return number


def _is_overlong_at_home(number: PhoneNumber) -> bool:
    if number.country_code != HOME_COUNTRY_CODE:
        return False
    national = phonenumbers.national_significant_number(number)
    return len(national) > HOME_DIGITS + national.startswith(HOME_MOBILE)


def _too_short(text: str) -> ValidationError:
    return ValidationError(
        _("“%(number)s” has too few digits for a telephone number."),
        code="too_short",
        params={"number": text.strip()},
    )


def _too_long(text: str) -> ValidationError:
    return ValidationError(
        _("“%(number)s” has too many digits for a telephone number."),
        code="too_long",
        params={"number": text.strip()},
    )
