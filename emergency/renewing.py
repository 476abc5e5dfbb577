"""The banners of a page that was made a while ago and cannot be made anew."""

import re
from datetime import datetime

from django.template.loader import render_to_string
from django.utils import translation

from .running import known_at
from .templatetags.crisis_banner import region

# As `region` marks it.
REGION = re.compile(r"<!--alerts (home)? (\d*)-->.*?<!--/alerts-->\n?", re.DOTALL)


def with_alerts_of_now(html: str, code: str, made: datetime) -> str:
    """Return a page in a language with the alerts that run now; it needs no database.

    As it is where this process has not read them since the page was made: another one may have.
    """
    known = known_at()
    if known is None or known < made:
        return html

    def renew(found: re.Match[str]) -> str:
        home, theme = found.groups()
        shown = region(on_home=bool(home), theme_id=int(theme) if theme else None, code=code)
        return render_to_string("components/crisis_region.html", shown)

    with translation.override(code):
        return REGION.sub(renew, html, count=1)
