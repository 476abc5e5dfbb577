"""The step of a workflow in which translators fill and confirm what their languages lack.

Editor, translators, moderator: the workflow of the whole tree, which a migration makes and which
administrators change in the admin, has this step before the approval.
"""

from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.mail import GroupApprovalTaskStateSubmissionEmailNotifier
from wagtail.models import AbstractGroupApprovalTask, TaskState
from wagtail.signals import task_submitted

from bps_portal import languages
from bps_portal.languages.parity import State
from bps_portal.languages.permissions import writable_codes

APPROVE = "approve"


def languages_to_translate(page: Any) -> list[str]:
    """Return the required languages in which the draft of a page has missing or outdated texts."""
    left = {
        found.code
        for found in page.get_latest_revision_as_object().standings()
        if found.state in (State.MISSING, State.OUTDATED) and not found.segment.is_file
    }
    return [code for code in languages.required_codes() if code in left]


class TranslationTaskState(TaskState):
    """A page at the step of the translators."""

    class Meta:
        verbose_name = _("translation in progress")
        verbose_name_plural = _("translations in progress")


class TranslationTask(AbstractGroupApprovalTask):
    """Waits until every required language of a page is complete and up to date.

    A page that is complete already does not stop here. Nobody is locked out meanwhile: saves of
    several people are merged.
    """

    task_state_class = TranslationTaskState

    class Meta:
        verbose_name = _("translation")
        verbose_name_plural = _("translations")

    @classmethod
    def get_description(cls) -> str:
        """Return what an administrator reads when adding a step to a workflow."""
        return str(_("The translators fill and confirm what their languages lack"))

    def start(self, workflow_state: Any, user: Any = None) -> TaskState:
        """Begin the step, or pass it at once where nothing is to be translated."""
        page = workflow_state.content_object
        if languages_to_translate(page):
            return super().start(workflow_state, user=user)
        passed = TranslationTaskState(
            workflow_state=workflow_state,
            revision=page.get_latest_revision(),
            task=self,
            status=TaskState.STATUS_APPROVED,
            finished_at=timezone.now(),
            finished_by=user,
        )
        passed.save()
        return passed

    def locked_for_user(self, obj: Any, user: Any) -> bool:  # noqa: ARG002 - Wagtail's signature
        """Lock nobody out."""
        return False

    def get_actions(self, obj: Any, user: Any) -> list[tuple[str, Any, bool]]:
        """Return what a translator may do at this step; the last value asks for a comment."""
        if not super().get_actions(obj, user):
            return []
        return [
            ("reject", _("Send back to the editor"), True),
            (APPROVE, _("The translation is complete"), False),
        ]

    @transaction.atomic
    def on_action(self, task_state: Any, user: Any, action_name: str, **kwargs: Any) -> str | None:
        """Take the action; a page that still lacks something stays, and its form is shown."""
        page = task_state.workflow_state.content_object
        if action_name == APPROVE and languages_to_translate(page):
            return reverse("wagtailadmin_pages:edit", args=[page.pk])
        super().on_action(task_state, user, action_name, **kwargs)
        return None


class TranslatorsNotifier(GroupApprovalTaskStateSubmissionEmailNotifier):
    """Writes to the translators of the languages that lack something, each in their own language."""

    def __init__(self) -> None:
        """Listen to this step only."""
        super().__init__()
        self.valid_classes = (TranslationTaskState,)

    def get_recipient_users(self, task_state: Any, **kwargs: Any) -> list[Any]:
        """Return whom the page waits for."""
        waiting = set(languages_to_translate(task_state.workflow_state.content_object))
        found = super().get_recipient_users(task_state, **kwargs).distinct()
        return [user for user in found if waiting.intersection(writable_codes(user))]


def connect() -> None:
    """Let the translators know when a page reaches them."""
    task_submitted.connect(
        TranslatorsNotifier(), sender=TranslationTaskState, weak=False, dispatch_uid="translators"
    )
