"""The headings of a body: an anchor for each, and a table of contents of the sections."""

from dataclasses import dataclass

from wagtail.blocks import StreamValue

# A shorter page is read through faster than its contents.
FEWEST_SECTIONS = 3


@dataclass(frozen=True)
class Section:
    """A section of a body; `anchor` is its id on the page."""

    anchor: str
    title: str


def anchor_of(block_id: str | None) -> str:
    """Return the id of a heading: it stays when the words change, and is the same in each language."""
    return f"s-{block_id[:8]}" if block_id else ""


def sections_of(body: StreamValue | None) -> list[Section]:
    """Return the sections for a table of contents; none where there are fewer than three."""
    sections = [
        Section(anchor_of(block.id), block.value["text"])
        for block in body or ()
        if block.block_type == "heading" and block.value["level"] == "h2" and block.id
    ]
    return sections if len(sections) >= FEWEST_SECTIONS else []
