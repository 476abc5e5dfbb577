"""What readers find where a page is public in another language only, by an exception.

The answer is 404: in this language there is no page yet, so that search engines and link checkers
keep nothing of it. Its reader is told that the translation follows, and led to the page that is
there.
"""

from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from bps_portal import languages

from .models import PortalPage

type Serve = Callable[[Any, HttpRequest, Any, Any], HttpResponse]


@dataclass(frozen=True)
class Version:
    """A page in a language in which readers see it."""

    code: str
    title: str
    url: str


def say_that_translation_follows(serve: Serve) -> Serve:
    """Answer in place of a page whose translation is awaited (Wagtail's `on_serve_page`).

    Comes after the check of view restrictions, which readers have to pass here too.
    """

    def serve_or_say(page: Any, request: HttpRequest, args: Any, kwargs: Any) -> HttpResponse:
        if not isinstance(page, PortalPage) or page.live_in(languages.active_code()):
            return serve(page, request, args, kwargs)
        context = {"page": page, "versions": versions_of(page, request)}
        return render(
            request, "pages/translation_follows.html", context, status=HTTPStatus.NOT_FOUND
        )

    return serve_or_say


def versions_of(page: PortalPage, request: HttpRequest) -> list[Version]:
    """Return the versions of `page` that readers see."""
    return [
        Version(code, languages.value_in(page, "title", code), url)
        for code in languages.codes()
        if (url := page.url_in(code, request))
    ]
