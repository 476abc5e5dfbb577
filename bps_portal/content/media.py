"""Pictures at `MEDIA_URL`, from wherever uploads lie, for a front cache to keep."""

import mimetypes
from datetime import timedelta
from posixpath import normpath

from django.core.exceptions import SuspiciousFileOperation
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest
from django.utils.cache import patch_cache_control
from django.utils.http import http_date

from .serving import SANDBOXED

KEPT = timedelta(minutes=5)
# Whether somebody may read a document is known at its own address alone.
DOCUMENTS = "documents/"


def serve_media(request: HttpRequest, path: str) -> FileResponse:
    """Return the bytes of a stored file.

    Raises:
        Http404: where there is none, and for documents.
    """
    del request
    try:
        if path != normpath(path) or path.startswith(DOCUMENTS) or not default_storage.exists(path):
            raise Http404
        file = default_storage.open(path)
        changed = default_storage.get_modified_time(path)
    except (OSError, ValueError, SuspiciousFileOperation) as error:
        raise Http404 from error
    kind, _coding = mimetypes.guess_type(path)
    response = FileResponse(file, content_type=kind or "application/octet-stream")
    response["Last-Modified"] = http_date(changed.timestamp())
    patch_cache_control(response, public=True, max_age=int(KEPT.total_seconds()))
    # As deploy/nginx: what was uploaded runs nothing.
    response["Content-Security-Policy"] = SANDBOXED
    # The open data name pictures for other sites to show.
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response
