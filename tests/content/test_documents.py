"""An uploaded document: really what its name says, safe, read, with a cover."""

import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template.loader import get_template
from django.test import Client
from django.urls import reverse
from django.utils.translation import override
from PIL import Image
from wagtail.models import Collection, CollectionViewRestriction

from bps_portal.content.models import PortalDocument
from tests.content.pdf_files import accessible, pdf_file, pdf_writer, with_action
from tests.factories import DocumentFactory

pytestmark = pytest.mark.django_db


def upload(client: Client, file: SimpleUploadedFile) -> dict:
    """Upload a file on the page for several, as the editor's browser does."""
    return client.post(
        reverse("wagtaildocs:add_multiple"), {"title": Path(file.name).stem, "files[]": file}
    ).json()


def encrypted() -> SimpleUploadedFile:
    writer = pdf_writer()
    writer.encrypt("secret")
    return pdf_file(writer)


def encrypted_for_printing_only() -> SimpleUploadedFile:
    writer = pdf_writer()
    writer.encrypt("", owner_password="secret")
    return pdf_file(writer)


def truncated() -> SimpleUploadedFile:
    content = pdf_file(pdf_writer(40)).read()
    return SimpleUploadedFile("a.pdf", content[: len(content) // 2])


def without_pages() -> SimpleUploadedFile:
    return pdf_file(pdf_writer(0))


def disguised() -> SimpleUploadedFile:
    return SimpleUploadedFile("a.pdf", b"<html><script>alert(1)</script></html>")


def scripted() -> SimpleUploadedFile:
    return pdf_file(with_action("/JavaScript"))


def launching_programs() -> SimpleUploadedFile:
    return pdf_file(with_action("/Launch"))


def with_a_file_inside() -> SimpleUploadedFile:
    writer = pdf_writer()
    writer.add_attachment("virus.exe", b"MZ")
    return pdf_file(writer)


@pytest.mark.parametrize(
    ("make", "fr", "nl"),
    [
        (encrypted, "chiffré", "versleuteld"),
        (encrypted_for_printing_only, "chiffré", "versleuteld"),
        (truncated, "endommagé", "beschadigd"),
        (without_pages, "endommagé", "beschadigd"),
        (disguised, "n’est pas un fichier de type PDF", "is geen bestand van het type PDF"),
        (scripted, "programmes", "programma"),
        (launching_programs, "programmes", "programma"),
        (with_a_file_inside, "autres fichiers", "andere bestanden"),
    ],
)
def test_a_pdf_that_is_not_fit_to_publish_is_refused_with_the_reason(
    editor_client: Client, make: Callable[[], SimpleUploadedFile], fr: str, nl: str
) -> None:
    answer = upload(editor_client, make())
    assert not answer["success"]
    assert {"fr": fr, "nl": nl}[editor_client.language] in answer["error_message"]
    # One reason, without another that follows from it.
    assert "\n" not in answer["error_message"]
    assert not PortalDocument.objects.exists()


@pytest.mark.parametrize(
    "name", ["Été – l’hôpital & cœur.pdf", unicodedata.normalize("NFD", "Été dépliant.pdf")]
)
def test_a_pdf_without_an_index_opens_as_in_every_viewer(editor_client: Client, name: str) -> None:
    content = pdf_file(pdf_writer(3)).read()
    whole = content[: content.index(b"startxref")]
    assert upload(editor_client, SimpleUploadedFile(name, whole))["success"]
    document = PortalDocument.objects.get()
    assert document.page_count == 3
    answer = editor_client.get(document.url)
    assert (answer["Content-Type"], answer.getvalue()) == ("application/pdf", whole)
    disposition = answer["Content-Disposition"]
    assert disposition.isascii()
    assert "filename*=UTF-8''" in disposition


def test_a_huge_file_is_refused(editor_client: Client, settings) -> None:
    settings.WAGTAILDOCS_MAX_UPLOAD_SIZE = 100
    answer = upload(editor_client, pdf_file(pdf_writer()))
    assert not answer["success"]
    assert "100" in answer["error_message"]


def test_a_good_pdf_fills_its_form_by_itself(editor_client: Client) -> None:
    writer = accessible(pdf_writer(3, Title="Trois jours chez soi"), "fr-BE")
    answer = upload(editor_client, pdf_file(writer))
    assert answer["success"]
    document = PortalDocument.objects.get()
    assert document.title_fr == document.title_nl == "Trois jours chez soi"
    assert document.language == "fr"
    assert document.page_count == 3
    assert document.notes == []
    assert '<option value="fr" selected>' in answer["form"]
    assert "help-warning" not in answer["form"]


def test_the_editor_is_told_what_a_file_lacks(editor_client: Client) -> None:
    answer = upload(editor_client, pdf_file(pdf_writer(Author="Camille Peeters")))
    assert answer["success"]
    document = PortalDocument.objects.get()
    assert document.title_fr == "brochure"
    page = editor_client.get(reverse("wagtaildocs:edit", args=[document.pk])).content.decode()
    words = {
        "fr": ("aucune balise", "aucun titre", "sa langue", "Camille Peeters"),
        "nl": ("geen tags", "geen titel", "zijn taal", "Camille Peeters"),
    }
    for word in words[editor_client.language]:
        assert word in page
        assert word in answer["form"]


def test_a_language_other_than_the_chosen_one_is_noted(editor_client: Client) -> None:
    document = PortalDocument(
        language="nl", file=pdf_file(accessible(pdf_writer(Title="Trois jours"), "fr"))
    )
    document.save()
    assert len(document.notes) == 1


def test_a_new_file_that_lacks_something_keeps_the_editor_on_its_page(
    editor_client: Client,
) -> None:
    document = PortalDocument(file=pdf_file(accessible(pdf_writer(Title="Bon"), "fr")))
    document.save()
    address = reverse("wagtaildocs:edit", args=[document.pk])
    values = {"title_fr": "Bon", "title_nl": "Goed", "language": "fr"}
    answer = editor_client.post(address, values)
    assert answer.url == reverse("wagtaildocs:index")
    answer = editor_client.post(address, {**values, "file": pdf_file(pdf_writer())})
    assert answer.url == address


def test_the_cover_is_the_first_page_and_follows_the_file(
    editor_client: Client, django_capture_on_commit_callbacks
) -> None:
    document = PortalDocument(file=pdf_file(pdf_writer(1)))
    document.save()
    document.refresh_from_db()
    with document.cover.open() as file:
        picture = Image.open(file)
        assert picture.format == "JPEG"
        assert picture.size == (document.cover_width, document.cover_height) == (400, 566)
    first = document.cover.name
    wide = pdf_file(pdf_writer(1, (842, 595)))
    with django_capture_on_commit_callbacks(execute=True):
        editor_client.post(
            reverse("wagtaildocs:edit", args=[document.pk]),
            {"title_fr": "a", "title_nl": "a", "file": wide},
        )
    document.refresh_from_db()
    assert (document.cover_width, document.cover_height) == (400, 283)
    storage, second = document.cover.storage, document.cover.name
    assert not storage.exists(first) or first == second
    with django_capture_on_commit_callbacks(execute=True):
        document.delete()
    assert not storage.exists(second)


def test_a_file_that_is_no_pdf_has_neither_cover_nor_notes() -> None:
    document = DocumentFactory()
    assert not document.cover
    assert document.notes == []
    assert document.page_count is None


def test_a_replaced_file_answers_at_once_at_its_former_address(
    editor_client: Client, client: Client
) -> None:
    document = PortalDocument(file=pdf_file(pdf_writer(1), "brochure-2025.pdf"))
    document.save()
    address = document.url
    before = client.get(address)
    old = b"".join(before.streaming_content)
    assert {"public", "max-age=0", "s-maxage=1"} == set(before["Cache-Control"].split(", "))
    assert client.get(address, headers={"If-None-Match": before["ETag"]}).status_code == 304
    edit = reverse("wagtaildocs:edit", args=[document.pk])
    for name in ("brochure-2025.pdf", "brochure-2026.pdf"):
        file = pdf_file(pdf_writer(2, Title=name), name)
        editor_client.post(edit, {"title_fr": "a", "title_nl": "a", "file": file})
        after = client.get(address, headers={"If-None-Match": before["ETag"]}, follow=True)
        assert after.status_code == 200
        new = b"".join(after.streaming_content)
        assert new == file.file.getvalue() != old


def test_a_document_for_some_readers_does_not_tell_its_name(client: Client) -> None:
    secret = Collection.get_first_root_node().add_child(name="Secret")
    CollectionViewRestriction.objects.create(
        collection=secret, restriction_type=CollectionViewRestriction.LOGIN
    )
    document = DocumentFactory(collection=secret)
    assert client.get(f"/documents/{document.pk}/other.txt").status_code == 404


@pytest.mark.parametrize(
    "name", ["Été – l’hôpital & cœur.pdf", "E\u0301te\u0301 de\u0301pliant.pdf"]
)
def test_a_name_with_accents_reaches_the_reader(client: Client, name: str) -> None:
    document = PortalDocument(file=pdf_file(pdf_writer(), name))
    document.save()
    answer = client.get(document.url)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/pdf"
    disposition = answer["Content-Disposition"]
    assert disposition.startswith('inline; filename="Ete_')
    assert "filename*=UTF-8''%C3%89t%C3%A9_" in disposition
    assert b"".join(answer.streaming_content).startswith(b"%PDF")


@pytest.mark.parametrize("stem", ["“”", "😀", "…", "-", ".."])
def test_a_document_whose_name_has_no_letter_keeps_its_type(client: Client, stem: str) -> None:
    for _ in range(2):
        document = PortalDocument(file=pdf_file(pdf_writer(), "x.pdf"))
        document.file.name = f"{stem}.pdf"
        document.save()
        answer = client.get(document.url)
        assert answer["Content-Type"] == "application/pdf"
        assert answer.getvalue().startswith(b"%PDF")
        assert document.cover.name.endswith(".jpg")
        assert not Path(document.cover.name).name.startswith(".")


@pytest.mark.parametrize("name", ["logo.svg", "logo.SVG", "logo.svgz", "page.html", "logo.jpg"])
def test_a_type_that_is_not_allowed_is_named_as_the_reason(
    editor_client: Client, name: str
) -> None:
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'
    answer = upload(editor_client, SimpleUploadedFile(name, svg))
    assert not answer["success"]
    words = {"fr": "pas autorisée", "nl": "niet toegestaan"}[editor_client.language]
    assert words in answer["error_message"]
    assert "\n" not in answer["error_message"]
    assert not PortalDocument.objects.exists()


@pytest.mark.parametrize(("title_nl", "marked"), [("Trois jours", True), ("Drie dagen", False)])
def test_a_title_in_another_language_says_so(title_nl: str, marked: bool) -> None:
    document = DocumentFactory(title_fr="Trois jours", title_nl=title_nl, language="fr")
    template = get_template("components/download.html")
    with override("nl"):
        html = template.render({"document": document})
    assert ('lang="fr">' in html.partition("download__title")[2]) is marked
    with override("fr"):
        assert " lang=" not in template.render({"document": document})


def test_what_is_in_a_document_does_not_run_on_our_origin(client: Client) -> None:
    for name, is_framed in (("a.txt", True), ("a.pdf", False), ("a.zip", True)):
        document = DocumentFactory(file__filename=name, file__data=b"<script>alert(1)</script>")
        answer = client.get(document.url)
        assert answer.getvalue() == b"<script>alert(1)</script>"
        policy = answer["Content-Security-Policy"].split("; ")
        assert "default-src 'none'" in policy
        assert ("sandbox" in policy) is is_framed
        assert answer["Content-Disposition"].startswith("attachment") is is_framed
        assert answer["X-Content-Type-Options"] == "nosniff"
        # Open data name it.
        assert answer["Cross-Origin-Resource-Policy"] == "cross-origin"
