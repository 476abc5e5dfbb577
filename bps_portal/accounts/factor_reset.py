"""What an administrator does for a colleague whose telephone and recovery codes are gone."""

from typing import Any

from allauth.mfa.models import Authenticator
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.auth import require_admin_access
from wagtail.log_actions import log

from .mails import tell_of_factor
from .second_factor import has_factor


def may_reset(actor: Any, user: Any) -> bool:
    """Tell whether `actor` may take the second factor of `user` away; one's own asks for a code."""
    allowed: bool = actor.is_superuser or (
        actor.has_perm("auth.change_user") and not user.is_superuser
    )
    return allowed and actor.pk != user.pk


def take_away(user: Any, actor: Any = None) -> None:
    """Take the factor and the recovery codes of a user away, note it in the log and tell them.

    `actor` is whoever does it in the admin.
    """
    Authenticator.objects.filter(user_id=user.pk).delete()
    log(instance=user, action="portal.factor.reset", user=actor)
    tell_of_factor(user, "reset")


@require_admin_access
def reset_factor(request: HttpRequest, user_id: int) -> HttpResponse:
    """Ask once more, then take the factor and the recovery codes of a user away.

    The user's sessions end with that, and the next sign-in asks to set up a new factor.

    Raises:
        PermissionDenied: for whoever may not.
    """
    user = get_object_or_404(get_user_model(), pk=user_id)
    if not may_reset(request.user, user):
        raise PermissionDenied
    if request.method != "POST":
        title = _("Reset the second factor")
        return TemplateResponse(
            request,
            "accounts/admin/reset_factor.html",
            {
                "owner": user,
                "has": has_factor(user),
                "page_title": title,
                "header_title": title,
                "header_icon": "key",
            },
        )
    take_away(user, request.user)
    messages.success(
        request,
        _("The second factor of “%(name)s” is gone. The next sign-in asks for a new one.")
        % {"name": user.get_username()},
    )
    return redirect("wagtailusers_users:edit", user.pk)
