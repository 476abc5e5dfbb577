"""What can be brought up to date on a page that was made before an outage."""

from collections.abc import Callable
from datetime import datetime

# A page as HTML, its language and when it was made, to the page; without the database.
type Renewal = Callable[[str, str, datetime], str]
_renewals: list[Renewal] = []


def renew_with(renewal: Renewal) -> None:
    """Have `renewal` applied to each page that is given out although it may be old."""
    _renewals.append(renewal)


def renewed(content: bytes, code: str, made: datetime) -> bytes:
    """Return a page in a language, made at a time, with all that can be brought up to date."""
    html = content.decode()
    for renewal in _renewals:
        html = renewal(html, code, made)
    return html.encode()
