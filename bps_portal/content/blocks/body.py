"""All blocks that a body may hold, and in which order headings stand."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks import StreamValue
from wagtail.blocks.stream_block import StreamBlockValidationError
from wagtail.blocks.struct_block import StructBlockValidationError

from .contact import ContactBoxBlock
from .data import KeyFiguresBlock, TableBlock
from .files import DownloadBlock
from .pictures import GalleryBlock, PictureBlock
from .text import (
    FIRST_LEVEL,
    AccordionBlock,
    CalloutBlock,
    HeadingBlock,
    QuoteBlock,
    TextBlock,
)
from .video import VideoBlock


class BodyBlock(blocks.StreamBlock):
    """All blocks that a body may hold."""

    heading = HeadingBlock()
    text = TextBlock()
    quote = QuoteBlock()
    callout = CalloutBlock()
    accordion = AccordionBlock()
    picture = PictureBlock()
    gallery = GalleryBlock()
    video = VideoBlock()
    key_figures = KeyFiguresBlock()
    table = TableBlock()
    download = DownloadBlock()
    contact_box = ContactBoxBlock()

    def clean(self, value: StreamValue) -> StreamValue:
        """Return the cleaned body.

        Raises:
            StreamBlockValidationError: where a block is wrong, or a subsection comes before the
                first section (in a draft it may).
        """
        problems = {} if self.is_deferred_validation else _misplaced_headings(value)
        messages: Any = []
        try:
            cleaned = super().clean(value)
        except StreamBlockValidationError as error:
            for place, found in error.block_errors.items():
                if place in problems:
                    found.block_errors |= problems[place].block_errors
                problems[place] = found
            messages = error.non_block_errors
        if problems or messages:
            raise StreamBlockValidationError(problems, messages)
        return cleaned


def _misplaced_headings(body: StreamValue) -> dict[int, Any]:
    """Return an error for a subsection before the first section (WCAG 2.2, criterion 1.3.1)."""
    for place, block in enumerate(body):
        if block.block_type == "heading":
            if block.value["level"] == FIRST_LEVEL:
                return {}
            message = _("The first heading of a text is a section; subsections come below it.")
            error = StructBlockValidationError({"level": ValidationError(message, "order")})
            return {place: error}
    return {}
