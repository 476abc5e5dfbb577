"""Documents at addresses that last: a new file answers at once, under its old name too."""

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.cache import has_vary_header, patch_cache_control
from wagtail.documents.views.serve import serve

from .models import PortalDocument
from .ranges import in_part


def serve_document(
    request: HttpRequest, document_id: int, document_filename: str
) -> HttpResponseBase:
    """Return the bytes of a document as they are now, or lead on from a former name of its file.

    Caches may keep the bytes but ask each time whether they still hold; players of films get the
    part that they ask for. A document that only some may read does not tell its name to others.
    """
    try:
        response: HttpResponseBase = serve(request, document_id, document_filename)
    except Http404:
        document = get_object_or_404(PortalDocument, pk=document_id)
        renamed = document.filename != document_filename
        if not renamed or document.collection.get_view_restrictions():
            raise
        return redirect(document.url)
    # Wagtail writes "None", which names no coding (RFC 9110, section 8.4).
    del response.headers["Content-Encoding"]
    if has_vary_header(response, "Cookie"):
        patch_cache_control(response, no_cache=True, private=True)
    else:
        patch_cache_control(response, public=True, max_age=0, s_maxage=1)
    return in_part(request, response)
