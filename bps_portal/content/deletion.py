"""Nothing that a page shows is deleted by mistake: the admin says where it is used instead.

Wagtail refuses by itself only where the database would; a picture in a body, or one whose page
could live without it, would vanish from the page without a word.
"""

from typing import Any

from django.db.models import ProtectedError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.auth import require_admin_access
from wagtail.documents.views.bulk_actions import DeleteBulkAction as DeleteDocuments
from wagtail.documents.views.documents import DeleteView as DeleteDocumentView
from wagtail.images.views.bulk_actions import DeleteBulkAction as DeleteImages
from wagtail.images.views.images import DeleteView as DeleteImageView
from wagtail.models.reference_index import ReferenceGroups

from .models import PortalDocument, PortalImage


def _protected(usage: ReferenceGroups) -> ReferenceGroups:
    """Take every use for a reason to keep the thing."""
    usage.is_protected = usage.count() > 0
    return usage


class KeepWhatIsUsed:
    """For the page that asks whether to delete one thing: asks only where nothing uses it."""

    def get_usage(self) -> ReferenceGroups:
        """Return the uses, each of which protects."""
        return _protected(super().get_usage())  # type: ignore[misc]

    def form_valid(self, form: Any) -> HttpResponse:
        """Delete; or say that it is used, where Wagtail's index of uses does not know it yet."""
        view: Any = self
        try:
            response: HttpResponse = super().form_valid(form)  # type: ignore[misc]
        except ProtectedError:
            messages.error(view.request, _("A page that was saved just now uses it."))
            return redirect(view.get_delete_url())
        return response


class KeepAllThatIsUsed:
    """For the page that asks whether to delete several things."""

    def annotate_items(self, items: list[Any]) -> list[Any]:
        """Note the uses of each thing, each of which protects."""
        annotated: list[Any] = super().annotate_items(items)  # type: ignore[misc]
        for item in annotated:
            _protected(item._usage_references)  # noqa: SLF001 - where Wagtail's templates look
        self.is_protected = any(item._usage_references.is_protected for item in annotated)  # noqa: SLF001
        return annotated

    def form_valid(self, form: Any) -> HttpResponse:
        """Delete; or say that one is used, where Wagtail's index does not know it yet."""
        view: Any = self
        try:
            response: HttpResponse = super().form_valid(form)  # type: ignore[misc]
        except ProtectedError:
            messages.error(view.request, _("A page that was saved just now uses it."))
            return redirect(view.request.get_full_path())
        return response


class DeletePictureView(KeepWhatIsUsed, DeleteImageView):
    """Asks whether to delete a picture."""


class DeletePortalDocumentView(KeepWhatIsUsed, DeleteDocumentView):
    """Asks whether to delete a document."""


class DeletePictures(KeepAllThatIsUsed, DeleteImages):
    """Asks whether to delete several pictures."""

    models = [PortalImage]


class DeletePortalDocuments(KeepAllThatIsUsed, DeleteDocuments):
    """Asks whether to delete several documents."""

    models = [PortalDocument]


delete_picture = require_admin_access(DeletePictureView.as_view())
delete_document = require_admin_access(DeletePortalDocumentView.as_view())
