"""What a page weighs on the line: text travels compressed, files as they are."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware

COMPRESSED = ("text/", "application/json", "application/manifest+json", "application/xml", "+xml")


class TextCompression(GZipMiddleware):
    """Compresses text alone: a film or a brochure would lose its length and its parts.

    Django adds bytes at random, so that the size tells nothing of a form's secret (BREACH).
    """

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        """Return the answer, compressed where it is text and the reader's program takes it."""
        kind = response.headers.get("Content-Type", "").partition(";")[0]
        if response.streaming or not any(part in kind for part in COMPRESSED):
            return response
        compressed: HttpResponseBase = super().process_response(request, response)
        return compressed
