"""Fails where a language code stands outside its room.

A third language must cost one entry in the settings: so no other code may name a language, nor a
column of one (`title_xx`), nor an address of one (`/xx/`). Free to name them are the settings, the
catalogues, migrations, the demo content and tests.
"""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from languages import CHECKOUT, codes

ROOTS = ("bps_portal", "campaigns", "emergency", "news", "templates", "manage.py")
FREE = re.compile(r"^bps_portal/(settings|demo)/|/migrations/")

CODE = f"(?:{'|'.join(codes())})"
# The code itself or with a region; a column; an address.
IN_TEXT = re.compile(rf"^{CODE}([-_][a-z]{{2}})?$|\w_{CODE}$|(?:^|/){CODE}/", re.IGNORECASE)
NAME = re.compile(rf"\w_{CODE}$")
IN_TEMPLATE = re.compile(
    rf"""["'/]{CODE}([-_][a-z]{{2}})?["'/]|\w_{CODE}\b|lang=["']?{CODE}\b""", re.IGNORECASE
)


def main() -> int:
    """Print every finding as `file:line: text`; return the exit status."""
    count = 0
    for file in _files():
        name = file.relative_to(CHECKOUT).as_posix()
        if FREE.search(name):
            continue
        find = in_python if file.suffix == ".py" else in_template
        for line, found in find(file.read_text()):
            sys.stdout.write(
                f"{name}:{line}: {found!r} names a language: use bps_portal.languages\n"
            )
            count += 1
    return 1 if count else 0


def _files() -> Iterator[Path]:
    for root in ROOTS:
        path = CHECKOUT / root
        if path.is_file():
            yield path
        for pattern in ("*.py", "*.html", "*.txt", "*.xml"):
            yield from sorted(path.rglob(pattern))


def in_python(source: str) -> Iterator[tuple[int, str]]:
    """Yield the line and the text of each code in a Python file."""
    tree = ast.parse(source)
    told = {id(node) for node in _docstrings(tree)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
            if IN_TEXT.search(node.value):
                yield node.lineno, node.value
        else:
            for field in ("id", "attr", "arg", "name"):
                value = getattr(node, field, None)
                if isinstance(value, str) and NAME.search(value):
                    yield getattr(node, "lineno", 0), value


def _docstrings(tree: ast.AST) -> Iterator[ast.AST]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            yield node.value


def in_template(source: str) -> Iterator[tuple[int, str]]:
    """Yield the line and the text of each code in a template."""
    for number, line in enumerate(source.splitlines(), start=1):
        for found in IN_TEMPLATE.finditer(line):
            yield number, found[0]


if __name__ == "__main__":
    sys.exit(main())
