"""The words of a PDF."""

from typing import IO

import pypdfium2

from .covers import pdfium_lock

MOST_PAGES = 200


def text_in(file: IO[bytes]) -> str:
    """Return the words of the first 200 pages of the PDF in `file`, "" where it cannot be read."""
    texts = []
    try:
        file.seek(0)
        with pdfium_lock, pypdfium2.PdfDocument(file.read()) as document:
            for number in range(min(len(document), MOST_PAGES)):
                page = document[number].get_textpage()
                texts.append(page.get_text_bounded())
    except (pypdfium2.PdfiumError, OSError, ValueError):
        pass
    return "\n".join(texts)
