"""Redirects that keep the visitor's query, such as the mark of a newsletter."""

from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from wagtail.contrib.redirects.middleware import RedirectMiddleware


class MovedAddressMiddleware(RedirectMiddleware):
    """Wagtail's middleware, which drops the query unless the redirect was made for it."""

    def process_response(self, request: HttpRequest, response: Any) -> HttpResponseBase:
        """Return the redirect of a missing page with the query, or the response itself."""
        answer: HttpResponseBase = super().process_response(request, response)
        query = request.META.get("QUERY_STRING")
        if answer is not response and query and not {"?", "#"} & set(answer["Location"]):
            answer["Location"] += f"?{query}"
        return answer
