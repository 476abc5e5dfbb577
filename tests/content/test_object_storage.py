"""Uploads in a bucket of an S3 server, and pictures at their public address."""

from io import BytesIO

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image
from wagtail.models import Collection, CollectionViewRestriction

from bps_portal.content.models import PortalDocument, PortalImage
from tests.content.pdf_files import pdf_file, pdf_writer
from tests.content.picture_files import picture_file
from tests.factories import DocumentFactory, ImageFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client: Client) -> Client:
    """The browser of an administrator."""
    client.force_login(UserFactory(is_superuser=True, is_staff=True))
    return client


def test_an_uploaded_picture_is_read_from_the_bucket_and_leaves_it_when_deleted(
    bucket, editor: Client, django_capture_on_commit_callbacks
):
    file = picture_file(Image.new("RGB", (900, 600), "green"), "parc.png")
    address = reverse("wagtailimages:add_multiple")
    assert editor.post(address, {"title": "Parc", "files[]": file}).json()["success"]
    picture = PortalImage.objects.get()
    rendition = picture.get_rendition("width-400|format-webp")
    assert {picture.file.name, rendition.file.name} <= bucket()
    assert rendition.url == f"/media/{rendition.file.name}"
    answer = Client().get(rendition.url)
    assert answer.headers["Content-Type"] == "image/webp"
    assert answer.headers["Cache-Control"] == "public, max-age=300"
    with Image.open(BytesIO(b"".join(answer.streaming_content))) as shown:
        assert shown.size == (400, 266)
    with django_capture_on_commit_callbacks(execute=True):
        editor.post(reverse("wagtailimages:delete", args=[picture.pk]))
    assert not {picture.file.name, rendition.file.name} & bucket()


def test_an_uploaded_document_is_read_replaced_and_deleted(
    bucket, editor: Client, django_capture_on_commit_callbacks
):
    address = reverse("wagtaildocs:add_multiple")
    first = pdf_file(pdf_writer(2), "guide.pdf")
    assert editor.post(address, {"title": "Guide", "files[]": first}).json()["success"]
    document = PortalDocument.objects.get()
    assert {document.file.name, document.cover.name} <= bucket()
    reader = Client()
    whole = reader.get(document.url)
    content = b"".join(whole.streaming_content)
    assert content.startswith(b"%PDF")
    assert whole.headers["Content-Length"] == str(len(content))
    part = reader.get(document.url, headers={"range": "bytes=0-3"})
    assert (part.status_code, b"".join(part.streaming_content)) == (206, b"%PDF")
    assert reader.get(f"/media/{document.cover.name}").status_code == 200

    before, old_url = document.file.name, document.url
    form = {"title_fr": "Guide", "title_nl": "Gids", "collection": document.collection_id}
    second = pdf_file(pdf_writer(5), "gids.pdf")
    edit = reverse("wagtaildocs:edit", args=[document.pk])
    with django_capture_on_commit_callbacks(execute=True):
        assert editor.post(edit, form | {"file": second}).status_code == 302
    document.refresh_from_db()
    assert document.page_count == 5
    assert before not in bucket()
    assert reader.get(old_url).url == document.url
    with django_capture_on_commit_callbacks(execute=True):
        editor.post(reverse("wagtaildocs:delete", args=[document.pk]))
    assert not {document.file.name, document.cover.name} & bucket()


def test_a_protected_document_has_no_address_beside_its_own(bucket):
    secret = Collection.get_first_root_node().add_child(name="Interne")
    CollectionViewRestriction.objects.create(
        collection=secret, restriction_type=CollectionViewRestriction.LOGIN
    )
    document = DocumentFactory(collection=secret)
    assert document.file.name in bucket()
    reader = Client()
    assert reader.get(document.url).status_code == 302
    for path in (document.file.name, f"./{document.file.name}", f"x/../{document.file.name}"):
        assert reader.get(f"/media/{path}").status_code == 404, path


def test_pictures_may_have_another_host(bucket, settings):
    settings.MEDIA_URL = "https://files.example.org/"
    picture = ImageFactory()
    assert picture.file.url == f"https://files.example.org/{picture.file.name}"


@pytest.mark.parametrize(
    "path", ["none.jpg", "documents/guide.pdf", "../settings.py", "/etc/passwd", "images", "a\0b"]
)
def test_nothing_else_is_given_out_from_the_disk(path: str):
    default_storage.save("documents/guide.pdf", SimpleUploadedFile("guide.pdf", b"%PDF"))
    default_storage.save("images/a.jpg", SimpleUploadedFile("a.jpg", b"a"))
    assert Client().get(f"/media/{path}").status_code == 404
