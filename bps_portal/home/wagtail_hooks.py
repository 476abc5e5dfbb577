"""What the home room adds to the admin: a reminder to review the statement, and the living page."""

from datetime import date
from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from wagtail import hooks
from wagtail.admin.ui.components import Component

from .component_views import components_page
from .models import AccessibilityStatementPage
from .statement import REVIEWED_EVERY


class ReviewReminder(Component):
    """Says until when the statement is to be reviewed, and leads to it."""

    name = "statement-review"
    template_name = "home/admin/statement_review.html"
    order = 90

    def __init__(self, page: AccessibilityStatementPage, today: date) -> None:
        self.page = page
        self.today = today

    def get_context_data(self, _parent_context: Any = None) -> dict[str, Any]:
        """Return the days and the address of the form."""
        until = self.page.reviewed_on + REVIEWED_EVERY
        return {
            "until": until,
            "overdue": until < self.today,
            "reviewed_on": self.page.reviewed_on,
            "edit_url": reverse("wagtailadmin_pages:edit", args=[self.page.pk]),
        }


@hooks.register("construct_homepage_panels")
def remind_of_review(request: HttpRequest, panels: list[Component]) -> None:
    """Remind administrators a month before a year since the last review is over, and from then on."""
    if not request.user.is_superuser:
        return
    today = timezone.localdate()
    page = AccessibilityStatementPage.objects.filter(live=True).first()
    if page and page.review_is_due(today):
        panels.append(ReviewReminder(page, today))


@hooks.register("register_admin_urls")
def register_components() -> list[URLPattern]:
    """Give the living page its address in the admin, for whoever may enter it."""
    return [path("components/", components_page, name="components")]
