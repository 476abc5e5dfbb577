"""ZIP files and office documents: what could hurt whoever opens them is refused, in words."""

import socket
import struct
import threading
import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from bps_portal.content import containers
from bps_portal.content.models import PortalDocument, PortalImage
from tests.content.pdf_files import pdf_file, pdf_writer
from tests.content.picture_files import picture_file
from tests.content.test_documents import upload

pytestmark = pytest.mark.django_db
WORD = {"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<document/>"}
TEXT = {"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<a/>"}
TEMPLATE = (
    b'<Relationships><Relationship Id="r" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
    b'relationships/attachedTemplate" Target="https://evil.example/a" TargetMode="External"/>'
)
LINK = TEMPLATE.replace(b"attachedTemplate", b"hyperlink")


def packed(parts: dict[str, bytes], extension: str) -> SimpleUploadedFile:
    """Return a ZIP file with these parts."""
    output = BytesIO()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return SimpleUploadedFile(f"dossier.{extension}", output.getvalue())


def changed(file: SimpleUploadedFile, old: bytes, new: bytes) -> SimpleUploadedFile:
    """Return a file with other bytes in some places."""
    return SimpleUploadedFile(file.name, file.read().replace(old, new))


def encrypted(extension: str = "zip") -> SimpleUploadedFile:
    """Return a ZIP file that says of its parts that they are encrypted."""
    content = bytearray(packed({"a.txt": b"a"}, extension).read())
    for start, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(start) + offset] |= 1
    return SimpleUploadedFile("dossier.zip", bytes(content))


REFUSED = {
    "bomb": (lambda: packed({"a.txt": b"0" * 3_000_000}, "zip"), "décompressé", "uitgepakt"),
    "parts": (
        lambda: packed({f"{n}.txt": b"" for n in range(30)}, "zip"), "décompressé", "uitgepakt",
    ),
    "out": (lambda: packed({"../../a.txt": b"a"}, "zip"), "pas sûr", "niet veilig"),
    "markup": (lambda: packed({"<img src=x>.txt": b"a"}, "zip"), "pas sûr", "niet veilig"),
    "program": (lambda: packed({"a/Setup.EXE": b"MZ"}, "zip"), "programme", "programma"),
    "page": (lambda: packed({"a.svg": b"<svg/>"}, "zip"), "programme", "programma"),
    "nested": (lambda: packed({"a.zip": b"PK"}, "zip"), "programme", "programma"),
    "locked": (encrypted, "chiffré", "versleuteld"),
    "damaged": (
        lambda: changed(packed({"a.txt": b"a" * 99}, "zip"), b"PK\x01\x02", b"PK\x01\x00"),
        "endommagé", "beschadigd",
    ),
    "macros": (
        lambda: packed(WORD | {"word/vbaProject.bin": b"x"}, "docx"), "macros", "macro’s",
    ),
    "basic": (lambda: packed(TEXT | {"Basic/a.xml": b"x"}, "odt"), "macros", "macro’s"),
    "object": (
        lambda: packed(WORD | {"word/embeddings/oleObject1.bin": b"x"}, "docx"),
        "macros", "macro’s",
    ),
    "template": (
        lambda: packed(WORD | {"word/_rels/settings.xml.rels": TEMPLATE}, "docx"),
        "macros", "macro’s",
    ),
    "another": (
        lambda: packed(WORD, "xlsx"), "n’est pas un fichier de type XLSX", "van het type XLSX",
    ),
}  # fmt: skip


@pytest.fixture
def _small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(containers, "MOST_BYTES", 2_000_000)
    monkeypatch.setattr(containers, "MOST_PARTS", 20)


@pytest.mark.usefixtures("_small")
@pytest.mark.parametrize("kind", REFUSED)
def test_what_could_hurt_is_refused_with_the_reason(editor_client: Client, kind: str) -> None:
    make, *words = REFUSED[kind]
    answer = upload(editor_client, make())
    assert not answer["success"]
    assert words[editor_client.language == "nl"] in answer["error_message"]
    assert not PortalDocument.objects.exists()


