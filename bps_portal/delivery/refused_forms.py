"""Forms that arrive without the cookie or the word that protects them."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

# What nobody wants to find in the source of a page, by a part of the field's name.
HUSHED = "password"
PROTECTION = "csrfmiddlewaretoken"

# Name and value of each field, a name as often as it came.
Fields = list[tuple[str, str]]


def form_refused(request: HttpRequest) -> HttpResponse:
    """Say that a form was refused, in the reader's language, and offer to send it once more.

    An editor who signs in again in another window leaves every open form with an old word; all
    that was typed would be lost with it. It is offered again, with a new word, to whoever sent it
    from a page of this site; what another site sends in the reader's name is not.
    """
    # A file cannot be offered again.
    fields = [] if request.FILES else typed_here(request)
    context = {"fields": fields, "address": request.get_full_path()}
    return render(request, "403_csrf.html", context, status=HTTPStatus.FORBIDDEN)


def _from_this_site(request: HttpRequest) -> bool:
    return request.headers.get("origin") == f"{request.scheme}://{request.get_host()}"


def typed_here(request: HttpRequest) -> Fields:
    """Return what was typed on a page of this site; nothing where a password was part of it."""
    if not _from_this_site(request) or any(HUSHED in name for name in request.POST):
        return []
    return [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if name != PROTECTION
    ]
