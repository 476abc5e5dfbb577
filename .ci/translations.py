"""Keeps the catalogues of translations in step with the code.

    python .ci/translations.py check    fails where a text is missing, empty, unsure or stale
    python .ci/translations.py update   extracts the texts into the catalogues and compiles them

Both need GNU gettext.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po
from languages import CHECKOUT, codes

SOURCES = ("bps_portal", "campaigns", "emergency", "news", "templates")
SUFFIXES = {".py", ".html", ".txt", ".xml"}

Key = tuple[str, str]


def main(words: list[str]) -> int:
    """Check or update; return the exit status."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder)
        if words == ["check"]:
            return check(extract(copy))
        if words == ["update"]:
            return update(copy)
    sys.stderr.write(f"{__doc__}\n")
    return 2


def check(texts: Catalog) -> int:
    """Print what is wrong with each catalogue; return the exit status."""
    wanted = {_key(message) for message in texts if message.id}
    problems = [
        f"{_path(code).relative_to(CHECKOUT)}: {problem}"
        for code in codes()
        for problem in _problems(_path(code), wanted)
    ]
    for problem in problems:
        sys.stdout.write(f"{problem}\n")
    if problems:
        sys.stdout.write("`make messages` extracts the texts; then translate them.\n")
    return 1 if problems else 0


def _problems(path: Path, wanted: set[Key]) -> Iterator[str]:
    if not path.exists():
        yield "is missing"
        return
    form = subprocess.run(
        ["msgfmt", "--check", "--output-file=/dev/null", path],
        capture_output=True,
        text=True,
        check=False,
    )
    if form.returncode:
        yield form.stderr.strip()
        return
    catalogue = _read(path)
    known = {_key(message): message for message in catalogue if message.id}
    for context, text in sorted(wanted - set(known)):
        yield f"missing {context} {text!r}"
    for context, text in sorted(set(known) - wanted):
        yield f"stale {context} {text!r}"
    for key, message in known.items():
        given = message.string if isinstance(message.string, (list, tuple)) else [message.string]
        if not all(given):
            yield f"empty {key[1]!r}"
        if message.fuzzy:
            yield f"fuzzy {key[1]!r}"


def update(copy: Path) -> int:
    """Extract the texts into every catalogue, then compile it."""
    extract(copy, keep=True)
    for code in codes():
        _path(code).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(_path(code, copy), _path(code))
    sys.path.insert(0, str(CHECKOUT))
    from bps_portal.launcher.messages import compile_messages  # noqa: PLC0415

    compile_messages()
    return 0


def extract(copy: Path, *, keep: bool = False) -> Catalog:
    """Extract the texts of the code inside a copy of it; `keep` merges them with what is known."""
    for name in SOURCES:
        shutil.copytree(CHECKOUT / name, copy / name, ignore=_unwanted)
    (copy / "locale").mkdir()
    for code in codes():
        if keep and _path(code).exists():
            _path(code, copy).parent.mkdir(parents=True)
            shutil.copy(_path(code), _path(code, copy))
    languages = [word for code in codes() for word in ("--locale", code)]
    options = ["--keep-pot", "--no-obsolete", "--no-wrap", "--add-location=file"]
    django_admin = [sys.executable, "-m", "django", "makemessages", *languages, *options]
    # Without settings: they would name the real folders.
    environment = {key: value for key, value in os.environ.items() if "SETTINGS" not in key}
    done = subprocess.run(
        django_admin, cwd=copy, env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise SystemExit(done.stdout + done.stderr)
    template = copy / "locale" / "django.pot"
    # The number of plural forms is each language's own, so the template leaves it open.
    template.write_text(template.read_text().replace("nplurals=INTEGER", "nplurals=2"))
    return _read(template)


def _unwanted(folder: str, names: list[str]) -> set[str]:
    return {
        name
        for name in names
        if name in {"__pycache__", "launcher"}
        or not ((Path(folder) / name).is_dir() or Path(name).suffix in SUFFIXES)
    }


def _path(code: str, root: Path = CHECKOUT) -> Path:
    return root / "locale" / code / "LC_MESSAGES" / "django.po"


def _read(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file)


def _key(message: Message) -> Key:
    text = message.id if isinstance(message.id, str) else message.id[0]
    return message.context or "", text


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