@pytest.mark.usefixtures("_small")
def test_a_size_that_lies_helps_nobody(editor_client: Client) -> None:
    honest = packed({"a.txt": b"0" * 3_000_000}, "zip")
    lying = changed(honest, struct.pack("<I", 3_000_000), struct.pack("<I", 30))
    assert not upload(editor_client, lying)["success"]


@pytest.mark.parametrize(
    "file",
    [
        packed(WORD | {"word/_rels/document.xml.rels": LINK}, "docx"),
        packed(TEXT, "odt"),
        packed({"photos/été.jpg": b"x"}, "zip"),
    ],
    ids=["docx", "odt", "zip"],
)
def test_an_ordinary_one_is_taken(editor_client: Client, file: SimpleUploadedFile) -> None:
    file.seek(0)
    assert upload(editor_client, file)["success"]


def test_a_name_with_markup_becomes_a_plain_one(editor_client: Client) -> None:
    file = pdf_file(pdf_writer(), "<img src=x onerror=alert(1)>.pdf")
    assert upload(editor_client, file)["success"]
    document = PortalDocument.objects.get()
    assert not set("<>") & set(document.title_fr + document.title_nl + document.file.name)


class Scanner:
    """Speaks as ClamAV's daemon does; takes what holds "EICAR" for a virus."""

    def __init__(self) -> None:
        self.server = socket.create_server(("127.0.0.1", 0))
        self.url = f"tcp://127.0.0.1:{self.server.getsockname()[1]}"
        self.thread = threading.Thread(target=self.answer, daemon=True)
        self.thread.start()

    def answer(self) -> None:
        while True:
            try:
                connection, _address = self.server.accept()
            except OSError:
                return
            with connection, connection.makefile("rb") as stream:
                assert stream.read(10) == b"zINSTREAM\0"
                content = b""
                while length := struct.unpack("!I", stream.read(4))[0]:
                    content += stream.read(length)
                answer = b"Eicar-Test FOUND" if b"EICAR" in content else b"OK"
                connection.sendall(b"stream: " + answer + b"\0")


@pytest.fixture
def scanner(settings: Any) -> Iterator[Scanner]:
    """A scanner that runs."""
    started = Scanner()
    settings.CLAMAV_URL = started.url
    yield started
    started.server.shutdown(socket.SHUT_RDWR)
    started.server.close()
    started.thread.join()


@pytest.mark.usefixtures("scanner")
def test_a_virus_is_refused_and_a_clean_file_taken(editor_client: Client) -> None:
    answer = upload(editor_client, SimpleUploadedFile("a.txt", b"EICAR"))
    words = {"fr": "L’antivirus a trouvé", "nl": "De virusscanner vond"}
    assert words[editor_client.language] in answer["error_message"]
    assert upload(editor_client, SimpleUploadedFile("b.txt", b"clean"))["success"]


def test_without_the_scanners_answer_nothing_is_taken(
    editor_client: Client, settings: Any, caplog: pytest.LogCaptureFixture
) -> None:
    settings.CLAMAV_URL = "unix:///nowhere/clamd.ctl"
    answer = upload(editor_client, SimpleUploadedFile("a.txt", b"clean"))
    words = {"fr": "L’antivirus ne peut pas", "nl": "De virusscanner kan dit bestand"}
    assert words[editor_client.language] in answer["error_message"]
    picture = picture_file(Image.new("RGB", (9, 9)), "a.jpg")
    answer = editor_client.post(
        "/admin/images/multiple/add/", {"title": "a", "files[]": picture}
    ).json()
    assert words[editor_client.language] in answer["error_message"]
    assert not PortalDocument.objects.exists()
    assert not PortalImage.objects.exists()
    assert "does not answer" in caplog.text
