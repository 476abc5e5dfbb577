"""What robots and those who look for weak spots are told: robots.txt and security.txt."""

from datetime import UTC, date, datetime, time

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import NoReverseMatch, reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from bps_portal import languages
from bps_portal.languages.middleware import same_in_every_language

from .site_map import absolute

KEPT_SECONDS = 3600


@require_safe
@same_in_every_language
@cache_control(public=True, max_age=KEPT_SECONDS)
def robots(_request: HttpRequest) -> HttpResponse:
    """Tell robots what they may fetch: nothing but on the public site (RFC 9309)."""
    lines = ["User-agent: *"]
    if settings.CRAWLABLE:
        lines += [f"Disallow: {path}" for path in [reverse("wagtailadmin_home"), *_search_paths()]]
        lines += ["", f"Sitemap: {absolute(reverse('site_map'))}"]
    else:
        lines.append("Disallow: /")
    return _as_text(lines)


@require_safe
@same_in_every_language
@cache_control(public=True, max_age=KEPT_SECONDS)
def security(_request: HttpRequest) -> HttpResponse:
    """Tell where to report a weak spot (RFC 9116).

    Raises:
        Http404: where no contact is set, and past the last day on which it holds.
    """
    last = settings.SECURITY_TXT_EXPIRES
    if not settings.SECURITY_CONTACT or has_expired(last, datetime.now(UTC)):
        raise Http404
    lines = [
        f"Contact: {settings.SECURITY_CONTACT}",
        f"Expires: {end_of(last).isoformat().replace('+00:00', 'Z')}",
        f"Preferred-Languages: {', '.join(languages.public_codes())}",
        f"Canonical: {absolute(reverse('security_txt'))}",
    ]
    if settings.SECURITY_POLICY:
        lines.append(f"Policy: {settings.SECURITY_POLICY}")
    return _as_text(lines)


def has_expired(last: date, now: datetime) -> bool:
    """Tell whether `last`, the last day of a security.txt, is over."""
    return now > end_of(last)


def end_of(day: date) -> datetime:
    """Return the last second of a day, in UTC."""
    return datetime.combine(day, time(23, 59, 59), tzinfo=UTC)


def _search_paths() -> list[str]:
    paths = []
    for code in languages.public_codes():
        with languages.override(code):
            try:
                paths.append(reverse("search"))
            except NoReverseMatch:
                continue
    return paths


def _as_text(lines: list[str]) -> HttpResponse:
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
