"""Clean rich text from whatever Word, Drupal and their editors left in a page."""

import re
from collections.abc import Callable, Iterator
from html import escape, unescape
from typing import Any

from .mended_text import joined

TAGS = {"b": "b", "strong": "b", "i": "i", "em": "i"}
LISTS = ("ul", "ol")
DROPPED = {
    "script", "style", "noscript", "template", "svg", "form", "button", "input", "select", "nav",
    "iframe", "object", "embed", "xml", "head", "title", "meta", "link", "map", "audio", "video",
    "canvas", "figure", "img", "table",
}  # fmt: skip
# Addresses that a link may have; anything else leaves its words without a link.
ADDRESS = re.compile(r"(https?:|mailto:|tel:|/|\.|#|[\w-]+(/|\.html?|$))", re.IGNORECASE)

_SPACES = re.compile(r"[ \t\r\n\f\xa0]+")
_EMPTY = re.compile(r"<(b|i|a)(\s[^>]*)?>(\s*)</\1>")
_REPEATED = re.compile(r"</(b|i)>(\s*)<\1>")
_LINK = re.compile(r'<a href="([^"]*)">(.*?)</a>')
_MARKUP = re.compile(r"<[^>]+>")


def inline(element: Any, resolve: Callable[[str], str] = str) -> str:
    """Return the words of an element with bold, italics, links and line breaks, and nothing else.

    Args:
        element: an lxml element.
        resolve: turns the address of a link into the one that is kept.
    """
    html = "".join(_parts(element, resolve))
    return tidy(html)


def tidy(html: str) -> str:
    """Return inline HTML without empty or repeated tags, with single spaces and whole words."""
    html = _SPACES.sub(" ", html)
    while (smaller := _EMPTY.sub(r"\3", _REPEATED.sub(r"\2", html))) != html:
        html = smaller
    html = re.sub(r"\s*<br/>\s*", "<br/>", joined(html))
    html = re.sub(r"^(?:<br/>|\s)+|(?:<br/>|\s)+$", "", html)
    return "" if not words(html) else html


def words(html: str) -> str:
    """Return the plain words of inline HTML."""
    return " ".join(unescape(_MARKUP.sub("", html.replace("<br/>", " "))).split())


def links_in(html: str) -> list[tuple[str, str]]:
    """Return the addresses, as they are written, and the words of the links in rich text."""
    return [(address, words(text)) for address, text in _LINK.findall(html)]


def items(element: Any, resolve: Callable[[str], str] = str) -> str:
    """Return a list as clean HTML, its inner lists included, or "" where it is empty."""
    rows = []
    for child in element:
        if not isinstance(child.tag, str):
            continue
        inner = "".join(items(sub, resolve) for sub in child if sub.tag in LISTS)
        text = inline(child, resolve)
        if text or inner:
            rows.append(f"<li>{text}{inner}</li>")
    return f"<{element.tag}>{''.join(rows)}</{element.tag}>" if rows else ""


def _parts(element: Any, resolve: Callable[[str], str]) -> Iterator[str]:
    yield escape(element.text or "", quote=False)
    for child in element:
        if isinstance(child.tag, str) and child.tag not in DROPPED and child.tag not in LISTS:
            yield from _wrapped(child, resolve)
        yield escape(child.tail or "", quote=False)


def _wrapped(child: Any, resolve: Callable[[str], str]) -> Iterator[str]:
    if child.tag == "br":
        yield "<br/>"
    elif child.tag == "a" and (address := (child.get("href") or "").strip()):
        target = resolve(address) if ADDRESS.match(address) else ""
        inner = "".join(_parts(child, resolve))
        yield f'<a href="{escape(target)}">{inner}</a>' if target else inner
    elif tag := TAGS.get(child.tag):
        yield f"<{tag}>"
        yield from _parts(child, resolve)
        yield f"</{tag}>"
    else:
        # Blocks inside a list item or a cell are parted by a space.
        yield from (
            (" ", *_parts(child, resolve), " ")
            if child.tag in ("p", "div")
            else _parts(child, resolve)
        )
