"""The uploads that the database names, wherever they are stored."""

from collections.abc import Iterator
from functools import cache

from django.apps import apps
from django.core.files.storage import Storage
from django.db.models import FileField


@cache
def file_fields() -> dict[str, FileField]:
    """Return every column that names a file, by its label such as `content.portalimage.file`."""
    return {
        f"{model._meta.label_lower}.{field.name}": field
        for model in apps.get_models()
        for field in model._meta.local_concrete_fields
        if isinstance(field, FileField)
    }


def named() -> Iterator[tuple[str, str]]:
    """Yield each file that the database names: the label of its column, and its name."""
    seen: set[str] = set()
    for label, field in file_fields().items():
        names = field.model._meta.base_manager.values_list(field.attname, flat=True)
        for name in names.order_by(field.attname).distinct().iterator():
            if name and name not in seen:
                seen.add(name)
                yield label, name


def is_named(label: str, name: str) -> bool:
    """Tell whether the database still names a file."""
    field = file_fields()[label]
    return field.model._meta.base_manager.filter(**{field.attname: name}).exists()


def storage_of(label: str) -> Storage:
    """Return where the files of a column are."""
    return file_fields()[label].storage


def is_empty(storage: Storage) -> bool:
    """Tell whether a storage holds nothing at all."""
    try:
        folders, files = storage.listdir("")
    except (FileNotFoundError, NotADirectoryError):
        return True
    return not folders and not files
