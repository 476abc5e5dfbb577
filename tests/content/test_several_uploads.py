"""Uploading several files at once asks for no title; each gets one from its name."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from bps_portal.content.models import PortalDocument, PortalImage

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("kind", ["wagtailimages", "wagtaildocs"])
def test_the_page_for_several_files_opens(editor_client: Client, kind: str) -> None:
    assert editor_client.get(reverse(f"{kind}:add_multiple")).status_code == 200


def test_a_document_gets_its_title_in_every_language(editor_client: Client) -> None:
    file = SimpleUploadedFile("Été.txt", b"Conseils")
    data: dict[str, Any] = {"title": "Conseils d’été", "files[]": file}
    answer = editor_client.post(
        reverse("wagtaildocs:add_multiple"), data, headers={"x-requested-with": "XMLHttpRequest"}
    )
    assert answer.json()["success"]
    document = PortalDocument.objects.get()
    assert (document.title_fr, document.title_nl) == ("Conseils d’été", "Conseils d’été")


def test_a_damaged_picture_is_refused_and_nothing_is_kept(editor_client: Client) -> None:
    file = SimpleUploadedFile("parc.jpg", b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01", "image/jpeg")
    answer = editor_client.post(
        reverse("wagtailimages:add_multiple"),
        {"title": "Parc", "files[]": file},
        headers={"x-requested-with": "XMLHttpRequest"},
    )
    assert not answer.json()["success"]
    assert not PortalImage.objects.exists()
