"""Pages of the entrance to the admin, each in the language of whoever is there."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from allauth.account.utils import get_login_redirect_url
from allauth.account.views import login
from allauth.mfa.totp.views import activate_totp
from allauth.mfa.webauthn.views import add_webauthn
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from wagtail.admin.localization import get_localized_response

from .forms import too_many_tries
from .second_factor import has_factor, lacks_factor, remember_new_factor

type View = Callable[..., HttpResponseBase]


def in_users_language(view: View) -> View:
    """Decorate a page of a signed-in user, who chose a language in the admin."""

    @never_cache
    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_anonymous:
            return view(request, *args, **kwargs)
        response: HttpResponseBase = get_localized_response(view, request, *args, **kwargs)
        return response

    return answer


@in_users_language
def sign_in(request: HttpRequest) -> HttpResponseBase:
    """Ask for name and password; lead who still needs a second factor to its page."""
    if lacks_factor(request):
        return redirect("mfa_activate_totp")
    # Whoever may not enter is asked for another name, not led round in a circle.
    if request.method == "GET" and request.user.has_perm("wagtailadmin.access_admin"):
        return redirect(get_login_redirect_url(request))
    answer: HttpResponseBase = login(request)
    return answer


def set_up(view: View) -> View:
    """Decorate a page on which a second factor is set up; the first one counts as shown."""

    @in_users_language
    @wraps(view)
    def answer(request: HttpRequest) -> HttpResponseBase:
        had_factor = has_factor(request.user)
        response = view(request)
        if not had_factor:
            remember_new_factor(request)
        return response

    return answer


set_up_app = set_up(activate_totp)
set_up_passkey = set_up(add_webauthn)


def sign_in_elsewhere(request: HttpRequest) -> HttpResponse:
    """Lead to the one place to sign in, and from there back to what the visitor wanted."""
    query = urlencode({"next": request.GET.get("next", "/")})
    return HttpResponseRedirect(f"{reverse('account_login')}?{query}")


def locked_out(
    request: HttpRequest, _response: HttpResponse | None = None, _credentials: Any = None
) -> HttpResponse:
    """Say that there were too many tries (axes' answer to a locked name and connection)."""
    return render(
        request,
        "accounts/too_many_tries.html",
        {"message": too_many_tries()},
        status=HTTPStatus.TOO_MANY_REQUESTS,
    )
