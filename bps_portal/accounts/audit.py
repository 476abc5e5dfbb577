"""What the log keeps beside Wagtail's own entries: sign-ins, factors, roles, exports.

Entries stand in Wagtail's log (Reports, Site history). The database itself refuses to change or
delete one (migration 0004), but for `forget_old_log_entries`, which keeps to the retention.
"""

from collections.abc import Callable
from typing import Any

from allauth.account.signals import user_logged_in
from allauth.mfa import signals as factors
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.contrib.auth.signals import user_logged_out
from django.db.models.signals import m2m_changed
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import LogActionRegistry, get_active_log_context, log

from .limits import address_of

ACTIONS = {
    "portal.sign_in": (_("Sign in"), _("Signed in")),
    "portal.sign_out": (_("Sign out"), _("Signed out")),
    "portal.factor.added": (_("Add a second factor"), _("Second factor added")),
    "portal.factor.removed": (_("Remove a second factor"), _("Second factor removed")),
    "portal.factor.codes": (_("Make recovery codes"), _("Recovery codes made anew")),
    "portal.factor.reset": (
        _("Reset a second factor"),
        _("Second factor reset by an administrator"),
    ),
    "portal.roles.given": (_("Give roles"), _("Roles given")),
    "portal.roles.taken": (_("Take roles"), _("Roles taken")),
    "portal.export": (_("Export"), _("Data exported")),
}
OF_FACTORS = {
    "added": factors.authenticator_added,
    "removed": factors.authenticator_removed,
    "codes": factors.authenticator_reset,
}
OF_ROLES = {"post_add": "given", "post_remove": "taken"}


def register(actions: LogActionRegistry) -> None:
    """Name the actions for the log."""
    for action, (label, message) in ACTIONS.items():
        actions.register_action(action, label, message)


def follow() -> None:
    """Connect what is noted (called once, when the apps are ready)."""
    user_logged_in.connect(_note_sign_in, dispatch_uid="accounts.audit.in")
    user_logged_out.connect(_note_sign_out, dispatch_uid="accounts.audit.out")
    m2m_changed.connect(
        _note_roles, sender=get_user_model().groups.through, dispatch_uid="accounts.audit.roles"
    )
    for kind, signal in OF_FACTORS.items():
        signal.connect(_note_factor(kind), weak=False, dispatch_uid=f"accounts.audit.{kind}")


def note_exports(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable:
    """Return middleware that notes which lists of the admin somebody takes away as a file."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        kind = request.GET.get("export") if request.path_info.startswith("/admin/") else None
        if kind in {"csv", "xlsx"} and response.status_code == 200 and request.user.pk:
            _log(request.user, "portal.export", {"path": request.path_info, "kind": kind}, request)
        return response

    return middleware


def _note_sign_in(user: Any, request: HttpRequest | None = None, **_kwargs: Any) -> None:
    _log(user, "portal.sign_in", {}, request)


def _note_sign_out(user: Any, request: HttpRequest | None = None, **_kwargs: Any) -> None:
    if user is not None:
        _log(user, "portal.sign_out", {}, request)


def _note_factor(kind: str) -> Callable[..., None]:
    def note(user: Any, authenticator: Any, request: HttpRequest, **_kwargs: Any) -> None:
        _log(user, f"portal.factor.{kind}", {"type": str(authenticator.type)}, request)

    return note


def _note_roles(
    instance: Any, action: str, pk_set: set[int] | None, reverse: bool, **_kwargs: Any
) -> None:
    kind = OF_ROLES.get(action)
    # What a command at the machine gives is nobody's in the admin.
    if kind is None or not pk_set or get_active_log_context().user is None:
        return
    users = get_user_model().objects.filter(pk__in=pk_set) if reverse else [instance]
    groups = [instance] if reverse else Group.objects.filter(pk__in=pk_set)
    for user in users:
        log(
            instance=user,
            action=f"portal.roles.{kind}",
            data={"roles": sorted(group.name for group in groups)},
        )


def _log(user: Any, action: str, data: dict[str, Any], request: HttpRequest | None) -> None:
    if request is not None:
        data = data | {"address": address_of(request)}
    # The log does not see what is behind the lazy user of a request.
    person = get_user_model().objects.get(pk=user.pk)
    log(instance=person, action=action, user=person, data=data)
