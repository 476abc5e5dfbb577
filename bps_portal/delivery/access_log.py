"""How often pages were read, counted from the server's own log: no cookie, no script, no address kept.

The log is in the Combined Log Format, which nginx, Varnish (varnishncsa), Apache and gunicorn write,
or holds it as the message of a JSON object per line (LOG_FORMAT=json).
"""

import json
import re
from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime
from http import HTTPStatus

from django.utils import timezone
from django.utils.translation import get_language_from_path

# What a line begins with, the address of the reader, is not even named.
LINE = re.compile(
    r'\S+ \S+ .*?\[(?P<moment>[^\]]+)\] "GET (?P<path>\S+) HTTP/[\d.]+" (?P<status>\d{3}) \S+'
    r'(?: "[^"]*" "(?P<program>[^"]*)")?'
)
ROBOTS = re.compile(
    r"bot|crawl|spider|slurp|curl|wget|python|monitor|preview|lighthouse", re.IGNORECASE
)
READ = {str(int(status)) for status in (HTTPStatus.OK, HTTPStatus.NOT_MODIFIED)}


def page_views(lines: Iterable[str]) -> Counter[tuple[date, str]]:
    """Return how often each page was read on each day in Brussels.

    Pages have the prefix of a language and end with a slash; what follows a question mark, such as
    the words of a search, is dropped. Robots that say so, and lines of another form, do not count.
    """
    views: Counter[tuple[date, str]] = Counter()
    for line in lines:
        found = LINE.match(_message(line))
        if not found or found["status"] not in READ or ROBOTS.search(found["program"] or ""):
            continue
        path = found["path"].partition("?")[0]
        if path.endswith("/") and get_language_from_path(path):
            try:
                moment = datetime.strptime(found["moment"], "%d/%b/%Y:%H:%M:%S %z")
            except ValueError:
                continue
            views[timezone.localtime(moment).date(), path] += 1
    return views


def _message(line: str) -> str:
    if not line.startswith("{"):
        return line
    try:
        return str(json.loads(line).get("message", ""))
    except ValueError:
        return ""
