"""What no form of the admin sends: zero bytes, keys that are no numbers, a link without its field.

Wagtail hands the first two to the database in some of its views (choosers by tag, what was chosen of
many, actions on several things), which ends in a server error, and looks into a field that is not
there. The same in another site's search:
freedomofpress/securedrop.org#1039.
"""

from collections.abc import Callable

from django.core.exceptions import BadRequest
from django.http import HttpRequest, QueryDict
from django.http.response import HttpResponseBase
from django.urls import reverse

from .rich_text import KEY

type GetResponse = Callable[[HttpRequest], HttpResponseBase]

# Where choosers ask for what was chosen of many; with the actions on several things all that takes
# keys as `id`. The preview of a block takes its name so.
CHOSEN = "/chosen-multiple/"
LINK = "wagtailadmin_choose_page_external_link"
LINK_FIELD = "external-link-chooser-url"
# What Wagtail takes in place of a key, for all that a list shows.
ALL = "all"


def keep_admin_queries_readable(get_response: GetResponse) -> GetResponse:
    """Return middleware that leaves zero bytes out of the admin's queries and refuses odd keys.

    Raises:
        BadRequest: for a key that is no number, and a link without its field.
    """
    admin, link = reverse("wagtailadmin_home"), reverse(LINK)

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if request.META.get("QUERY_STRING") and request.path.startswith(admin):
            if request.path.startswith(f"{admin}bulk/") or request.path.endswith(CHOSEN):
                _refuse_odd_keys(request)
            _leave_zero_bytes_out(request)
        if request.method == "POST" and request.path == link:
            _refuse_no_link(request)
        return get_response(request)

    return middleware


def _refuse_odd_keys(request: HttpRequest) -> None:
    if not all(key == ALL or KEY.fullmatch(key) for key in request.GET.getlist("id")):
        raise BadRequest


def _refuse_no_link(request: HttpRequest) -> None:
    if LINK_FIELD not in request.POST:
        raise BadRequest


def _leave_zero_bytes_out(request: HttpRequest) -> None:
    if any("\0" in value for _name, values in request.GET.lists() for value in values):
        request.GET = QueryDict(request.GET.urlencode().replace("%00", ""))
