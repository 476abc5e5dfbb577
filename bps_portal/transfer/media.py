"""Taking a file from a folder into the site, as carefully as an upload."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files import File
from django.utils.translation import gettext as _

from bps_portal.content.models import PortalImage
from bps_portal.content.uploads import check_content


@contextmanager
def checked_file(record: Any, source: Path) -> Iterator[None]:
    """Give a picture or document the file at `source`, which is open meanwhile.

    Raises:
        ValidationError: where the file is not what its name says, or of a type that is not allowed.
    """
    with source.open("rb") as content:
        file = File(content, name=source.name)
        if isinstance(record, PortalImage):
            if source.suffix.lower().lstrip(".") not in settings.WAGTAILIMAGES_EXTENSIONS:
                raise ValidationError(_("A picture cannot be of this type."), "type")
            record.file = file  # type: ignore[assignment]
        else:
            check_content(file)  # type: ignore[arg-type]
            file.seek(0)
            record.file = file
            record.clean()
        yield


def save_with_file(record: Any, source: Path) -> None:
    """Save a picture or document with the file at `source`.

    Raises:
        ValidationError: where the file is not what its name says, or of a type that is not allowed.
    """
    with checked_file(record, source):
        record.save()
