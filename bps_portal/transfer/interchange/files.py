"""The files of an interchange folder: written and read without ever leaving it."""

import json
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import tomli_w

FRONT = "front.toml"
FORMAT = 1
# A page with its bodies holds some hundred kilobytes.
MOST_BYTES = 5_000_000


class UnreadableError(ValueError):
    """A place of the folder cannot be read; the message is one clear sentence."""


def write_toml(path: Path, values: dict[str, Any]) -> None:
    """Write values as TOML; the same values always give the same bytes."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(tomli_w.dumps(values), encoding="utf-8", newline="\n")


def write_json(path: Path, value: Any) -> None:
    """Write a body as JSON, a line for each value, so that versions can be compared."""
    text = json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True)
    path.write_text(f"{text}\n", encoding="utf-8", newline="\n")


def read_toml(path: Path) -> dict[str, Any]:
    """Return the values of a TOML file.

    Raises:
        UnreadableError: where it is missing, too large, a link, or no TOML.
    """
    try:
        return tomllib.loads(read_text(path))
    except tomllib.TOMLDecodeError as error:
        raise UnreadableError(f"{path.name} is no TOML ({error})") from error
    except RecursionError as error:
        raise UnreadableError(f"{path.name} is nested too deeply") from error


def read_json(path: Path) -> Any:
    """Return the value of a JSON file.

    Raises:
        UnreadableError: where it is missing, too large, a link, or no JSON.
    """
    try:
        return json.loads(read_text(path))
    except (ValueError, RecursionError) as error:
        if isinstance(error, UnreadableError):
            raise
        raise UnreadableError(f"{path.name} is no JSON ({error})") from error


def read_text(path: Path) -> str:
    """Return the text of a file.

    Raises:
        UnreadableError: where it is missing, too large, a link, or not UTF-8.
    """
    check_file(path)
    if path.stat().st_size > MOST_BYTES:
        raise UnreadableError(f"{path.name} is larger than {MOST_BYTES:,} bytes")
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise UnreadableError(f"{path.name} is not UTF-8") from error
    if "\0" in text:
        raise UnreadableError(f"{path.name} holds zero bytes")
    return text


def check_file(path: Path) -> None:
    """Refuse what is no plain file.

    Raises:
        UnreadableError: for a link, a folder, or nothing.
    """
    if path.is_symlink():
        raise UnreadableError(f"{path.name} is a symbolic link, which is never followed")
    if not path.is_file():
        raise UnreadableError(f"{path.name} is missing")


def inside(folder: Path, name: Any) -> Path:
    """Return the plain file `name` right inside `folder`.

    Raises:
        UnreadableError: for a name that leads elsewhere, a link, or nothing.
    """
    if not isinstance(name, str) or not name or Path(name).name != name or name in (".", ".."):
        raise UnreadableError(f"“{name}” is no name of a file beside {FRONT}")
    check_file(folder / name)
    return folder / name


def places(folder: Path) -> Iterator[Path]:
    """Yield the folders inside `folder` by name, links among them too."""
    if folder.is_dir() and not folder.is_symlink():
        yield from sorted(folder.iterdir())
