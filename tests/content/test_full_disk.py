"""The disk of uploads is full: the editor is told, and neither half a row nor half a file stays."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from bps_portal.content import forms
from bps_portal.content.models import PortalDocument, PortalImage
from tests.content.picture_files import picture_file

pytestmark = pytest.mark.django_db
NO_ROOM = {"fr": "Le serveur n’a pas de place", "nl": "De server heeft geen plaats"}
LARGE = b"Conseils " * 200_000


@pytest.fixture
def small_disk(tmp_path: Path, settings: Any) -> Iterator[Path]:
    """A real disk of a megabyte for the uploads."""
    if os.geteuid() != 0:
        pytest.skip("Only root may mount a small disk.")
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", tmp_path],
        capture_output=True,
        check=False,
    )
    if mounted.returncode:
        pytest.skip("No small disk can be mounted here.")
    settings.MEDIA_ROOT = tmp_path
    yield tmp_path
    subprocess.run(["umount", tmp_path], check=True)


def files_in(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_an_upload_without_room_is_refused_in_the_editors_language(
    editor_client: Client, small_disk: Path
) -> None:
    script = {"x-requested-with": "XMLHttpRequest"}
    document = SimpleUploadedFile("conseils.txt", LARGE)
    answer = editor_client.post(
        reverse("wagtaildocs:add_multiple"), {"title": "a", "files[]": document}, headers=script
    )
    assert not answer.json()["success"]
    assert NO_ROOM[editor_client.language] in answer.json()["error_message"]
    (small_disk / "filler").write_bytes(b"x" * 900_000)
    picture = picture_file(Image.new("RGB", (300, 200)), "parc.jpg")
    answer = editor_client.post(
        reverse("wagtailimages:add_multiple"), {"title": "a", "files[]": picture}, headers=script
    )
    assert NO_ROOM[editor_client.language] in answer.json()["error_message"]
    assert not PortalImage.objects.exists()
    assert not PortalDocument.objects.exists()
    assert files_in(small_disk) == [small_disk / "filler"]


def test_a_disk_that_fills_up_meanwhile_keeps_no_half_file(
    client: Client, admin_user: Any, small_disk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(forms, "check_room", lambda _file: None)
    client.force_login(admin_user)
    client.raise_request_exception = False
    typed = {
        "title_fr": "Conseils",
        "title_nl": "Raad",
        "collection": "1",
        "file": SimpleUploadedFile("conseils.txt", LARGE),
    }
    by_hand = {"origin": "http://testserver", "accept": "text/html"}
    answer = client.post(reverse("wagtaildocs:add"), typed, headers=by_hand)
    assert answer.status_code == 500
    # What was typed is given back; the file has to be chosen again.
    assert 'value="Raad"' in answer.text
    assert not PortalDocument.objects.exists()
    assert files_in(small_disk) == []
