"""Documents at addresses that last: a new file answers at once, under its old name too.

Nothing in an uploaded file runs on our origin, whatever slipped through when it was uploaded.
"""

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.cache import patch_cache_control
from wagtail.documents.views.serve import serve

from .models import PortalDocument
from .ranges import in_part

HARMLESS = "default-src 'none'; frame-ancestors 'none'"
# Without an origin (CSP 3, section 6.3.2). Chromium shows no PDF that is kept so.
SANDBOXED = f"{HARMLESS}; sandbox"


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
    is_pdf = response.get("Content-Type") == "application/pdf"
    response["Content-Security-Policy"] = HARMLESS if is_pdf else SANDBOXED
    # Whether somebody may read it was asked of the session, which says so only later, in `Vary`.
    if request.session.accessed:
        patch_cache_control(response, no_cache=True, private=True)
    else:
        patch_cache_control(response, public=True, max_age=0, s_maxage=1)
        # The open data name files for other sites to show.
        response["Cross-Origin-Resource-Policy"] = "cross-origin"
    return in_part(request, response)
