"""The rules of Mozilla's HTTP Observatory, as data and as a reading of an answer.

Source: `src/grader/charts.js` and `src/analyzer/tests/` of github.com/mdn/mdn-http-observatory
(scoring as published at developer.mozilla.org/en-US/observatory/docs/tests_and_scoring): the score
begins at 100, bonuses count from 90, and 100 or more is an A+.
"""

import re
from dataclasses import dataclass
from http.cookies import SimpleCookie
from urllib.parse import urlsplit

from bs4 import BeautifulSoup

START = 100
BONUS_FROM = 90
BEST = 100

MODIFIERS = {
    "csp": {
        "default-none": 10,
        "no-unsafe": 5,
        "unsafe-style-only": 0,
        "http-pictures": -10,
        "unsafe-eval": -10,
        "unsafe-inline": -20,
        "http-sources": -20,
        "missing": -25,
    },
    "cookies": {
        "secure-httponly-samesite": 5,
        "secure-httponly": 0,
        "none": 0,
        "samesite-invalid": -20,
        "not-secure": -20,
        "session-not-httponly": -30,
        "session-not-secure": -40,
    },
    "cors": {"none": 0, "public": 0, "universal": -50},
    "redirection": {"https-same-host": 0, "other-host": -5, "not-https-first": -10, "missing": -20},
    "referrer-policy": {"private": 5, "missing": 0, "unsafe": -5},
    "hsts": {"preloaded": 5, "six-months": 0, "shorter": -10, "missing": -20},
    "sri": {
        "implemented": 5,
        "not-html": 0,
        "no-scripts": 0,
        "own-origin": 0,
        "external-without": -5,
        "external-insecure": -50,
    },
    "nosniff": {"set": 0, "missing": -5},
    "frames": {"by-csp": 5, "by-header": 0, "missing": -20},
    "corp": {"same-origin": 10, "same-site": 10, "cross-origin": 0, "missing": 0, "invalid": -5},
}
SIX_MONTHS = 15_768_000
PRIVATE = {"no-referrer", "same-origin", "strict-origin", "strict-origin-when-cross-origin"}
BROAD = {"*", "http:", "https:", "ftp:", "http://*", "https://*", "http://*.*", "https://*.*"}
INLINE = {"'unsafe-inline'", "data:"}
HASHED = ("'nonce-", "'sha256-", "'sha384-", "'sha512-")


@dataclass(frozen=True)
class Answer:
    """What the Observatory looks at: an answer over https, and what http answered first."""

    host: str
    headers: dict[str, str]
    cookies: SimpleCookie
    html: str
    redirected_to: str


def findings(answer: Answer) -> dict[str, str]:
    """Return which rule of each test holds."""
    return {
        "csp": _csp(answer.headers),
        "cookies": _cookies(answer.cookies),
        "cors": _cors(answer.headers),
        "redirection": _redirection(answer),
        "referrer-policy": _referrer(answer.headers),
        "hsts": _hsts(answer.headers),
        "sri": _sri(answer),
        "nosniff": "set"
        if answer.headers.get("x-content-type-options") == "nosniff"
        else "missing",
        "frames": _frames(answer.headers),
        "corp": answer.headers.get("cross-origin-resource-policy", "missing"),
    }


def score(found: dict[str, str]) -> int:
    """Return the score of what was found."""
    values = [MODIFIERS[test][rule] for test, rule in found.items()]
    base = START + sum(value for value in values if value < 0)
    return base + (sum(value for value in values if value > 0) if base >= BONUS_FROM else 0)


def directives(headers: dict[str, str]) -> dict[str, set[str]]:
    """Return the sources of each directive of the policy."""
    parts = [part.split() for part in headers.get("content-security-policy", "").split(";")]
    return {part[0]: set(part[1:]) for part in parts if part}


def _csp(headers: dict[str, str]) -> str:
    policy = directives(headers)
    if not policy:
        return "missing"
    default = policy.get("default-src", {"*"})
    scripts, objects, styles = (
        _effective(policy.get(name, default)) for name in ("script-src", "object-src", "style-src")
    )
    passive = policy.get("img-src", default) | policy.get("media-src", default)
    active = set().union(*(v for k, v in policy.items() if k not in {"img-src", "media-src"}))
    if scripts & (BROAD | INLINE) or objects & BROAD:
        return "unsafe-inline"
    if any(source.startswith(("http:", "ftp:")) for source in active):
        return "http-sources"
    if "'unsafe-eval'" in scripts | styles:
        return "unsafe-eval"
    if any(source.startswith(("http:", "ftp:")) for source in passive):
        return "http-pictures"
    if styles & (BROAD | INLINE):
        return "unsafe-style-only"
    return "default-none" if default == {"'none'"} else "no-unsafe"


def _effective(sources: set[str]) -> set[str]:
    hashed = any(source.startswith(HASHED) for source in sources)
    return sources - {"'unsafe-inline'"} if hashed else sources


def _cookies(cookies: SimpleCookie) -> str:
    found = "secure-httponly-samesite" if cookies else "none"
    for name, cookie in cookies.items():
        is_session = "sess" in name.lower()
        if not cookie["secure"]:
            return "session-not-secure" if is_session else "not-secure"
        if is_session and not cookie["httponly"]:
            return "session-not-httponly"
        if cookie["samesite"] not in {"", "Lax", "Strict"}:
            return "samesite-invalid"
        if not cookie["samesite"]:
            found = "secure-httponly"
    return found


def _cors(headers: dict[str, str]) -> str:
    allowed = headers.get("access-control-allow-origin")
    if allowed is None:
        return "none"
    return "universal" if headers.get("access-control-allow-credentials") == "true" else "public"


def _redirection(answer: Answer) -> str:
    target = urlsplit(answer.redirected_to)
    if not target.scheme:
        return "missing"
    if target.scheme != "https":
        return "not-https-first"
    return "https-same-host" if target.hostname == answer.host else "other-host"


def _referrer(headers: dict[str, str]) -> str:
    policy = headers.get("referrer-policy")
    if policy is None:
        return "missing"
    return "private" if {word.strip() for word in policy.split(",")} <= PRIVATE else "unsafe"


def _hsts(headers: dict[str, str]) -> str:
    age = re.search(r"max-age=(\d+)", headers.get("strict-transport-security", ""))
    if age is None:
        return "missing"
    return "six-months" if int(age[1]) >= SIX_MONTHS else "shorter"


def _sri(answer: Answer) -> str:
    if not answer.headers.get("content-type", "").startswith("text/html"):
        return "not-html"
    scripts = BeautifulSoup(answer.html, "html.parser").select("script[src]")
    foreign = [one for one in scripts if urlsplit(str(one["src"])).netloc not in {"", answer.host}]
    if not scripts:
        return "no-scripts"
    if any(not str(one["src"]).startswith("https:") for one in foreign):
        return "external-insecure"
    if any(not one.get("integrity") for one in foreign):
        return "external-without"
    return "implemented" if all(one.get("integrity") for one in scripts) else "own-origin"


def _frames(headers: dict[str, str]) -> str:
    ancestors = directives(headers).get("frame-ancestors")
    if ancestors and not ancestors & BROAD:
        return "by-csp"
    named = headers.get("x-frame-options", "").upper() in {"DENY", "SAMEORIGIN"}
    return "by-header" if named else "missing"
