"""Makes a backup: the database and every upload that it names, as of one moment."""

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper
from django.utils import timezone

from . import database, uploads
from .manifest import DATABASE, MEDIA, BackupError, KeptFile, Manifest, checksum, with_progress

# An editor who deletes a file just then makes it begin anew.
TRIES = 3


class _FileDeletedError(Exception):
    """A file was deleted after the database was dumped."""


def make(folder: Path, tell: Callable[[str], None], *, overwrite: bool = False) -> Manifest:
    """Write a backup to a folder that appears once it is whole.

    Args:
        folder: where it will be; one that exists must be empty, or is replaced with `overwrite`.
        tell: gets a line of progress now and then.
        overwrite: whether what is in the folder may go.

    Raises:
        BackupError: with one sentence; the folder is as it was.
    """
    folder = folder.absolute()
    if folder.exists() and not folder.is_dir():
        raise BackupError(f"{folder} is a file.")
    if folder.exists() and any(folder.iterdir()) and not overwrite:
        raise BackupError(
            f"{folder} is not empty: name another folder, or say --yes to replace it."
        )
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        unfinished = Path(tempfile.mkdtemp(dir=folder.parent, prefix=f"{folder.name}."))
    except OSError as error:
        raise BackupError(f"{folder.parent} cannot be written: {error.strerror}.") from error
    try:
        manifest = _fill(unfinished, tell)
        _put_in_place(unfinished, folder)
    except BackupError:
        raise
    # Whatever the library of an object storage raises, too.
    except Exception as error:
        raise BackupError.because("The backup was not made", error) from error
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
    return manifest


def _fill(unfinished: Path, tell: Callable[[str], None]) -> Manifest:
    for _try in range(TRIES):
        shutil.rmtree(unfinished)
        unfinished.mkdir(mode=0o700)
        try:
            return _try_to_fill(unfinished, tell)
        except _FileDeletedError as deleted:
            tell(f"{deleted} was deleted meanwhile: beginning anew.")
    raise BackupError("Files were deleted during each try: make the backup at a quieter time.")


def _try_to_fill(unfinished: Path, tell: Callable[[str], None]) -> Manifest:
    with transaction.atomic(), connection.cursor() as cursor:
        snapshot = _begin(cursor)
        cursor.execute("SELECT app, name FROM django_migrations ORDER BY app, name")
        manifest = Manifest(
            made_at=timezone.now().isoformat(),
            postgresql=database.server_version(),
            migrations=[list(row) for row in cursor.fetchall()],
        )
        tell("Dumping the database ...")
        database.dump(unfinished / DATABASE, snapshot)
        files = list(uploads.named())
    with (unfinished / DATABASE).open("rb") as stream:
        manifest.database_sha256 = checksum(stream)
    for label, name in with_progress(files, "Copied", tell):
        if kept := _copy(label, name, unfinished / MEDIA):
            manifest.files.append(kept)
        else:
            tell(f"{name} is lost: the database names it, the storage has it no more.")
            manifest.lost.append(name)
    manifest.write(unfinished)
    return manifest


def _begin(cursor: CursorWrapper) -> str:
    """Return the name of a snapshot: what pg_dump writes and the list of files are of one moment."""
    cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
    cursor.execute("SELECT pg_export_snapshot()")
    (snapshot,) = cursor.fetchone()
    return str(snapshot)


def _copy(label: str, name: str, media: Path) -> KeptFile | None:
    """Copy a file; None for one that was lost before.

    Raises:
        _FileDeletedError: where it was deleted just now, with its row.
    """
    target = media / name
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        with uploads.storage_of(label).open(name, "rb") as source, target.open("wb") as copy:
            digest = checksum(source, copy)
    except FileNotFoundError as error:
        if not uploads.is_named(label, name):
            raise _FileDeletedError(name) from error
        return None
    return KeptFile(label, name, target.stat().st_size, digest)


def _put_in_place(unfinished: Path, folder: Path) -> None:
    old = None
    if folder.exists():
        old = Path(tempfile.mkdtemp(dir=folder.parent, prefix=f"{folder.name}.old."))
        folder.replace(old)
    unfinished.replace(folder)
    if old:
        shutil.rmtree(old)
