"""The blocks of a body, named for what they mean to a reader."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

INLINE_FEATURES = ["bold", "italic", "link", "document-link"]
TEXT_FEATURES = [*INLINE_FEATURES, "ol", "ul"]


class HeadingBlock(blocks.StructBlock):
    """A heading of the body; the page's title is the only first-level one."""

    text = blocks.CharBlock(label=_("text"), max_length=200)
    level = blocks.ChoiceBlock(
        choices=[("h2", _("section")), ("h3", _("subsection"))], default="h2", label=_("level")
    )

    class Meta:
        icon = "title"
        label = _("Heading")
        template = "content/blocks/heading.html"


class TextBlock(blocks.RichTextBlock):
    """Running text with lists and links."""

    def __init__(self, **kwargs: Any) -> None:
        """Allow what a body needs and nothing else."""
        super().__init__(**{"features": TEXT_FEATURES, **kwargs})

    class Meta:
        icon = "pilcrow"
        label = _("Text")
        template = "content/blocks/text.html"


class PictureBlock(blocks.StructBlock):
    """A picture with its caption and the credit of its maker."""

    image = ImageChooserBlock(label=_("picture"))
    caption = blocks.CharBlock(label=_("caption"), required=False, max_length=500)
    credit = blocks.CharBlock(label=_("credit"), required=False, max_length=255)

    class Meta:
        icon = "image"
        label = _("Picture")
        template = "content/blocks/picture.html"


class QuoteBlock(blocks.StructBlock):
    """Somebody's words, and who said them."""

    text = blocks.TextBlock(label=_("quotation"))
    source = blocks.CharBlock(label=_("who says it"), required=False, max_length=255)

    class Meta:
        icon = "openquote"
        label = _("Quotation")
        template = "content/blocks/quote.html"


class CalloutBlock(blocks.StructBlock):
    """A short text that must not be missed."""

    kind = blocks.ChoiceBlock(
        choices=[
            ("information", _("information")),
            ("advice", _("advice")),
            ("warning", _("warning")),
        ],
        default="information",
        label=_("kind"),
    )
    title = blocks.CharBlock(label=_("title"), max_length=120)
    text = blocks.RichTextBlock(label=_("text"), features=TEXT_FEATURES)

    class Meta:
        icon = "warning"
        label = _("Call-out")
        template = "content/blocks/callout.html"


class DownloadBlock(blocks.StructBlock):
    """A file to download; its link says language, format and size."""

    document = DocumentChooserBlock(label=_("file"))
    title = blocks.CharBlock(
        label=_("title"),
        required=False,
        max_length=255,
        help_text=_("Leave empty to use the title of the file."),
    )

    class Meta:
        icon = "download"
        label = _("Download")
        template = "content/blocks/download.html"


class BodyBlock(blocks.StreamBlock):
    """All blocks that a body may hold."""

    heading = HeadingBlock()
    text = TextBlock()
    picture = PictureBlock()
    quote = QuoteBlock()
    callout = CalloutBlock()
    download = DownloadBlock()
