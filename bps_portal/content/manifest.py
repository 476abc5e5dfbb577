"""How browsers show the site among others: its icon, and the manifest of a web app (W3C)."""

from django.http import HttpRequest, HttpResponseRedirect, JsonResponse
from django.templatetags.static import static
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from bps_portal import languages
from bps_portal.languages.middleware import same_in_every_language

from .site_frame import frame_of

KEPT_SECONDS = 86_400
ICON_SIZES = (192, 512)
# As --plate and --paper in static/css/base.css.
PLATE, PAPER = "#0a4f57", "#ffffff"


@require_safe
@cache_control(public=True, max_age=KEPT_SECONDS)
def manifest(request: HttpRequest) -> JsonResponse:
    """Return the manifest in the active language."""
    code = languages.active_code()
    name = frame_of(request).settings.name_to_show
    home = f"/{code}/"
    icons = [
        {"src": static(f"icons/icon-{size}.png"), "sizes": f"{size}x{size}", "type": "image/png"}
        for size in ICON_SIZES
    ]
    return JsonResponse(
        {
            "name": name,
            "short_name": name.split(maxsplit=1)[0],
            "lang": code,
            "start_url": home,
            "scope": home,
            "display": "minimal-ui",
            "theme_color": PLATE,
            "background_color": PAPER,
            "icons": icons,
        },
        content_type="application/manifest+json",
        json_dumps_params={"ensure_ascii": False},
    )


@require_safe
@same_in_every_language
@cache_control(public=True, max_age=KEPT_SECONDS)
def favicon(_request: HttpRequest) -> HttpResponseRedirect:
    """Lead programs that look for the icon at its oldest address to the file."""
    return HttpResponseRedirect(static("icons/favicon.ico"))
