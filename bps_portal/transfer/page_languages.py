"""The language of a saved page, and where its language switch leads to."""

from collections.abc import Iterator
from typing import Any

from bps_portal import languages

from .folding import folded
from .old_addresses import is_home, local_path, parts_of
from .site_words import known_languages, language_of


def written_language(root: Any, text: str) -> str:
    """Return the code of the language of a page: that of its words, else the one it names, or ""."""
    if found := language_of(text):
        return found
    named = root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang")
    code = str(named or root.get("xml:lang") or "").lower().replace("_", "-").split("-")[0]
    return code if code in known_languages() else ""


def own_addresses(root: Any, language: str, place: str) -> tuple[str, ...]:
    """Return the paths at which the page itself stood, as far as it tells or its place does.

    Args:
        root: the page's html element.
        language: code of the page's language.
        place: the path of the saved file from the top of its folder.
    """
    told = [link.get("href") for link in root.iter("link") if link.get("rel") in _OWN]
    told += [meta.get("content") for meta in root.iter("meta") if meta.get("property") == "og:url"]
    told += [address for code, address in _switch(root) if code == language]
    found = dict.fromkeys(local_path(address or "") for address in [*told, f"/{place}"])
    return tuple(path for path in found if path and not is_home(path))


def other_addresses(root: Any, language: str) -> tuple[tuple[str, str], ...]:
    """Return the code and path of each other language that the page links to, home pages left out."""
    found: dict[str, str] = {}
    for code, address in _switch(root):
        path = local_path(address)
        if code != language and path and not is_home(path):
            found.setdefault(code, path)
    return tuple(found.items())


def own_hosts(root: Any) -> set[str]:
    """Return the hosts that the page names as its own."""
    told = [link.get("href") for link in root.iter("link") if link.get("rel") in _OWN]
    told += [meta.get("content") for meta in root.iter("meta") if meta.get("property") == "og:url"]
    return {host for each in told if each and (host := parts_of(each).netloc.lower())}


_OWN = ("canonical", "shortlink")


def _switch(root: Any) -> Iterator[tuple[str, str]]:
    """Yield what links lead to the page in each language: alternates first, then the switch."""
    for link in root.iter("link"):
        if link.get("rel") == "alternate" and (code := _known(link.get("hreflang") or "")):
            yield code, link.get("href") or ""
    names = {folded(name): code for code in known_languages() for name in _names(code)}
    for link in root.iter("a"):
        named = _known(link.get("hreflang") or "") or names.get(folded(link.text_content()))
        if named:
            yield named, link.get("href") or ""


def _known(tag: str) -> str:
    code = tag.lower().split("-")[0]
    return code if code in known_languages() else ""


def _names(code: str) -> tuple[str, ...]:
    return code, languages.own_name(code)
