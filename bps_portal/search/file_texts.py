"""The text of documents, kept so that a file is read once."""

from contextlib import suppress

from bps_portal.content.models import PortalDocument
from bps_portal.content.pdf_text import text_in

from .models import FileText


def text_of(document: PortalDocument) -> str:
    """Return the words of a PDF; "" for what is no PDF, is damaged or is missing."""
    if not document.filename.lower().endswith(".pdf"):
        return ""
    known = FileText.objects.filter(document=document).first()
    if known and document.file_hash and known.file_hash == document.file_hash:
        return known.text
    text = ""
    with suppress(OSError), document.file.open("rb") as file:
        text = text_in(file).replace("\0", " ")
    FileText.objects.update_or_create(
        document=document, defaults={"file_hash": document.file_hash, "text": text}
    )
    return text
