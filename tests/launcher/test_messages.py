"""Catalogues are compiled when they are newer than their compiled file."""

import gettext
import os
from pathlib import Path

import pytest

from bps_portal.launcher import LaunchError
from bps_portal.launcher.messages import compile_messages

CATALOGUE = """
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals=2; plural=(n > 1);\\n"

msgid "%(count)s article"
msgid_plural "%(count)s articles"
msgstr[0] "%(count)s article"
msgstr[1] "%(count)s articles"

msgid "Welcome"
msgstr "Bienvenue à Bruxelles"
"""


@pytest.fixture
def catalogue(tmp_path: Path) -> Path:
    source = tmp_path / "locale" / "fr" / "LC_MESSAGES" / "django.po"
    source.parent.mkdir(parents=True)
    source.write_text(CATALOGUE)
    return source


def test_a_catalogue_is_compiled_once(tmp_path: Path, catalogue: Path) -> None:
    assert compile_messages(tmp_path) == 1
    assert compile_messages(tmp_path) == 0
    with catalogue.with_suffix(".mo").open("rb") as file:
        texts = gettext.GNUTranslations(file)
    assert texts.gettext("Welcome") == "Bienvenue à Bruxelles"
    assert texts.ngettext("%(count)s article", "%(count)s articles", 0) == "%(count)s article"


def test_a_changed_catalogue_is_compiled_again(tmp_path: Path, catalogue: Path) -> None:
    compile_messages(tmp_path)
    later = catalogue.stat().st_mtime + 1
    os.utime(catalogue, (later, later))
    assert compile_messages(tmp_path) == 1


@pytest.mark.parametrize("broken", [b'msgid "open', b'msgid "x"\nmsgstr "\xff"\n'])
def test_a_broken_catalogue_is_named(tmp_path: Path, catalogue: Path, broken: bytes) -> None:
    catalogue.write_bytes(broken)
    with pytest.raises(LaunchError, match=r"django\.po cannot be read"):
        compile_messages(tmp_path)
    assert not catalogue.with_suffix(".mo").exists()
