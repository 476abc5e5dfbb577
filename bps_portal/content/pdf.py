"""What a PDF holds: whether it is safe to publish, and what it says about itself."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from io import BytesIO
from typing import IO, Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from pypdf import PdfReader
from pypdf.errors import PyPdfError
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

UNREADABLE = (
    PyPdfError,
    ValueError,
    TypeError,
    KeyError,
    AttributeError,
    IndexError,
    OverflowError,
    RecursionError,
    OSError,
)
# Where the trailer of a whole file stands, and lines after it that have the index made anew
# (ISO 32000-2, 7.5.5).
TRAILER_LENGTH = 1024
NO_INDEX = b"\nstartxref\n0\n%%EOF\n"
# Actions that do something to the reader's machine (ISO 32000-2, 12.6.4).
ACTIVE_ACTIONS = {
    "/GoToE",
    "/ImportData",
    "/JavaScript",
    "/Launch",
    "/Rendition",
    "/RichMediaExecute",
    "/SubmitForm",
}


@dataclass(frozen=True)
class PdfFacts:
    """What a PDF says about itself; `language` is BCP 47, empty where it says nothing.

    `tagged` tells whether screen readers know headings, lists and the order of reading
    (ISO 14289-1), `shows_title` whether a window shows the title in place of the file's name.
    """

    pages: int
    title: str
    language: str
    author: str
    tagged: bool
    shows_title: bool

    def as_dict(self) -> dict[str, Any]:
        """Return the facts as plain values."""
        return asdict(self)


def read_pdf(file: IO[bytes]) -> PdfFacts:
    """Return what the PDF in `file` says about itself.

    Raises:
        ValidationError: where it is encrypted or damaged, runs programs or holds other files; the
            sentence is in the active language.
    """
    file.seek(0)
    try:
        reader = _reader(file)
        if reader.is_encrypted:
            raise ValidationError(_("This PDF is encrypted. Save it without a password."), "locked")
        facts = _facts(reader)
        for found in _dictionaries(reader):
            _refuse_what_is_not_a_document(found)
    except UNREADABLE as error:
        raise ValidationError(_("This PDF is damaged and cannot be opened."), "damaged") from error
    finally:
        file.seek(0)
    if not facts.pages:
        raise ValidationError(_("This PDF is damaged and cannot be opened."), "damaged")
    return facts


def _reader(file: IO[bytes]) -> PdfReader:
    """Return the reader of a PDF, also of one that is whole but for the place of its index.

    Every viewer opens such a file, so an editor would not see why it is refused.
    """
    try:
        return PdfReader(file)
    except PyPdfError:
        file.seek(0)
        content = file.read()
        if b"trailer" not in content[-TRAILER_LENGTH:]:
            raise
        return PdfReader(BytesIO(content + NO_INDEX))


def _facts(reader: PdfReader) -> PdfFacts:
    root = reader.root_object
    metadata = reader.metadata
    return PdfFacts(
        pages=len(reader.pages),
        title=str((metadata and metadata.title) or "").strip(),
        language=str(root.get("/Lang", "")).strip(),
        author=str((metadata and metadata.author) or "").strip(),
        tagged="/StructTreeRoot" in root and bool(_part(root, "/MarkInfo").get("/Marked")),
        shows_title=bool(_part(root, "/ViewerPreferences").get("/DisplayDocTitle")),
    )


def _part(root: DictionaryObject, name: str) -> dict[str, Any]:
    part = root.get(name)
    value = part.get_object() if part is not None else None
    return value if isinstance(value, dict) else {}


def _dictionaries(reader: PdfReader) -> Iterator[DictionaryObject]:
    """Yield every dictionary of the file, wherever it hangs."""
    numbers = {(number, gen) for gen, found in reader.xref.items() for number in found}
    numbers |= {(number, 0) for number in reader.xref_objStm}
    for number, generation in numbers:
        yield from _inside(reader.get_object(IndirectObject(number, generation, reader)))


def _inside(value: Any) -> Iterator[DictionaryObject]:
    if isinstance(value, DictionaryObject):
        yield value
        for part in value.values():
            yield from _inside(part)
    elif isinstance(value, ArrayObject):
        for part in value:
            yield from _inside(part)


def _refuse_what_is_not_a_document(found: DictionaryObject) -> None:
    if found.get("/S") in ACTIVE_ACTIONS or {"/JS", "/XFA"} & found.keys():
        raise ValidationError(
            _("This PDF runs programs or sends data. Export it again without scripts or forms."),
            "active",
        )
    if "/EF" in found or found.get("/Type") == "/EmbeddedFile":
        raise ValidationError(
            _("This PDF has other files inside. Take them out and upload them by themselves."),
            "attachments",
        )
