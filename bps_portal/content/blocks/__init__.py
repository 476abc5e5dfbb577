"""The blocks of a body, named for what they mean to a reader."""

from .body import BodyBlock
from .contact import ContactBoxBlock
from .data import KeyFiguresBlock, TableBlock
from .files import DownloadBlock
from .pictures import GalleryBlock, PictureBlock
from .text import AccordionBlock, CalloutBlock, HeadingBlock, QuoteBlock, TextBlock
from .video import VideoBlock

__all__ = [
    "AccordionBlock",
    "BodyBlock",
    "CalloutBlock",
    "ContactBoxBlock",
    "DownloadBlock",
    "GalleryBlock",
    "HeadingBlock",
    "KeyFiguresBlock",
    "PictureBlock",
    "QuoteBlock",
    "TableBlock",
    "TextBlock",
    "VideoBlock",
]
