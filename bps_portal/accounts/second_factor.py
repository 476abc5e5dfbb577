"""Who has shown a second factor in this session, and who has to.

Whoever may enter the admin needs one where `SECOND_FACTOR_REQUIRED` is set. Who has none yet reaches
nothing but the pages on which to set it up; for everything else, restricted pages and files of the
public site included, such a session is nobody's.
"""

from collections.abc import Callable
from typing import Any

from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.functional import SimpleLazyObject

from . import sessions

type GetResponse = Callable[[HttpRequest], HttpResponseBase]

# Where who has no factor yet may go.
ENTRANCE = ("/admin/login/", "/admin/logout/", "/admin/second-factor/")


def demand(get_response: GetResponse) -> GetResponse:
    """Return middleware that takes a session for nobody's while it lacks what it needs.

    Nothing is looked up before a view asks who the user is, so that public pages stay the same for
    all.
    """

    def middleware(request: HttpRequest) -> HttpResponseBase:
        signed_in = request.user
        request.user = SimpleLazyObject(lambda: _accepted(request, signed_in))  # type: ignore[assignment]
        return get_response(request)

    return middleware


def _accepted(request: HttpRequest, user: Any) -> Any:
    if user.is_anonymous:
        return user
    if not sessions.continues(request):
        return AnonymousUser()
    if not settings.SECOND_FACTOR_REQUIRED or is_shown(request, user):
        return user
    if request.path_info.startswith(ENTRANCE) and not has_factor(user):
        return user
    return AnonymousUser() if user.has_perm("wagtailadmin.access_admin") else user


def lacks_factor(request: HttpRequest) -> bool:
    """Tell whether this session's user has to set up a second factor before anything else."""
    user = request.user
    return (
        settings.SECOND_FACTOR_REQUIRED
        and user.is_authenticated
        and user.has_perm("wagtailadmin.access_admin")
        and not has_factor(user)
    )


def has_factor(user: Any) -> bool:
    """Tell whether a user has set up a second factor."""
    return Authenticator.objects.filter(user_id=user.pk).exists()


def is_shown(request: HttpRequest, user: Any) -> bool:
    """Tell whether a factor that the user still has was shown in this session."""
    shown = [
        record
        for record in get_authentication_records(request, user)
        if record.get("method") == "mfa"
    ]
    owned = dict(Authenticator.objects.filter(user_id=user.pk).values_list("pk", "type"))
    by_code = Authenticator.Type.RECOVERY_CODES
    # New recovery codes take the place of those by which somebody came in.
    return any(
        record.get("id") in owned or (record.get("type") == by_code and owned) for record in shown
    )


def remember_new_factor(request: HttpRequest) -> None:
    """Take an app or a passkey that was set up just now as shown: setting it up proved it."""
    factor = Authenticator.objects.filter(
        user_id=request.user.pk, type__in=[Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
    ).first()
    if factor is not None:
        record_authentication(request, request.user, "mfa", id=factor.pk, type=str(factor.type))
