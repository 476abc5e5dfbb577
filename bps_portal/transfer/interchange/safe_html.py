"""Rich text from a folder that nobody vouches for: what could run code is refused, not changed.

The site shows rich text as it is stored, so that what an editor's form would never let in must not
come in by a folder either.
"""

from html.parser import HTMLParser

from .files import UnreadableError
from .references import Turn, turned_html

TAGS = {
    "a", "b", "blockquote", "br", "code", "em", "embed", "h2", "h3", "h4", "h5", "h6", "hr", "i",
    "li", "ol", "p", "s", "strong", "sub", "sup", "ul",
}  # fmt: skip
ATTRIBUTES = {
    "alt", "data-block-key", "embedtype", "format", "href", "id", "lang", "linktype", "url",
}  # fmt: skip
SCHEMES = ("http:", "https:", "mailto:", "tel:")


def checked_html(html: str, turn: Turn) -> str:
    """Return rich text with its references replaced.

    Raises:
        UnreadableError: where it holds a tag, an attribute or an address that rich text never has.
    """
    parser = _Parser()
    parser.feed(html)
    parser.close()
    return turned_html(html, turn)


class _Parser(HTMLParser):
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in TAGS:
            raise UnreadableError(f"its text holds <{tag[:40]}>, which rich text never has")
        for name, value in attrs:
            address = "".join((value or "").split()).lower()
            scheme = address.partition(":")[0] + ":" if ":" in address.split("/")[0] else ""
            bad = name in ("href", "url") and scheme and scheme not in SCHEMES
            if name not in ATTRIBUTES or bad:
                raise UnreadableError(f"its text holds {name[:40]}=“{address[:40]}”")
