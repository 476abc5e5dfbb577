"""Upload forms of the admin."""

import re
from pathlib import Path
from typing import Any

from django import forms
from django.core.files import File
from django.core.files.uploadedfile import UploadedFile
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail.admin.forms.collections import BaseCollectionMemberForm
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from bps_portal import languages
from bps_portal.languages.forms import LocalizedFormMixin

from .disk_storage import check_room
from .file_notes import portal_language
from .pdf import PdfFacts
from .pictures import CleanPicture, clean_picture
from .uploads import check_content
from .virus_scan import refuse_viruses


class TitledUploadForm(BaseCollectionMemberForm):
    """Gives a new file one title in every language where the editor was asked for none.

    The page for several files sends a single title, made of the name of the file; what the file
    itself says comes first.
    """

    # Where Wagtail's page for several files reads how long a title may be, and sends one.
    title = forms.CharField(max_length=255, required=False, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        """Return the values, with a title in every language."""
        values: dict[str, Any] = super().clean() or self.cleaned_data
        names = languages.field_names("title")
        if (file := values.get("file")) and not any(values.get(name) for name in names):
            title = self.own_title() or self.data.get("title") or Path(file.name).stem
            # The name of a file is no place for markup.
            title = " ".join(re.sub(r"[<>\x00-\x1f]", " ", title).split())
            values |= dict.fromkeys(names, title[: self.fields[names[0]].max_length])
        return values

    def own_title(self) -> str:
        """Return the title that the file gives itself, where it can."""
        return ""


class PictureUploadField(WagtailImageField):
    """Takes nothing of an upload but the picture; see `pictures`.

    Wagtail's own field unpacks a picture before it counts the pixels, and fails on half a file.
    """

    def check_image_pixel_size(self, f: File) -> None:
        """Leave it to the cleaning, which counts first."""

    def to_python(self, data: Any) -> CleanPicture | None:
        """Return the cleaned picture, or None where nothing was uploaded."""
        file = super().to_python(data)
        if file is None:
            return None
        if not isinstance(file, CleanPicture):
            refuse_viruses(file)
        cleaned = clean_picture(file)
        check_room(cleaned)
        return cleaned


class PortalImageForm(LocalizedFormMixin, TitledUploadForm, BaseImageForm):
    """The form of a picture."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Put our field in the place of Wagtail's, and say what a description is for."""
        super().__init__(*args, **kwargs)
        if stock := self.fields.get("file"):
            self.fields["file"] = PictureUploadField(
                label=stock.label, required=stock.required, widget=stock.widget
            )
        label = _("Text alternative")
        for code in languages.codes():
            if field := self.fields.get(languages.field_name("description", code)):
                field.label = f"{label} [{code}]"
                field.help_text = _(
                    "What the picture shows, for readers who do not see it; a screen reader speaks it."
                )


class PortalDocumentForm(LocalizedFormMixin, TitledUploadForm, BaseDocumentForm):
    """The form of a document: refuses a file that is not what its name says, or not safe."""

    pdf: PdfFacts | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the portal's languages."""
        super().__init__(*args, **kwargs)
        if stock := self.fields.get("language"):
            names = [(code, capfirst(languages.name(code))) for code in languages.codes()]
            self.fields["language"] = forms.ChoiceField(
                choices=[("", "—"), *names],
                required=False,
                label=stock.label,
                help_text=stock.help_text,
            )

    def clean_file(self) -> Any:
        """Return the file, checked when it was uploaded just now."""
        file = self.cleaned_data["file"]
        if isinstance(file, UploadedFile):
            check_room(file)
            self.pdf = check_content(file)
        return file

    def clean(self) -> dict[str, Any]:
        """Return the values, with title and language as the file itself tells them."""
        values = super().clean()
        if self.pdf and not values.get("language"):
            values["language"] = portal_language(self.pdf.language)
        return values

    def own_title(self) -> str:
        """Return the title that a PDF gives itself."""
        return self.pdf.title if self.pdf else ""
