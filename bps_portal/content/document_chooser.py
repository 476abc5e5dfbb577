"""Where an editor chooses a document: with its language, its pages and its size."""

from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.admin.auth import require_admin_access
from wagtail.admin.ui.tables import Column
from wagtail.documents.views.chooser import (
    DocumentChooseResultsView,
    DocumentChooserViewSet,
    DocumentChooseView,
)

from bps_portal.languages.templatetags.languages import language_name

from .file_sizes import readable_size
from .models import PortalDocument


def _language(document: PortalDocument) -> str:
    return capfirst(language_name(document.language)) if document.language else "—"


def _size(document: PortalDocument) -> str:
    # None for a file that came in before its size was kept.
    return readable_size(document.file_size) or "—"


class FactsOfDocuments:
    """Shows what tells one file from another of the same title."""

    @property
    def columns(self) -> list[Any]:
        """Return Wagtail's columns, with three more in front of the day."""
        *usual, day = super().columns  # type: ignore[misc]
        return [
            *usual,
            Column("language", label=_("Language"), accessor=_language, width="12%"),
            Column("page_count", label=_("Pages"), accessor=lambda d: d.page_count or "—"),
            Column("file_size", label=_("Size"), accessor=_size, width="10%"),
            day,
        ]


class DocumentsToChoose(FactsOfDocuments, DocumentChooseView):
    """The window with its tabs."""


class DocumentsFound(FactsOfDocuments, DocumentChooseResultsView):
    """The documents that a search finds."""


class _ChooserViewSet(DocumentChooserViewSet):
    """Wagtail's own with our columns; only its two lists are used."""

    choose_view_class = DocumentsToChoose
    choose_results_view_class = DocumentsFound


_viewset = _ChooserViewSet("wagtaildocs_chooser", model="content.PortalDocument")
choose_document = require_admin_access(_viewset.choose_view)
find_document_to_choose = require_admin_access(_viewset.choose_results_view)
