"""Films at other sites: which addresses are taken, and where their players are."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import SplitResult, parse_qs, urlencode, urlsplit

YOUTUBE_HOSTS = {"youtube.com", "m.youtube.com", "youtube-nocookie.com"}
YOUTUBE_SHORT_HOST = "youtu.be"
VIMEO_HOSTS = {"vimeo.com", "player.vimeo.com"}

_YOUTUBE_KEY = re.compile(r"[\w-]{11}", re.ASCII)
_YOUTUBE_PATH = re.compile(r"/(?:embed|shorts|live)/([\w-]{11})/?", re.ASCII)
# The second part, if any, opens a film that is not listed.
_VIMEO_PATH = re.compile(r"/(?:video/)?([0-9]{1,12})(?:/([0-9a-f]{6,20}))?/?", re.ASCII)
_VIMEO_SECRET = re.compile(r"[0-9a-f]{6,20}", re.ASCII)


@dataclass(frozen=True)
class HostedVideo:
    """A film at another site: `site` by its name, `page` the address where it is seen there."""

    site: str
    page: str
    _player: str
    _options: Callable[[str], dict[str, str]]

    def player(self, code: str) -> str:
        """Return the address of the site's player that follows readers least, set to a language.

        It starts at once, since the reader has just asked for it.
        """
        return f"{self._player}?{urlencode({'autoplay': '1', **self._options(code)})}"


def hosted_video(address: str) -> HostedVideo | None:
    """Return the film at an address as a reader copies it, or None for any other address."""
    try:
        parts = urlsplit(address.strip())
        host = (parts.hostname or "").removeprefix("www.")
        plain = parts.scheme in {"http", "https"} and not parts.port
    except ValueError:
        return None
    if not plain or parts.username is not None:
        return None
    if host == YOUTUBE_SHORT_HOST or host in YOUTUBE_HOSTS:
        return _at_youtube(parts, host)
    return _at_vimeo(parts) if host in VIMEO_HOSTS else None


def _at_youtube(parts: SplitResult, host: str) -> HostedVideo | None:
    path = parts.path.rstrip("/")
    if host == YOUTUBE_SHORT_HOST:
        key = path.removeprefix("/")
    elif path == "/watch":
        key = parse_qs(parts.query).get("v", [""])[0]
    else:
        match = _YOUTUBE_PATH.fullmatch(path)
        key = match[1] if match else ""
    if not _YOUTUBE_KEY.fullmatch(key):
        return None
    return HostedVideo(
        "YouTube",
        f"https://www.youtube.com/watch?v={key}",
        f"https://www.youtube-nocookie.com/embed/{key}",
        lambda code: {"rel": "0", "cc_load_policy": "1", "cc_lang_pref": code, "hl": code},
    )


def _at_vimeo(parts: SplitResult) -> HostedVideo | None:
    match = _VIMEO_PATH.fullmatch(parts.path)
    if not match:
        return None
    key = match[1]
    secret = match[2] or parse_qs(parts.query).get("h", [""])[0]
    if secret and not _VIMEO_SECRET.fullmatch(secret):
        return None
    return HostedVideo(
        "Vimeo",
        f"https://vimeo.com/{key}/{secret}" if secret else f"https://vimeo.com/{key}",
        f"https://player.vimeo.com/video/{key}",
        lambda code: {"dnt": "1", "texttrack": code, **({"h": secret} if secret else {})},
    )
