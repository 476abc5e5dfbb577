"""Uploads in a bucket of object storage, for several machines that share no disk."""

from urllib.parse import urljoin

from django.conf import settings
from django.utils.encoding import filepath_to_uri
from storages.backends.s3 import S3Storage


class ObjectStorage(S3Storage):
    """A bucket that only the portal need read: readers get files at `MEDIA_URL`, as from a disk."""

    # A name stands for the same bytes for ever, since caches keep them.
    file_overwrite = False

    def url(self, name: str, *_args: object, **_kwargs: object) -> str:
        """Return where readers find a file."""
        return urljoin(settings.MEDIA_URL, filepath_to_uri(name) or "")
