"""Upload forms of the admin."""

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from wagtail.documents.forms import BaseDocumentForm

from .uploads import check_content


class PortalDocumentForm(BaseDocumentForm):
    """Refuses a file that is not what its name says."""

    def clean_file(self) -> Any:
        """Return the file, checked when it was uploaded just now."""
        file = self.cleaned_data["file"]
        if isinstance(file, UploadedFile):
            check_content(file)
        return file
