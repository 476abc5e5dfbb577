"""Reads the files of content/: TOML, one file per page, both languages side by side.

A page's file holds what belongs to the page itself at the top (theme, date, picture), then one
table per language ([fr], [nl]) with its texts, then its change notes ([[notes]]) and the blocks of
the body ([[body]]) in order. A block holds its text under each language's code, so the languages
always have the same blocks. With [exception] an administrator has let one language follow, whose
body is still to be written.
"""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bps_portal import languages

DEMO = Path(__file__).resolve().parent
CONTENT = DEMO / "content"
PICTURES = DEMO / "pictures"
BROCHURES = DEMO / "brochures" / "pdf"
FILMS = DEMO / "films"

Entry = Mapping[str, Any]


def entries(name: str) -> dict[str, Entry]:
    """Return the tables of content/`name`.toml by their key, in the order of the file."""
    return _read(CONTENT / f"{name}.toml")


def pages(folder: str) -> dict[str, Entry]:
    """Return the pages of a folder of content/ by their key (the file's name), oldest first."""
    found = {path.stem: _read(path) for path in sorted((CONTENT / folder).glob("*.toml"))}
    return dict(sorted(found.items(), key=lambda item: str(item[1].get("date", ""))))


def texts(entry: Entry, *names: str) -> dict[str, str]:
    """Return what `entry` says in every language, by column: {"title_fr": ..., "title_nl": ...}.

    Args:
        entry: has a table per language.
        names: the texts wanted; without any, all that the tables hold.
    """
    return {
        languages.field_name(name, code): text
        for code in languages.required_codes()
        for name, text in entry.get(code, {}).items()
        if not names or name in names
    }


def _read(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))
