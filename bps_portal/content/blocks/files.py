"""The block of a file to download."""

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from bps_portal import languages
from bps_portal.content.models import PortalDocument

from .choosers import FileChooserBlock
from .groups import SERVICES


class DownloadBlock(blocks.StructBlock):
    """A file to download; its link says language, format and size."""

    document = FileChooserBlock(label=_("file"))
    title = blocks.CharBlock(
        label=_("title"),
        required=False,
        max_length=255,
        help_text=_("Leave empty to use the title of the file."),
    )

    class Meta:
        icon = "download"
        label = _("Download")
        group = SERVICES
        description = _(
            "A file to take along. The link says its format, language, pages and size by itself."
        )
        template = "content/blocks/download.html"

    def get_preview_value(self) -> Any:
        """Return a brochure in the editor's language, which exists in the preview only."""
        document = PortalDocument(
            pk=0,
            title=gettext("Three days at home: the list and the plan"),
            language=languages.active_code(),
            file="brochure.pdf",
            file_size=420_000,
            page_count=4,
        )
        return self.normalize({"document": document, "title": ""})
