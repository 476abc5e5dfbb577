"""A translator changes the texts of a file in one language; its bytes and all else stay."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests.factories import DocumentFactory, ImageFactory, UserFactory

pytestmark = pytest.mark.django_db
OTHER = {"fr": "nl", "nl": "fr"}


@pytest.fixture(params=["fr", "nl"])
def code(request: pytest.FixtureRequest) -> str:
    """The language of the translator."""
    return str(request.param)


@pytest.fixture
def translator(code: str, client: Client) -> Client:
    """The browser of a translator."""
    client.force_login(UserFactory(groups=[f"Translators ({code})"]))
    return client


@pytest.fixture(params=["document", "image"])
def file(request: pytest.FixtureRequest, db: None) -> Any:
    """A document, then a picture."""
    return {"document": DocumentFactory, "image": ImageFactory}[request.param]()


def app(file: Any) -> str:
    return "wagtailimages" if hasattr(file, "focal_point_x") else "wagtaildocs"


def edit(file: Any) -> str:
    return reverse(f"{app(file)}:edit", args=[file.pk])


def as_it_is(file: Any) -> dict[str, Any]:
    """Return what is stored of a file, with its tags."""
    found = type(file).objects.get(pk=file.pk)
    values = {field.attname: getattr(found, field.attname) for field in found._meta.fields}
    return values | {"tags": list(found.tags.names()), "file": found.file.name}


def test_the_texts_of_one_language_are_saved(file: Any, code: str, translator: Client) -> None:
    before = as_it_is(file)
    assert translator.post(edit(file), {f"title_{code}": "Neuf"}).status_code == 302
    after = as_it_is(file)
    assert after[f"title_{code}"] == "Neuf"
    assert after[f"title_{OTHER[code]}"] == before[f"title_{OTHER[code]}"]
    html = translator.get(edit(file)).content.decode()
    for closed in (f"title_{OTHER[code]}", "file", "tags", "collection", "credit"):
        assert f'name="{closed}"' not in html


@pytest.mark.parametrize("name", ["title_{other}", "tags"])
def test_what_is_not_the_translators_is_refused(
    file: Any, code: str, translator: Client, name: str
) -> None:
    before = as_it_is(file)
    crafted = name.format(other=OTHER[code])
    assert translator.post(edit(file), {f"title_{code}": "Neuf", crafted: "x"}).status_code == 200
    several = f"{'image' if app(file) == 'wagtailimages' else 'doc'}-{file.pk}"
    key = "image_id" if app(file) == "wagtailimages" else "doc_id"
    answer = translator.post(
        reverse(f"{app(file)}:edit_multiple", kwargs={key: file.pk}),
        {f"{several}-title_{code}": "Neuf", f"{several}-{crafted}": "x"},
        headers={"x-requested-with": "XMLHttpRequest"},
    )
    assert answer.json()["success"] is False
    assert as_it_is(file) == before


def test_a_translator_puts_no_other_file_in_its_place(
    file: Any, code: str, translator: Client
) -> None:
    before = as_it_is(file)
    other = SimpleUploadedFile("autre.txt", b"Autre")
    translator.post(edit(file), {f"title_{code}": before[f"title_{code}"], "file": other})
    after = as_it_is(file)
    assert (after["file"], after["file_hash"]) == (before["file"], before["file_hash"])


def test_a_translator_deletes_tags_and_files_nothing_away(file: Any, translator: Client) -> None:
    before = as_it_is(file)
    assert translator.post(reverse(f"{app(file)}:delete", args=[file.pk])).status_code == 302
    key = "image_id" if app(file) == "wagtailimages" else "doc_id"
    several = reverse(f"{app(file)}:delete_multiple", kwargs={key: file.pk})
    translator.post(several, headers={"x-requested-with": "XMLHttpRequest"})
    name = type(file)._meta.model_name
    for action in ("delete", "add_tags", "add_to_collection"):
        address = reverse("wagtail_bulk_action", args=["content", name, action])
        asked = {"tags": "x", "collection": file.collection_id}
        translator.post(f"{address}?id={file.pk}", asked)
    assert as_it_is(file) == before


def test_an_editor_deletes_what_no_page_uses(file: Any, client: Client) -> None:
    client.force_login(UserFactory(groups=["Editors"]))
    client.post(reverse(f"{app(file)}:delete", args=[file.pk]))
    assert not type(file).objects.filter(pk=file.pk).exists()
