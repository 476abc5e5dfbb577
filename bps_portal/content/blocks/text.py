"""Blocks of words: headings, running text, quotations, call-outs, questions that open."""

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from .groups import WORDS

INLINE_FEATURES = ["bold", "italic", "link", "document-link"]
TEXT_FEATURES = [*INLINE_FEATURES, "ol", "ul"]
FIRST_LEVEL, SECOND_LEVEL = "h2", "h3"


class HeadingBlock(blocks.StructBlock):
    """A heading of the body; the page's title is the only first-level one."""

    text = blocks.CharBlock(label=_("text"), max_length=200)
    level = blocks.ChoiceBlock(
        choices=[(FIRST_LEVEL, _("section")), (SECOND_LEVEL, _("subsection"))],
        default=FIRST_LEVEL,
        label=_("level"),
    )

    class Meta:
        icon = "title"
        label = _("Heading")
        group = WORDS
        description = _(
            "Says what the next part is about, so that a reader finds it at a glance. A subsection "
            "stands below a section."
        )
        template = "content/blocks/heading.html"

    def get_preview_value(self) -> Any:
        """Return a heading in the editor's language."""
        return self.normalize({"text": gettext("What you can do yourself"), "level": FIRST_LEVEL})


class TextBlock(blocks.RichTextBlock):
    """Running text with lists and links."""

    def __init__(self, **kwargs: Any) -> None:
        """Allow what a body needs and nothing else."""
        super().__init__(**{"features": TEXT_FEATURES, **kwargs})

    class Meta:
        icon = "pilcrow"
        label = _("Text")
        group = WORDS
        description = _("Paragraphs, lists and links: what most of a page is made of.")
        template = "content/blocks/text.html"

    def get_preview_value(self) -> Any:
        """Return a paragraph and a list in the editor's language."""
        paragraph = gettext("A smoke detector wakes you in time to get out. Choose its place well:")
        points = [gettext("on the ceiling of each floor;"), gettext("far from the kitchen.")]
        items = "".join(f"<li>{point}</li>" for point in points)
        return self.normalize(f"<p>{paragraph}</p><ul>{items}</ul>")


class QuoteBlock(blocks.StructBlock):
    """Somebody's words, and who said them."""

    text = blocks.TextBlock(label=_("quotation"), max_length=1500)
    source = blocks.CharBlock(label=_("who says it"), required=False, max_length=255)

    class Meta:
        icon = "openquote"
        label = _("Quotation")
        group = WORDS
        description = _("Somebody’s own words, with the name of who said them.")
        template = "content/blocks/quote.html"

    def get_preview_value(self) -> Any:
        """Return a quotation in the editor's language."""
        text = gettext("We rang at every door of the street. Now we know each other.")
        return self.normalize({"text": text, "source": gettext("A neighbour in Molenbeek")})


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
    text = blocks.RichTextBlock(label=_("text"), features=TEXT_FEATURES, max_length=2000)

    class Meta:
        icon = "warning"
        label = _("Call-out")
        group = WORDS
        description = _(
            "A short text that must not be missed. Keep the warning for a real danger, or nobody "
            "heeds it."
        )
        template = "content/blocks/callout.html"

    def get_preview_value(self) -> Any:
        """Return a piece of advice in the editor's language."""
        text = gettext("Press the test button once a month and change the battery once a year.")
        title = gettext("Once a month")
        return self.normalize({"kind": "advice", "title": title, "text": f"<p>{text}</p>"})


class AccordionEntryBlock(blocks.StructBlock):
    """One question and its answer."""

    title = blocks.CharBlock(label=_("title"), max_length=160)
    text = blocks.RichTextBlock(label=_("text"), features=TEXT_FEATURES, max_length=5000)

    class Meta:
        icon = "collapse-down"
        label = _("Entry")


class AccordionBlock(blocks.StructBlock):
    """Questions whose answers open at a click."""

    entries = blocks.ListBlock(
        AccordionEntryBlock(), min_num=1, max_num=20, label=_("entries"), collapsed=False
    )

    class Meta:
        icon = "collapse-down"
        label = _("Accordion")
        group = WORDS
        description = _(
            "Titles that open: for questions of which a reader needs one or two. What everybody "
            "must read does not belong in here."
        )
        template = "content/blocks/accordion.html"

    def get_preview_value(self) -> Any:
        """Return two questions in the editor's language."""
        answer = gettext("Your municipality’s prevention service. It comes to your home, free.")
        titles = [
            gettext("Who helps me to secure my door?"),
            gettext("Does the advice cost anything?"),
        ]
        return self.normalize(
            {"entries": [{"title": title, "text": f"<p>{answer}</p>"} for title in titles]}
        )
