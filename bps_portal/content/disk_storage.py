"""The uploads on a disk of this machine."""

import shutil
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.files import File
from django.core.files.storage import FileSystemStorage, default_storage
from django.utils.translation import gettext as _

# What the sizes of a picture, and the database beside it perhaps, still need.
RESERVE_BYTES = 256 * 1024


class WholeFileStorage(FileSystemStorage):
    """Django's, but half a file is not kept when the disk is full."""

    def _save(self, name: str, content: File) -> str:
        path = Path(self.path(name))
        was_there = path.exists()
        try:
            saved: str = super()._save(name, content)  # type: ignore[misc]  # stubs lack it
        except OSError:
            if not was_there:
                path.unlink(missing_ok=True)
            raise
        return saved


def free_bytes(folder: Path) -> int:
    """Return how much the disk of a folder still takes; the folder need not exist yet."""
    existing = next(place for place in (folder, *folder.parents) if place.exists())
    return shutil.disk_usage(existing).free


def check_room(file: File) -> None:
    """Check that the disk takes a new upload.

    Raises:
        ValidationError: with a sentence in the editor's language.
    """
    if not isinstance(default_storage, FileSystemStorage):
        return
    if free_bytes(Path(default_storage.location)) < (file.size or 0) + RESERVE_BYTES:
        raise ValidationError(
            _(
                "The server has no room for “%(name)s”. Nothing was saved; tell an administrator"
                " that its disk is full."
            ),
            "no_room",
            {"name": file.name},
        )
