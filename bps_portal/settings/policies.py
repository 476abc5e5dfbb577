"""What browsers may do with our pages: Content Security Policies and Permissions-Policy.

Public pages have no script or style of their own in their text, so that one policy without nonces
serves everybody and is kept with the page.
"""

from collections.abc import Mapping
from urllib.parse import urlsplit

from django.utils.csp import CSP

# The only other sites whose pages ours show, once the reader asks for a film.
PLAYERS = ["https://www.youtube-nocookie.com", "https://player.vimeo.com"]
# What browsers offer and no page of ours uses; the players use the four below.
UNUSED_FEATURES = [
    "accelerometer",
    "browsing-topics",
    "camera",
    "display-capture",
    "geolocation",
    "gyroscope",
    "hid",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "screen-wake-lock",
    "serial",
    "usb",
    "xr-spatial-tracking",
]
PLAYER_FEATURES = ["autoplay", "encrypted-media", "fullscreen", "picture-in-picture"]


def public_policy(media_url: str) -> dict[str, list[str]]:
    """Return the policy of public pages, whose uploads are at `media_url`."""
    files = [CSP.SELF, *_origin(media_url)]
    return {
        "default-src": [CSP.NONE],
        "script-src": [CSP.SELF],
        "style-src": [CSP.SELF],
        "img-src": files,
        "font-src": [CSP.SELF],
        "media-src": files,
        "connect-src": [CSP.SELF],
        "manifest-src": [CSP.SELF],
        "worker-src": [CSP.SELF],
        "frame-src": PLAYERS,
        "base-uri": [CSP.NONE],
        "form-action": [CSP.SELF],
        "frame-ancestors": [CSP.NONE],
    }


def admin_policy(public: Mapping[str, list[str]]) -> dict[str, list[str]]:
    """Return the policy of the admin: its scripts come in files, too.

    Wagtail's editor of texts writes `style` elements without a nonce, which nothing but
    'unsafe-inline' allows; what they can do is to change how a page looks.
    """
    return {
        **public,
        "style-src": [*public["style-src"], CSP.UNSAFE_INLINE],
        # Pictures that are being uploaded, and the code that a telephone scans.
        "img-src": [*public["img-src"], "data:", "blob:"],
        # Previews.
        "frame-src": [CSP.SELF, *public["frame-src"]],
        "frame-ancestors": [CSP.SELF],
    }


def permissions() -> str:
    """Return the value of Permissions-Policy (W3C Permissions Policy, structured as RFC 9651)."""
    players = " ".join(["self", *(f'"{origin}"' for origin in PLAYERS)])
    return ", ".join(
        [f"{name}=()" for name in UNUSED_FEATURES]
        + [f"{name}=({players})" for name in PLAYER_FEATURES]
    )


def _origin(url: str) -> list[str]:
    parts = urlsplit(url)
    return [f"{parts.scheme}://{parts.netloc}"] if parts.netloc else []
