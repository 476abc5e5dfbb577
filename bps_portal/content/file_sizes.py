"""How large a file is, as readers say it: in decimal units, as shops and telephone plans count."""

from django.utils.formats import number_format
from django.utils.translation import gettext

KILO, MEGA = 1_000, 1_000_000


def readable_size(size: int | None) -> str:
    """Return a size in bytes in the words of the active language, such as “1,4 MB”; "" for none."""
    if not size:
        return ""
    if size < MEGA:
        return gettext("%(number)s kB") % {"number": number_format(max(1, round(size / KILO)))}
    return gettext("%(number)s MB") % {"number": number_format(round(size / MEGA, 1), 1)}
