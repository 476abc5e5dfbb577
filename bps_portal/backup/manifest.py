"""What a backup says of itself: which portal it is from, and each of its files with a checksum."""

import hashlib
import json
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path, PurePosixPath
from typing import IO, Any

from django.core.files import File

FORMAT = 1
NAME = "manifest.json"
DATABASE = "database.dump"
MEDIA = "media"
PIECE = 1024 * 1024


class BackupError(Exception):
    """What is wrong, in one sentence; nothing has been changed."""

    @classmethod
    def because(cls, what: str, error: Exception) -> "BackupError":
        """Return it with what was not done and what an error says of the reason."""
        return cls(f"{what}: {str(error).strip().rstrip('.')}.")


@dataclass(frozen=True)
class KeptFile:
    """An upload: the field that names it, its name in the storage, and what is in it."""

    field: str
    name: str
    size: int
    sha256: str


@dataclass
class Manifest:
    """The list of contents; it is written last, so a backup without one is not whole."""

    made_at: str
    postgresql: int
    # Of each app, the migrations that the database knows.
    migrations: list[list[str]]
    database_sha256: str = ""
    files: list[KeptFile] = field(default_factory=list)
    # Files that the database named and that were lost before.
    lost: list[str] = field(default_factory=list)
    format: int = FORMAT

    def write(self, folder: Path) -> None:
        """Write it into the folder of the backup."""
        text = json.dumps(asdict(self), indent=1, ensure_ascii=False)
        (folder / NAME).write_text(text, encoding="utf-8")

    @classmethod
    def read(cls, folder: Path) -> "Manifest":
        """Return that of a backup.

        Raises:
            BackupError: where there is none that can be read.
        """
        try:
            found: dict[str, Any] = json.loads((folder / NAME).read_text(encoding="utf-8"))
            number = int(found["format"])
        except FileNotFoundError as error:
            raise BackupError(f"{folder} is no whole backup: it has no {NAME}.") from error
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise BackupError(f"{folder / NAME} is damaged: {error}.") from error
        if number > FORMAT:
            raise BackupError(
                f"{folder} is a backup of format {number}, this portal reads up to {FORMAT}:"
                " restore it with a newer portal."
            )
        try:
            found["files"] = [KeptFile(**each) for each in found["files"]]
            manifest = cls(**found)
        except (KeyError, TypeError) as error:
            raise BackupError(f"{folder / NAME} is damaged: {error}.") from error
        for kept in manifest.files:
            path = PurePosixPath(kept.name)
            if path.is_absolute() or ".." in path.parts:
                raise BackupError(f"{folder / NAME} names a file outside the uploads: {kept.name}.")
        return manifest

    def check(self, folder: Path, tell: Callable[[str], None]) -> None:
        """Compare every file with its checksum.

        Raises:
            BackupError: for the first one that is missing or differs.
        """
        _compare(folder / DATABASE, self.database_sha256)
        for kept in with_progress(self.files, "Checked", tell):
            _compare(folder / MEDIA / kept.name, kept.sha256)


def _compare(path: Path, expected: str) -> None:
    try:
        with path.open("rb") as stream:
            found = checksum(stream)
    except OSError as error:
        raise BackupError(f"The backup is damaged: {path} cannot be read ({error}).") from error
    if found != expected:
        raise BackupError(f"The backup is damaged: {path} is not what was backed up.")


def checksum(stream: IO[bytes] | File, copy_to: IO[bytes] | None = None) -> str:
    """Return the SHA-256 of what is left in a stream, which may be copied on the way."""
    digest = hashlib.sha256()
    while piece := stream.read(PIECE):
        digest.update(piece)
        if copy_to:
            copy_to.write(piece)
    return digest.hexdigest()


def with_progress[T](items: list[T], done: str, tell: Callable[[str], None]) -> Iterable[T]:
    """Yield the items and tell how far this is, ten times at most."""
    step = max(1, len(items) // 10)
    for number, item in enumerate(items, start=1):
        yield item
        if number % step == 0 or number == len(items):
            tell(f"{done} {number} of {len(items)} files.")
