"""From lines to blocks: the title, a paragraph, a list item, each as one line of text.

The former site's text has one block per line with blank lines between. Other extractors wrap long
lines; such lines are joined again.
"""

import re
from collections.abc import Callable, Iterable

SOFT_HYPHEN = "\N{SOFT HYPHEN}"
BULLET = re.compile(r"(?:[•·▪●*]|[-–—](?=\s))\s*(?=\S)")

# A wrapped line is nearly as long as the longest of its group, and no screen wraps earlier.
_SHORTEST_WRAPPED = 50
_LONGEST_WRAPPED = 120
_NEARLY = 0.6

_SPACES = re.compile(r"[ \t]+")
_BROKEN_WORD = re.compile(r"(\w+)-$")
_FIRST_WORD = re.compile(r"\w+")


def blocks_of(text: str, stands_alone: Callable[[str], bool]) -> list[str]:
    """Return the blocks of an extracted text, without blank ones.

    Args:
        text: the text, with any kind of line ends.
        stands_alone: tells whether a line (a date, a label, a caption) is never part of a wrapped
            paragraph.
    """
    lines = [_SPACES.sub(" ", line).strip() for line in text.strip().splitlines()]
    blocks: list[str] = []
    for group in _groups(lines):
        blocks += _unwrapped(group, stands_alone, text) if "" in lines else group
    shown = [block.replace(SOFT_HYPHEN, "").strip() for block in blocks]
    return [block for block in shown if block]


def _groups(lines: Iterable[str]) -> Iterable[list[str]]:
    group: list[str] = []
    for line in (*lines, ""):
        if line:
            group.append(line)
        elif group:
            yield group
            group = []


def _unwrapped(group: list[str], stands_alone: Callable[[str], bool], text: str) -> list[str]:
    longest = max(map(len, group))
    blocks: list[str] = []
    previous = ""
    for line in group:
        wrapped = longest <= _LONGEST_WRAPPED and len(previous) >= max(
            _SHORTEST_WRAPPED, _NEARLY * longest
        )
        broken = previous.endswith(SOFT_HYPHEN)
        starts = stands_alone(line) or stands_alone(previous) or BULLET.match(line)
        if blocks and (wrapped or broken) and not starts:
            blocks[-1] = _joined(blocks[-1], line, text)
        else:
            blocks.append(line)
        previous = line
    return blocks


def _joined(start: str, rest: str, text: str) -> str:
    """Join two lines; a hyphen between them goes where the whole word stands elsewhere."""
    if start.endswith(SOFT_HYPHEN):
        return start[:-1] + rest
    if broken := _BROKEN_WORD.search(start):
        first_word = _FIRST_WORD.match(rest)
        whole = broken[1] + (first_word[0] if first_word else "")
        if re.search(rf"\b{re.escape(whole)}\b", text):
            return start[:-1] + rest
        return start + rest
    return f"{start} {rest}"
