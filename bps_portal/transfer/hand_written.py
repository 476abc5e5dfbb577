"""A body that was written as HTML or Markdown, as blocks."""

from typing import Any

from lxml import html
from markdown_it import MarkdownIt

from .legacy_texts import blocks_of_pieces
from .page_content import pieces_in


def stream_of(text: str, ending: str) -> list[dict[str, Any]]:
    """Return the blocks of a body in HTML (`ending` ".html") or Markdown (".md").

    Pictures and files are left to their blocks in JSON: here their links stay links.
    """
    source = MarkdownIt("commonmark").enable("table").render(text) if ending == ".md" else text
    if not source.strip():
        return []
    root = html.fragment_fromstring(source, create_parent="div")
    pieces = [piece for piece, _element in pieces_in(root, str)]
    return blocks_of_pieces(pieces)
