"""Views of the admin that stand in front of Wagtail's own."""

from django.http import Http404, HttpRequest, HttpResponse
from wagtail.admin.auth import require_admin_access
from wagtail.documents.views.documents import EditView
from wagtail.documents.views.multiple import AddView


class PortalDocumentEditView(EditView):
    """The page of one document; stays there where a new file leaves something to be done."""

    shows_notes = False

    def form_valid(self, form: object) -> HttpResponse:
        """Save, and show what the new file lacks, if anything."""
        self.shows_notes = "file" in form.changed_data  # type: ignore[attr-defined]
        response: HttpResponse = super().form_valid(form)
        return response

    def get_success_url(self) -> str:
        """Return the address of the list, or of this page where notes are to be read."""
        if self.shows_notes and self.object.notes:
            return str(self.get_edit_url())
        return str(super().get_success_url())


edit_document = require_admin_access(PortalDocumentEditView.as_view())
add_documents = require_admin_access(
    AddView.as_view(edit_form_template_name="content/admin/document_upload_form.html")
)


@require_admin_access
def nothing_there(_request: HttpRequest, **_parts: str) -> HttpResponse:
    """Stand in for an address of Wagtail's that can only fail.

    Raises:
        Http404: always.
    """
    raise Http404
