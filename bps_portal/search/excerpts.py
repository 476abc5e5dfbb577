"""The words around a hit, with the hit marked."""

import re
from typing import Any

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import Truncator

# Signs for private use (Unicode 23.5): indexed texts are cleaned of them, so no page holds one.
START, END = "\ue000", "\ue001"
BETWEEN = " … "
OPTIONS: dict[str, Any] = {
    "start_sel": START,
    "stop_sel": END,
    "max_fragments": 2,
    "min_words": 9,
    "max_words": 22,
    # Nothing is dropped at the ends of a fragment: "Het water", not "water".
    "short_word": 0,
    "fragment_delimiter": BETWEEN,
}
MOST_WORDS = 34
# What is left of a word before an apostrophe where a fragment ends: "aident d".
_CUT = re.compile(rf"\s\w(?={re.escape(BETWEEN)}|$)")


def without_signs(text: str) -> str:
    """Return `text` without the signs that mark a hit."""
    return text.replace(START, "").replace(END, "").replace("\0", "")


def excerpt(marked: str, lead: str) -> SafeString:
    """Return the excerpt as HTML, its hits in `mark`; the lead where nothing is marked.

    Args:
        marked: plain text with hits between START and END, as PostgreSQL gives it.
        lead: plain text.
    """
    if START not in marked:
        return escape(Truncator(lead).words(MOST_WORDS, truncate=" …"))
    marked = _CUT.sub("", marked)
    words = without_signs(marked)
    opening = "" if f"{lead}\n".startswith(words[: min(len(lead), 20)]) else "… "
    ending = "" if lead.rstrip(" .?!…").endswith(words[-20:]) else " …"
    html = escape(f"{opening}{marked}{ending}").replace(START, "<mark>").replace(END, "</mark>")
    return mark_safe(html)  # noqa: S308 - escaped just above
