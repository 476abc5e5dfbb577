"""Rich text as paragraphs: what a translator sees as one piece, between the tags around them."""

import re
from dataclasses import dataclass

from .segments import plain
from .tagged import BLOCK_KEY, HTML_TAG

BLOCK_NAMES = (
    "p|li|ul|ol|dl|dt|dd|h[1-6]|blockquote|pre|div|figure|figcaption|hr|embed"
    "|table|thead|tbody|tr|td|th|caption"
)
BLOCK_TAG = re.compile(rf"</?(?:{BLOCK_NAMES})(?=[\s/>])", re.IGNORECASE)
PARAGRAPH_START = re.compile(r"<(?:p|li|h[1-6]|blockquote|pre)(?=[\s/>])", re.IGNORECASE)


@dataclass(frozen=True)
class Paragraphs:
    """The runs of words of a rich text, each between two of its `tags`.

    There is one run more than there are tags; most are empty. Joined they are the text again, to
    the byte.
    """

    tags: tuple[str, ...]
    runs: tuple[str, ...]

    @property
    def shape(self) -> tuple[str, ...]:
        """What two texts share whose paragraphs say the same one by one."""
        return tuple(BLOCK_KEY.sub("", tag) for tag in self.tags)

    def joined(self) -> str:
        """Return the whole text."""
        tags = (*self.tags, "")
        return "".join(run + tag for run, tag in zip(self.runs, tags, strict=True))

    def places(self) -> list[int]:
        """Return the places of the runs that have words."""
        return [place for place, run in enumerate(self.runs) if plain(run)]

    def without_words(self) -> "Paragraphs":
        """Return the same paragraphs with nothing to read in them."""
        return Paragraphs(self.tags, tuple("" if plain(run) else run for run in self.runs))

    def number_of(self, place: int) -> int:
        """Return the number of the paragraph at a place, from 0, as the editor counts them."""
        return sum(bool(PARAGRAPH_START.match(tag)) for tag in self.tags[:place]) - 1


def paragraphs(html: str) -> Paragraphs:
    """Return the paragraphs of a rich text, list items and headings included."""
    tags: list[str] = []
    runs = [""]
    reached = 0
    for match in HTML_TAG.finditer(html):
        if BLOCK_TAG.match(match[0]):
            runs[-1] += html[reached : match.start()]
            tags.append(match[0])
            runs.append("")
            reached = match.end()
    runs[-1] += html[reached:]
    return Paragraphs(tuple(tags), tuple(runs))
