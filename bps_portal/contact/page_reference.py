"""Which page a message is about."""

from urllib.parse import urlsplit

from django.http import HttpRequest

MOST_CHARACTERS = 500


def own_path(address: str, host: str) -> str:
    """Return the path of an address of this site, or "" where it leads elsewhere.

    Queries are left out: they can hold what a visitor searched for.

    Args:
        address: a path ("/a/b/") or an absolute address.
        host: this site's, with its port where it has one.
    """
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    if (parts.scheme or parts.netloc) and not _is_own(parts.scheme, parts.netloc, host):
        return ""
    path = parts.path
    plain = path.isprintable() and "\\" not in path and len(path) <= MOST_CHARACTERS
    return path if plain and path.startswith("/") and not path.startswith("//") else ""


def page_before(request: HttpRequest, own_addresses: list[str]) -> str:
    """Return the path of the page that the visitor writes about, as far as it is known.

    `?page=` says it; without, it is the page whose link the visitor followed.

    Args:
        request: of the form.
        own_addresses: the paths of the contact page itself, which nobody means.
    """
    host = request.get_host()
    if asked := request.GET.get("page", ""):
        return own_path(asked, host)
    path = own_path(request.headers.get("Referer", ""), host)
    return "" if any(path.startswith(own) for own in own_addresses) else path


def _is_own(scheme: str, netloc: str, host: str) -> bool:
    return scheme in {"http", "https"} and netloc.lower() == host.lower()
