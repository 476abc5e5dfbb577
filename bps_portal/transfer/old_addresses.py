"""Addresses of the former site in the one form in which they are compared and kept."""

import re
from urllib.parse import SplitResult, quote, unquote, urljoin, urlsplit

_INDEX = re.compile(r"/(index|default)\.(html?|php|aspx?)$|\.html?$", re.IGNORECASE)
# Longer ones would not fit where Wagtail keeps redirects.
LONGEST = 255


def local_path(address: str, base: str = "/") -> str:
    """Return the path of an address without host, query, anchor, ending or last slash.

    "https://www.former.example/fr/node/12/?utm=x#top" and "/fr/node/12.html" give "/fr/node/12".
    An address of another kind (mailto:, data:) or one that is none gives "".

    Args:
        address: as a link has it.
        base: the address of the page on which it stands.
    """
    try:
        parts = urlsplit(urljoin(base, address.strip()))
    except ValueError:
        return ""
    if parts.scheme not in ("", "http", "https"):
        return ""
    path = _INDEX.sub("", unquote(parts.path)).rstrip("/")
    return path if len(path) <= LONGEST and "\0" not in path else ""


def parts_of(address: str) -> SplitResult:
    """Return the parts of an address; one that is none ("http://[x") is all path."""
    try:
        return urlsplit(address)
    except ValueError:
        return SplitResult("", "", quote(address), "", "")


def from_page(base: str, address: str) -> str:
    """Return an address as it is meant on the page at `base`; one that is none stays as it is."""
    try:
        return urljoin(base, address)
    except ValueError:
        return address


def is_home(path: str) -> bool:
    """Tell whether a path is that of a home page: it has at most the code of a language."""
    return path.count("/") <= 1 and len(path) <= 4
