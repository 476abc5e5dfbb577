"""Checks of uploaded documents: a file must be what its name says."""

import filetype
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import FileExtensionValidator
from django.utils.translation import gettext as _

from .containers import check_container
from .films import check_captions, check_mp4
from .pdf import PdfFacts, read_pdf
from .virus_scan import refuse_viruses

HEAD_LENGTH = 8192
CONTAINER_EXTENSIONS = {"docx", "xlsx", "odt", "ods", "zip"}
TEXT_EXTENSIONS = {"csv", "txt", "vtt"}
CLOSER_CHECKS = {"mp4": check_mp4, "vtt": check_captions}


def check_content(file: UploadedFile) -> PdfFacts | None:
    """Check that the type of `file` is allowed and that its bytes are of it.

    Returns what a PDF says about itself, and None for other files.

    Raises:
        ValidationError: with a sentence in the editor's language.
    """
    FileExtensionValidator(settings.WAGTAILDOCS_EXTENSIONS)(file)
    extension = (file.name or "").rpartition(".")[2].lower()
    head = _head(file)
    if extension in TEXT_EXTENSIONS:
        matches = filetype.guess(head) is None and b"\0" not in head
    elif extension in CONTAINER_EXTENSIONS:
        matches = head.startswith(b"PK\x03\x04")
    else:
        guess = filetype.guess(head)
        matches = guess is not None and guess.extension == extension
    if not matches:
        raise ValidationError(
            _("The content of “%(name)s” is not a file of type %(extension)s."),
            "content",
            {"name": file.name, "extension": extension.upper() or "?"},
        )
    refuse_viruses(file)
    if extension in CONTAINER_EXTENSIONS:
        check_container(file, extension)
    if closer_check := CLOSER_CHECKS.get(extension):
        closer_check(file)
    return read_pdf(file) if extension == "pdf" else None


def _head(file: UploadedFile) -> bytes:
    file.seek(0)
    head: bytes = file.read(HEAD_LENGTH)
    file.seek(0)
    return head
