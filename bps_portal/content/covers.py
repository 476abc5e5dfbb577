"""The cover of a brochure: a small picture of its first page."""

from functools import partial
from io import BytesIO
from threading import Lock
from typing import IO, Any

import pypdfium2
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

# In pixels; twice the width at which a page shows it.
WIDTH, MOST_HEIGHT = 400, 1000
QUALITY = 80
# PDFium may be used by one thread at a time.
pdfium_lock = Lock()


def draw_cover(file: IO[bytes]) -> ContentFile | None:
    """Return the first page of the PDF in `file` as a JPEG, or None where it cannot be drawn."""
    file.seek(0)
    try:
        with pdfium_lock, pypdfium2.PdfDocument(file.read()) as document:
            page = document[0]
            scale = min(WIDTH / page.get_width(), MOST_HEIGHT / page.get_height())
            picture = page.render(scale=scale).to_pil()
            picture.thumbnail((WIDTH, MOST_HEIGHT))
    except (pypdfium2.PdfiumError, IndexError, ValueError, ZeroDivisionError):
        return None
    finally:
        file.seek(0)
    output = BytesIO()
    picture.convert("RGB").save(output, "JPEG", quality=QUALITY, optimize=True, progressive=True)
    return ContentFile(output.getvalue())


def delete_when_committed(name: str) -> None:
    """Delete the file of a cover once the database has forgotten it."""
    transaction.on_commit(partial(default_storage.delete, name))


def delete_cover_with_document(instance: Any, **_kwargs: Any) -> None:
    """Delete the cover of a document that was deleted (a receiver of `post_delete`)."""
    if instance.cover:
        delete_when_committed(instance.cover.name)
