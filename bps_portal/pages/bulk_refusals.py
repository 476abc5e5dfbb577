"""An action on several pages that one of them refuses: nothing is changed, and the reason is said."""

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.auth import require_admin_access
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.admin.views.bulk_action import index

from .refusals import messages_of


@require_admin_access
def act_on_several(
    request: HttpRequest, app_label: str, model_name: str, action: str
) -> HttpResponse:
    """Do as Wagtail's view does; what a page refuses, a server error there, becomes a message.

    Wagtail asks whether each page alone can be moved or published, not all of them together: of
    two with the same slug the second one is refused once the first has its place.
    """
    try:
        response: HttpResponse = index(request, app_label, model_name, action)
    except ValidationError as error:
        said = format_html("{} {}", _("Nothing was changed."), " ".join(messages_of(error)))
        messages.error(request, said)
        where = get_valid_next_url_from_request(request)
        return redirect(where or reverse("wagtailadmin_explore_root"))
    return response
