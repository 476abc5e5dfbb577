"""Puts a backup in the place of what is there: all of it or nothing."""

from collections.abc import Callable
from pathlib import Path

from django.core.cache import caches
from django.core.files import File
from django.core.files.storage import Storage
from django.db import connection, transaction
from django.db.migrations.loader import MigrationLoader

from bps_portal.delivery import changes
from bps_portal.delivery.models import ContentVersion
from bps_portal.delivery.surrogate_keys import EVERYTHING

from . import database, uploads
from .manifest import DATABASE, MEDIA, BackupError, KeptFile, Manifest, checksum, with_progress


def read(folder: Path, tell: Callable[[str], None]) -> Manifest:
    """Return the list of a backup that can be restored here, every file of it checked.

    Raises:
        BackupError: where it is damaged, or from a portal that is newer than this one.
    """
    if not folder.is_dir():
        raise BackupError(f"{folder} is no folder.")
    manifest = Manifest.read(folder)
    known = set(MigrationLoader(None).disk_migrations)
    ours = {app for app, _name in known}
    newer = [each for each in manifest.migrations if each[0] in ours and tuple(each) not in known]
    # A migration that was squashed is known by its successor.
    if newer:
        raise BackupError(
            f"The backup is from a newer portal (it has the migration {'.'.join(newer[0])}):"
            " restore it with that version."
        )
    fields = uploads.file_fields()
    if unknown := [kept.field for kept in manifest.files if kept.field not in fields]:
        raise BackupError(f"The backup has files of {unknown[0]}, which this portal does not know.")
    manifest.check(folder, tell)
    return manifest


def what_is_here() -> str:
    """Return in a few words what a restored backup would replace; empty where there is nothing.

    Raises:
        BackupError: where the storage of the uploads does not tell.
    """
    found = []
    if tables := connection.introspection.table_names():
        found.append(f"the database {connection.settings_dict['NAME']} with {len(tables)} tables")
    storages = {id(field.storage): field.storage for field in uploads.file_fields().values()}
    try:
        if not all(uploads.is_empty(storage) for storage in storages.values()):
            found.append("uploads")
    except Exception as error:
        raise BackupError.because("Nothing was restored", error) from error
    return " and ".join(found)


def restore(folder: Path, manifest: Manifest, tell: Callable[[str], None]) -> None:
    """Replace the database, and add or replace the uploads that it names.

    Uploads of before that the backup does not name stay; nothing shows them.

    Raises:
        BackupError: where it cannot be done; database and uploads are as they were.
    """
    version = _content_version()
    added: list[tuple[Storage, str]] = []
    different: list[KeptFile] = []
    try:
        for kept in with_progress(manifest.files, "Stored", tell):
            storage = uploads.storage_of(kept.field)
            if not storage.exists(kept.name):
                added.append((storage, kept.name))
                _store(storage, kept, folder)
            elif not _is_same(storage, kept):
                different.append(kept)
        tell("Replacing the database ...")
        connection.close()
        database.replace(folder / DATABASE, manifest.postgresql)
    # Whatever the library of an object storage raises, too.
    except Exception as error:
        for storage, name in added:
            storage.delete(name)
        raise BackupError.because("Nothing was restored", error) from error
    for kept in different:
        storage = uploads.storage_of(kept.field)
        storage.delete(kept.name)
        _store(storage, kept, folder)
    _forget_what_was_kept(version)


def _store(storage: Storage, kept: KeptFile, folder: Path) -> None:
    with (folder / MEDIA / kept.name).open("rb") as stream:
        saved = storage.save(kept.name, File(stream))
    if saved != kept.name:
        storage.delete(saved)
        raise BackupError(f"{kept.name} cannot be stored under its own name")


def _is_same(storage: Storage, kept: KeptFile) -> bool:
    with storage.open(kept.name, "rb") as stream:
        return checksum(stream) == kept.sha256


def _content_version() -> int:
    if ContentVersion._meta.db_table not in connection.introspection.table_names():
        return 0
    return ContentVersion.objects.values_list("number", flat=True).first() or 0


def _forget_what_was_kept(version: int) -> None:
    """Have nobody give out an answer of before, whose number may come again."""
    for alias in caches:
        caches[alias].clear()
    with transaction.atomic():
        here = _content_version()
        ContentVersion.objects.update_or_create(
            pk=ContentVersion.ONLY, defaults={"number": max(version, here) + 1}
        )
        changes.announce({EVERYTHING})
