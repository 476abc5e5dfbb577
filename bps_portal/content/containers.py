"""Checks of ZIP files and of office documents, which are ZIP files with known parts inside.

What could hurt whoever opens one is refused: bombs, programs, macros, parts that are fetched from
elsewhere, names that lead out of a folder, and what cannot be looked at.
"""

import re
import zipfile
import zlib
from pathlib import PurePosixPath
from typing import IO

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

MOST_PARTS = 5_000
# Unpacked, all parts together.
MOST_BYTES = 200 * 1024 * 1024
CHUNK = 1024 * 1024
UNREADABLE = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError)
# What says of which type an office document is (ISO/IEC 29500-2, 10; OASIS OpenDocument 1.3, part 2,
# 2.2.4).
OFFICE_PARTS = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml"}
OPEN_DOCUMENT_TYPES = {
    "odt": b"application/vnd.oasis.opendocument.text",
    "ods": b"application/vnd.oasis.opendocument.spreadsheet",
}
MACROS = re.compile(r"(^|/)(vbaProject\.bin|vbaData\.xml)$|^(Basic|Scripts)/", re.IGNORECASE)
EMBEDDED = re.compile(r"oleObject[^/]*$|/activeX/", re.IGNORECASE)
# Relationships that fetch a part from elsewhere when the document is opened.
FETCHED = re.compile(
    rb"<Relationship\b(?=[^>]*TargetMode=\"External\")"
    rb"(?=[^>]*/(attachedTemplate|oleObject|frame|subDocument|externalLinkPath)\")",
    re.IGNORECASE,
)
# Inside a plain archive: programs, pages with scripts, and further archives.
UNWANTED = re.compile(
    r"\.(7z|apk|app|bat|cab|cmd|com|cpl|dll|docm|dotm|exe|gz|hta|html?|iso|jar|jse?|lnk|msi|pif|ppam"
    r"|pptm|ps1|rar|reg|scr|sh|svg|tar|url|vb[es]|wsf|xhtml|xlsm|xml|xz|zip)$",
    re.IGNORECASE,
)


def check_container(file: IO[bytes], extension: str) -> None:
    """Check a ZIP file, or an office document of the type that `extension` names.

    Raises:
        ValidationError: with a sentence in the active language.
    """
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as archive:
            _check_parts(archive)
            _check_type(archive, extension)
            _check_activity(archive, extension)
            _unpack(archive)
    except UNREADABLE as error:
        raise ValidationError(_("This file is damaged and cannot be opened."), "damaged") from error
    finally:
        file.seek(0)


def _check_parts(archive: zipfile.ZipFile) -> None:
    parts = archive.infolist()
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_BYTES:
        raise _bomb()
    for part in parts:
        path = PurePosixPath(part.filename)
        leads_out = path.is_absolute() or ".." in path.parts or set('\\:<>"|?*') & set(str(path))
        if leads_out or not part.filename.isprintable():
            raise ValidationError(
                _("A file inside has a name that is not safe: %(name)s."),
                "name",
                {"name": ascii(part.filename)},
            )
        # The first bit says that a part is encrypted (APPNOTE.TXT, 4.4.4).
        if part.flag_bits & 1:
            raise ValidationError(
                _("This file is encrypted. Save it without a password."), "locked"
            )


def _check_type(archive: zipfile.ZipFile, extension: str) -> None:
    names = archive.namelist()
    if extension in OFFICE_PARTS:
        matches = OFFICE_PARTS[extension] in names and "[Content_Types].xml" in names
    elif extension in OPEN_DOCUMENT_TYPES:
        wanted = OPEN_DOCUMENT_TYPES[extension]
        matches = "mimetype" in names and archive.read("mimetype").strip() == wanted
    else:
        matches = True
    if not matches:
        raise ValidationError(
            _("The content of this file is not a file of type %(extension)s."),
            "content",
            {"extension": extension.upper()},
        )


def _check_activity(archive: zipfile.ZipFile, extension: str) -> None:
    is_plain = extension == "zip"
    for name in archive.namelist():
        if is_plain and UNWANTED.search(name):
            raise ValidationError(
                _("“%(name)s” inside this file is a program, a web page or a further archive."),
                "unwanted",
                {"name": name},
            )
        fetches = name.endswith(".rels") and FETCHED.search(archive.read(name))
        if not is_plain and (MACROS.search(name) or EMBEDDED.search(name) or fetches):
            raise ValidationError(
                _(
                    "This document holds macros, other objects or parts from elsewhere. Save it without."
                ),
                "active",
            )


def _unpack(archive: zipfile.ZipFile) -> None:
    """Read every part once: what a part says of its size may be a lie."""
    left = MOST_BYTES
    for name in archive.namelist():
        with archive.open(name) as part:
            while chunk := part.read(CHUNK):
                left -= len(chunk)
                if left < 0:
                    raise _bomb()


def _bomb() -> ValidationError:
    return ValidationError(
        _("Unpacked, this file is too large or has too many parts. Split it."), "bomb"
    )
