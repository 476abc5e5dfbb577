"""The list of related articles at the end of a page of the former site."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

from .folding import folded
from .legacy_article import RelatedReference
from .page_lines import read_more_title, undoubled, written_date
from .site_words import site_words


@dataclass
class _Group:
    """The lines of one related article, as far as read."""

    label: str = ""
    lines: list[str] = field(default_factory=list)
    date: dt.date | None = None

    def reference(self, title_at_link: str = "") -> RelatedReference | None:
        title = self.lines[-1] if self.lines else title_at_link
        theme = self.label or (self.lines[-2] if len(self.lines) > 1 else "")
        return RelatedReference(title=title, date=self.date, theme=theme) if title else None


def related_references(
    blocks: Sequence[str], own_title: str
) -> tuple[tuple[RelatedReference, ...], tuple[str, ...]]:
    """Return the related articles in order, once each, and the lines that belong to none.

    Args:
        blocks: what follows the heading of the list, without the page's foot.
        own_title: title of the page itself, which is never related to itself.
    """
    found: list[RelatedReference | None] = []
    left_out: list[str] = []
    group = _Group()
    for block in blocks:
        if folded(block) in site_words().chrome:
            left_out.append(block)
        elif day := written_date(block):
            group.date = day
        elif (title := read_more_title(block)) is not None:
            found.append(group.reference(title))
            group = _Group()
        else:
            if group.date or (group.lines and undoubled(block)):
                found.append(group.reference())
                group = _Group()
            if label := undoubled(block):
                group.label = label
            else:
                group.lines.append(block)
    if group.date:
        found.append(group.reference())
    else:
        left_out += group.lines
    unique = {
        (folded(link.title), link.date): link
        for link in found
        if link and folded(link.title) != folded(own_title)
    }
    return tuple(unique.values()), tuple(left_out)
