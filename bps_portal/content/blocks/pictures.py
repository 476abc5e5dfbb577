"""Blocks of pictures."""

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from bps_portal.content.models import PortalImage

from .choosers import PictureChooserBlock
from .groups import PICTURES


def pictures_to_show(number: int) -> list[PortalImage]:
    """Return up to `number` pictures of the library, for a preview."""
    return list(PortalImage.objects.filter(is_decorative=False).order_by("pk")[:number])


class PictureBlock(blocks.StructBlock):
    """A picture with its caption and the credit of its maker."""

    image = PictureChooserBlock(label=_("picture"))
    caption = blocks.CharBlock(label=_("caption"), required=False, max_length=500)
    credit = blocks.CharBlock(label=_("credit"), required=False, max_length=255)

    class Meta:
        icon = "image"
        label = _("Picture")
        group = PICTURES
        description = _(
            "A picture with what it shows and who made it. Its text alternative comes with the "
            "picture."
        )
        template = "content/blocks/picture.html"

    def get_preview_value(self) -> Any:
        """Return the first picture of the library with a caption in the editor's language."""
        image = next(iter(pictures_to_show(1)), None)
        caption = gettext("What the picture shows, in one sentence.")
        return self.normalize({"image": image, "caption": caption, "credit": ""})


class GalleryBlock(blocks.StructBlock):
    """Several pictures that belong together, each shown whole."""

    pictures = blocks.ListBlock(PictureBlock(), min_num=2, max_num=24, label=_("pictures"))

    class Meta:
        icon = "grip"
        label = _("Gallery")
        group = PICTURES
        description = _(
            "Two to 24 pictures that belong together, such as those of an event. Each is shown "
            "whole, with its own caption."
        )
        template = "content/blocks/gallery.html"

    def get_preview_value(self) -> Any:
        """Return the first pictures of the library with captions in the editor's language."""
        caption = gettext("What the picture shows, in one sentence.")
        return self.normalize(
            {
                "pictures": [
                    {"image": image, "caption": caption, "credit": ""}
                    for image in pictures_to_show(4)
                ]
            }
        )
