"""Words with numbered tags: what a translator may move, but neither change nor lose.

`Voir <b>ceci</b>` is written `Voir {1}ceci{/1}`, and what stands alone, such as `<br/>`, `{2/}`. A
brace that belongs to the words is doubled. The tags themselves are kept apart, by their numbers, so
that the files of translators, the memory and the screens show the same readable line.
"""

import re
from collections import Counter
from dataclasses import dataclass
from html import escape, unescape
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

HTML_TAG = re.compile(r"""<(?:[^<>"']|"[^"]*"|'[^']*')*>""")
MARK = re.compile(r"\{\{|\{(?P<end>/?)(?P<number>[1-9]\d{0,5})(?P<alone>/?)\}|\{")
TAG_NAME = re.compile(r"</?\s*([a-zA-Z][\w:-]*)")
# Elements of HTML that have no end tag.
VOID = frozenset({"br", "hr", "img", "embed", "wbr"})
# What XML 1.0 has no room for (production 2, Char).
NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# A key by which the editor of rich text knows a paragraph.
BLOCK_KEY = re.compile(r"""\s+data-block-key=("[^"]*"|'[^']*')""")


@dataclass(frozen=True)
class Tag:
    """What a number stands for: an element with its end, or without one where `end` is empty."""

    start: str
    end: str = ""

    def is_like(self, other: "Tag") -> bool:
        """Tell whether both say the same to a reader."""
        return (BLOCK_KEY.sub("", self.start), self.end) == (
            BLOCK_KEY.sub("", other.start),
            other.end,
        )


Tags = dict[int, Tag]


@dataclass(frozen=True)
class Mark:
    """One mark in a line: the number of its tag, and whether it starts, ends or stands alone."""

    number: int
    is_end: bool = False
    is_alone: bool = False


def readable(text: str) -> str:
    """Return a text as every file can hold it: newlines as one sign, no control characters."""
    return NO_XML.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def escaped(text: str) -> str:
    """Return plain words as a line: their braces doubled."""
    return text.replace("{", "{{")


def pieces(line: str) -> list[str | Mark]:
    """Return the words and the marks of a line in their order.

    Raises:
        ValidationError: for a brace that begins no mark.
    """
    found: list[Any] = []
    reached = 0
    for match in MARK.finditer(line):
        found.append(line[reached : match.start()])
        reached = match.end()
        if match[0] == "{{":
            found.append("{")
        elif match["number"] is None or (match["end"] and match["alone"]):
            raise ValidationError(_("A “{” begins no tag; write “{{” for the sign itself."), "tags")
        else:
            found.append(Mark(int(match["number"]), bool(match["end"]), bool(match["alone"])))
    found.append(line[reached:])
    joined: list[str | Mark] = []
    for each in filter(lambda piece: piece != "", found):
        if isinstance(each, str) and joined and isinstance(joined[-1], str):
            joined[-1] += each
        else:
            joined.append(each)
    return joined


def words(line: str) -> str:
    """Return the words of a line without its tags; a line that cannot be read is its own words."""
    try:
        return "".join(piece for piece in pieces(line) if isinstance(piece, str))
    except ValidationError:
        return line


def from_html(html: str, known: Tags | None = None) -> tuple[str, Tags]:
    """Return rich text as a line, and its tags by number.

    Args:
        html: of one paragraph, or of a whole text.
        known: the tags of the text that this one translates; those that it shares get their number.
    """
    tokens = _tokens(html)
    ends = _pairs(tokens)
    free = dict(known or {})
    following = max(free, default=0) + 1
    tags: Tags = {}
    numbers: dict[int, int] = {}
    line = ""
    for place, token in enumerate(tokens):
        if not HTML_TAG.fullmatch(token):
            line += escaped(unescape(token))
            continue
        if place in numbers:
            line += f"{{/{numbers[place]}}}"
            continue
        tag = Tag(token, tokens[ends[place]]) if place in ends else Tag(token)
        number = next((n for n, each in free.items() if each.is_like(tag)), None)
        if number is None:
            number, following = following, following + 1
        free.pop(number, None)
        tags[number] = tag
        if place in ends:
            numbers[ends[place]] = number
            line += f"{{{number}}}"
        else:
            line += f"{{{number}/}}"
    return readable(line), tags


def to_html(line: str, tags: Tags) -> str:
    """Return a line as rich text.

    Raises:
        ValidationError: for a tag that is not known, or that is not closed where it has to be.
    """
    html = ""
    open_numbers: list[int] = []
    for piece in pieces(line):
        if isinstance(piece, str):
            html += escape(piece, quote=False)
            continue
        tag = tags.get(piece.number)
        if tag is None:
            raise ValidationError(
                _("The tag %(tag)s is not in the source.") % {"tag": _shown(piece)}
            )
        if piece.is_alone != (not tag.end) or (
            piece.is_end and (not open_numbers or open_numbers.pop() != piece.number)
        ):
            raise _not_closed(piece.number)
        if not piece.is_end and not piece.is_alone:
            open_numbers.append(piece.number)
        html += tag.end if piece.is_end else tag.start
    if open_numbers:
        raise _not_closed(open_numbers[-1])
    return html


def check_tags(line: str, *allowed: Tags) -> None:
    """Refuse a line whose tags are not exactly those of one of the `allowed` texts.

    Raises:
        ValidationError: that says which tag is missing, or stands twice.
    """
    used = Counter(
        piece.number for piece in pieces(line) if isinstance(piece, Mark) and not piece.is_end
    )
    if any(used == Counter(tags.keys()) for tags in allowed):
        return
    for number in used:
        if used[number] > 1:
            raise ValidationError(
                _("The tag {%(number)d} stands there twice.") % {"number": number}
            )
    wanted = allowed[0]
    for number in wanted:
        if number not in used:
            raise ValidationError(_("The tag {%(number)d} is missing.") % {"number": number})
    extra = next(number for number in used if number not in wanted)
    raise ValidationError(_("The tag {%(number)d} is not in the source.") % {"number": extra})


def _not_closed(number: int) -> ValidationError:
    sentence = _("The tag {%(number)d} is not closed, or stands in the wrong order.")
    return ValidationError(sentence % {"number": number}, "tags")


def _shown(mark: Mark) -> str:
    return f"{{{'/' * mark.is_end}{mark.number}{'/' * mark.is_alone}}}"


def _tokens(html: str) -> list[str]:
    """Return words and tags in their order."""
    found: list[str] = []
    reached = 0
    for match in HTML_TAG.finditer(html):
        found += [html[reached : match.start()], match[0]]
        reached = match.end()
    return [token for token in [*found, html[reached:]] if token]


def _pairs(tokens: list[str]) -> dict[int, int]:
    """Return the place of the end of each element that has one, by the place of its start."""
    found: dict[int, int] = {}
    waiting: list[tuple[str, int]] = []
    for place, token in enumerate(tokens):
        name_match = TAG_NAME.match(token) if HTML_TAG.fullmatch(token) else None
        name = name_match[1].lower() if name_match else ""
        if not name or name in VOID or token.endswith("/>"):
            continue
        if not token.startswith("</"):
            waiting.append((name, place))
        elif any(name == open_name for open_name, _start in waiting):
            # What was left open before it stands alone.
            while (entry := waiting.pop())[0] != name:
                pass
            found[entry[1]] = place
    return found
