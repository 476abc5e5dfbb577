"""The last approval of a workflow, where the page lacks what it needs to go public."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.html import format_html
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.auth import require_admin_access
from wagtail.admin.views.pages.workflow import WorkflowActionView

from .refusals import problems_of


@method_decorator(require_admin_access, name="dispatch")
class PortalWorkflowActionView(WorkflowActionView):
    """Wagtail's view; what the parity gate refuses leaves the page in its step of the workflow."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Take the step, or say what is missing and lead to the edit form."""
        try:
            response: HttpResponse = super().post(request, *args, **kwargs)
        except ValidationError:
            return self._refused(request)
        return response

    def _refused(self, request: HttpRequest) -> HttpResponse:
        draft = self.object.get_latest_revision_as_object()
        text = _("“%(title)s” was not approved, since it cannot go public yet.")
        values = {"title": draft.get_admin_display_title()}
        problems = problems_of(draft) or ""
        messages.error(request, format_html("{} {}", text % values, problems))
        edit = reverse("wagtailadmin_pages:edit", args=[draft.pk])
        if request.headers.get("x-requested-with") == "XMLHttpRequest":
            answer: HttpResponse = self.render_modal_json(
                request, {"step": "success", "redirect": edit}
            )
            return answer
        return redirect(edit)
