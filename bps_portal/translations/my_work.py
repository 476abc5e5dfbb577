"""What one user has in hand: pages that wait for them, their drafts, and what others review."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Exists, OuterRef, QuerySet
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.models import TaskState, WorkflowState
from wagtail.permissions import policy_registry

from bps_portal.pages.models import PortalPage

from .sections import SHOWN, Group, Item, Section, day, since


def my_work(user: Any) -> Section:
    """Return the section of what a user has in hand; a page stands in one group."""
    return Section("my-work", _("My work"), 100, [_waiting(user), _drafts(user), _sent(user)])


def _waiting(user: Any) -> Group:
    """Return the pages that wait until this user approves them, those that wait longest first."""
    states = (
        TaskState.objects.reviewable_by(user)
        .filter(workflow_state__base_content_type=_page_type())
        .select_related("task", "workflow_state")
        .order_by("started_at")
    )
    first = list(states[:SHOWN])
    pages = _pages([state.workflow_state for state in first])
    return Group(
        label=_("Waiting for you"),
        count=states.count() if len(first) == SHOWN else len(first),
        items=[
            _item(page, state.task.name, *since(state.started_at))
            for state in first
            if (page := pages.get(int(state.workflow_state.object_id)))
        ],
        url=_address("wagtailadmin_reports:workflow", reviewable="true"),
        empty=_("No page waits for you."),
    )


def _drafts(user: Any) -> Group:
    """Return the drafts that this user saved last and that nobody reviews."""
    in_review = WorkflowState.objects.active().filter(
        base_content_type=_page_type(), object_id=Cast(OuterRef("pk"), CharField())
    )
    editable = policy_registry.get_by_type(PortalPage).instances_user_has_permission_for(
        user, "change"
    )
    drafts = editable.filter(
        ~Exists(in_review), has_unpublished_changes=True, latest_revision__user=user
    ).order_by("-latest_revision_created_at")
    first = list(drafts[:SHOWN])
    return Group(
        label=_("My drafts"),
        count=drafts.count() if len(first) == SHOWN else len(first),
        items=[_item(page, *_saved(page)) for page in first],
        url=_address("wagtailadmin_explore_root", edited_by=user.pk),
        empty=_("You have no draft that is not online yet."),
    )


def _sent(user: Any) -> Group:
    """Return the pages that this user sent for review, with the step at which they are."""
    states: QuerySet[Any] = (
        WorkflowState.objects.active()
        .filter(requested_by=user, base_content_type=_page_type())
        .select_related("current_task_state__task")
        .order_by("-created_at")
    )
    first = list(states[:SHOWN])
    pages = _pages(first)
    return Group(
        label=_("Sent for review by me"),
        count=states.count() if len(first) == SHOWN else len(first),
        items=[
            _item(page, *_step(state), *since(state.created_at))
            for state in first
            if (page := pages.get(int(state.object_id)))
        ],
        url=_address("wagtailadmin_reports:workflow", requested_by=user.pk),
        empty=_("No page of yours is being reviewed."),
    )


def _saved(page: PortalPage) -> list[str]:
    moment = page.latest_revision_created_at
    return [gettext("saved on %(day)s") % {"day": day(moment)}] if moment else []


def _step(state: WorkflowState) -> list[str]:
    if state.status == WorkflowState.STATUS_NEEDS_CHANGES:
        return [gettext("sent back to you")]
    return [state.current_task_state.task.name] if state.current_task_state else []


def _page_type() -> ContentType:
    return ContentType.objects.get_for_model(PortalPage)


def _pages(states: list[WorkflowState]) -> dict[int, PortalPage]:
    return PortalPage.objects.in_bulk([int(state.object_id) for state in states])


def _item(page: PortalPage, *notes: str) -> Item:
    url = reverse("wagtailadmin_pages:edit", args=(page.pk,))
    return Item(page.get_admin_display_title(), url, notes)


def _address(name: str, **query: Any) -> str:
    return f"{reverse(name)}?{urlencode(query)}"
