"""Checks of uploaded documents: a file must be what its name says."""

from collections.abc import Callable
from typing import IO

import filetype
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from pypdf import PdfReader
from pypdf.errors import PyPdfError

HEAD_LENGTH = 8192
# Office formats are ZIP containers; what is inside is not opened here.
CONTAINER_EXTENSIONS = {"docx", "xlsx", "odt", "ods"}
TEXT_EXTENSIONS = {"csv", "txt"}


def check_content(file: UploadedFile) -> None:
    """Check that the bytes of `file` are of the type that its name says.

    Raises:
        ValidationError: with a sentence in the editor's language.
    """
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
    if extension == "pdf":
        _read_pdf(file, lambda reader: len(reader.pages))


def count_pages(file: IO[bytes]) -> int | None:
    """Return the number of pages of a PDF, or None where `file` is none or cannot be read."""
    try:
        return _read_pdf(file, lambda reader: len(reader.pages))
    except ValidationError:
        return None


def _read_pdf[T](file: IO[bytes], read: Callable[[PdfReader], T]) -> T:
    file.seek(0)
    try:
        reader = PdfReader(file)
        if reader.is_encrypted:
            raise ValidationError(_("This PDF is encrypted. Save it without a password."), "locked")
        return read(reader)
    except (PyPdfError, ValueError, TypeError, KeyError, RecursionError, OSError) as error:
        raise ValidationError(_("This PDF is damaged and cannot be opened."), "damaged") from error
    finally:
        file.seek(0)


def _head(file: UploadedFile) -> bytes:
    file.seek(0)
    head: bytes = file.read(HEAD_LENGTH)
    file.seek(0)
    return head
