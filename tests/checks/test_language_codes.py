"""The check that keeps language codes in their room."""

import importlib.util
import sys
from types import ModuleType

import pytest

from bps_portal.launcher import CHECKOUT


@pytest.fixture(scope="module")
def check() -> ModuleType:
    """The script, which stands outside every package."""
    folder = CHECKOUT / ".ci"
    sys.path.insert(0, str(folder))
    try:
        spec = importlib.util.spec_from_file_location("checked", folder / "language_codes.py")
        assert spec
        assert spec.loader
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
    finally:
        sys.path.remove(str(folder))
    return module


@pytest.mark.parametrize(
    "source",
    [
        "code = 'fr'",
        "code = 'nl-be'",
        "field = 'title_nl'",
        "page.title_fr",
        "title_fr = 1",
        "make(title_nl='x')",
        "address = '/nl/nieuws/'",
        "def title_fr(): ...",
    ],
)
def test_a_code_in_python_is_found(check: ModuleType, source: str) -> None:
    assert [line for line, _ in check.in_python(source)] == [1]


@pytest.mark.parametrize(
    "source",
    [
        '"""Shows `title_fr` beside title_nl."""',
        "text = 'franc'",
        "x = from_field",
        "url = 'https://example.org/from/'",
    ],
)
def test_what_only_looks_like_one_is_left_alone(check: ModuleType, source: str) -> None:
    assert list(check.in_python(source)) == []


@pytest.mark.parametrize(
    "source",
    ['<html lang="fr">', "{{ page.title_nl }}", '<a href="/fr/contact/">', "{% language 'nl' %}"],
)
def test_a_code_in_a_template_is_found(check: ModuleType, source: str) -> None:
    assert list(check.in_template(source))


def test_a_template_that_asks_for_the_language_is_left_alone(check: ModuleType) -> None:
    assert list(check.in_template('<html lang="{{ code }}"><p>frais de nl')) == []
