"""PDF files, good and bad."""

from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from pypdf import PdfWriter
from pypdf.generic import (
    BooleanObject,
    DecodedStreamObject,
    DictionaryObject,
    NameObject,
    TextStringObject,
)

A4 = (595, 842)


def pdf_writer(pages: int = 2, size: tuple[int, int] = A4, **metadata: str) -> PdfWriter:
    """Return a PDF of empty pages; `metadata` are its Title, Author and so on."""
    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(*size)
    writer.add_metadata({f"/{name}": value for name, value in metadata.items()})
    return writer


def accessible(writer: PdfWriter, language: str) -> PdfWriter:
    """Add what a screen reader asks for."""
    yes = BooleanObject(True)
    parts: dict[str, Any] = {
        "/Lang": TextStringObject(language),
        "/MarkInfo": DictionaryObject({NameObject("/Marked"): yes}),
        "/StructTreeRoot": DictionaryObject({NameObject("/Type"): NameObject("/StructTreeRoot")}),
        "/ViewerPreferences": DictionaryObject({NameObject("/DisplayDocTitle"): yes}),
    }
    writer.root_object.update({NameObject(name): part for name, part in parts.items()})
    return writer


def pdf_file(writer: PdfWriter, name: str = "brochure.pdf") -> SimpleUploadedFile:
    """Return the PDF as an upload."""
    output = BytesIO()
    writer.write(output)
    return SimpleUploadedFile(name, output.getvalue(), "application/pdf")


def with_action(kind: str) -> PdfWriter:
    """Return a PDF whose first page has a link that does something: `/JavaScript`, `/Launch`."""
    writer = pdf_writer()
    action = DictionaryObject(
        {NameObject("/S"): NameObject(kind), NameObject("/F"): TextStringObject("calc.exe")}
    )
    link = DictionaryObject({NameObject("/Subtype"): NameObject("/Link"), NameObject("/A"): action})
    writer.pages[0][NameObject("/Annots")] = writer._add_object(link)
    return writer


def with_text(text: str) -> PdfWriter:
    """Return a PDF whose first page says `text` (ASCII)."""
    writer = pdf_writer(pages=1)
    page = writer.pages[0]
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica"),
        }
    )
    fonts = DictionaryObject({NameObject("/F1"): writer._add_object(font)})
    page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
    content = DecodedStreamObject()
    content.set_data(f"BT /F1 24 Tf 72 700 Td ({text}) Tj ET".encode())
    page[NameObject("/Contents")] = writer._add_object(content)
    return writer
