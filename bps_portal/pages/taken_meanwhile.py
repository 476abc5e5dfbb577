"""What somebody else took in the same moment: a slug, a name, an old address.

A form asks whether it is free and the row is written a moment later; when two people send theirs at
once, the second one is refused then, which Wagtail's views answer with a server error
(wagtail/wagtail#1518: the rule stands in the view).
"""

from collections.abc import Callable

from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from psycopg2.errors import UniqueViolation

type GetResponse = Callable[[HttpRequest], HttpResponseBase]


class AskAgain:
    """Middleware that gives such a form to its view once more, which now finds and says it.

    The database has undone what the first try wrote. In the admin alone.
    """

    def __init__(self, get_response: GetResponse) -> None:
        """Take the next middleware."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer as the view does."""
        return self.get_response(request)

    def process_exception(
        self, request: HttpRequest, exception: Exception
    ) -> HttpResponseBase | None:
        """Return the view's second answer; an error in that one is an error."""
        match = request.resolver_match
        is_admin = request.path.startswith(reverse("wagtailadmin_home"))
        if not match or not is_admin or not _is_taken(exception):
            return None
        answer: HttpResponseBase = match.func(request, *match.args, **match.kwargs)
        return answer


def _is_taken(exception: Exception) -> bool:
    """Tell whether the database or, a moment before it, the page itself found it taken."""
    if isinstance(exception, ValidationError) and hasattr(exception, "error_dict"):
        return any(
            error.code == "unique" for errors in exception.error_dict.values() for error in errors
        )
    return isinstance(exception, IntegrityError) and isinstance(
        exception.__cause__, UniqueViolation
    )
