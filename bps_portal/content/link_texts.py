"""Links whose words say nothing by themselves, such as “click here” (WCAG 2.2, criterion 2.4.9).

A screen reader lists the links of a page: each must tell where it leads without its sentence.
"""

import re
from collections.abc import Iterator
from typing import Any

from django.utils.translation import pgettext
from modeltranslation.translator import translator
from wagtail.blocks import StreamValue

from bps_portal import languages
from bps_portal.languages.segments import plain

LINK = re.compile(r"<a\b[^>]*>(.*?)</a>", re.DOTALL)
AROUND = " \N{NO-BREAK SPACE}.,:;!?…>»›→*()[]«“”\"'’"
ADDRESS = re.compile(r"(https?://|www\.)\S+")


def vague_links(page: Any) -> dict[str, list[str]]:
    """Return the words of such links in the texts of `page`, by language, each once."""
    fields = translator.get_options_for_model(type(page)).all_fields
    found = {
        code: [
            words
            for name in fields
            for words in _link_words(languages.value_in(page, name, code))
            if says_nothing(words, code)
        ]
        for code in languages.codes()
    }
    return {code: list(dict.fromkeys(words)) for code, words in found.items() if words}


def says_nothing(words: str, code: str) -> bool:
    """Tell whether a link of a language says nothing by itself: stock words, or a bare address."""
    bare = words.strip(AROUND).casefold()
    return not bare or bool(ADDRESS.fullmatch(bare)) or bare in _stock_words(code)


def _stock_words(code: str) -> set[str]:
    with languages.override(code):
        words = pgettext(
            "words of links that say nothing, parted by |",
            "click here|here|read more|read on|more|more info|more information|find out more|link",
        )
    return {word.strip().casefold() for word in words.split("|")}


def _link_words(value: Any) -> Iterator[str]:
    if isinstance(value, StreamValue):
        value = list(value.raw_data)
    if isinstance(value, str):
        yield from map(plain, LINK.findall(value))
    elif isinstance(value, dict):
        for part in value.values():
            yield from _link_words(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from _link_words(part)
