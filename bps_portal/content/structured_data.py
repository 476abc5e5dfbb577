"""What a page is, in the words of schema.org: values for JSON-LD, built from values.

Every function returns one node with its `@type`; addresses are absolute.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

type Node = dict[str, Any]

CONTEXT = "https://schema.org"
# schema.org sets no limit; search engines cut a longer headline.
LONGEST_HEADLINE = 110


def organisation(name: str, url: str, logo: str, **known: Any) -> Node:
    """Return the body behind the site; `known` holds further properties, of which empty ones fall.

    Its `@id` lets other nodes of the same page point to it.
    """
    identity = {"@type": "GovernmentOrganization", "@id": f"{url}#organisation"}
    return identity | {"name": name, "url": url, "logo": logo} | _filled(known)


def news_article(
    *,
    headline: str,
    url: str,
    language: str,
    published: date,
    description: str,
    pictures: Sequence[str],
    publisher: Node,
) -> Node:
    """Return an article; `published` is its own date, not that of its last version."""
    node = {
        "@type": "NewsArticle",
        "headline": _cut(headline),
        "url": url,
        "mainEntityOfPage": url,
        "inLanguage": language,
        "datePublished": published.isoformat(),
        "author": publisher,
        "publisher": publisher,
    }
    return node | _filled({"description": description, "image": list(pictures)})


def breadcrumb_list(steps: Iterable[tuple[str, str]]) -> Node:
    """Return the way from the home page down; each step is a title and an address."""
    elements = [
        {"@type": "ListItem", "position": place, "name": title, "item": url}
        for place, (title, url) in enumerate(steps, start=1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": elements}


def contact_point(telephone: str, kind: str, **known: Any) -> Node:
    """Return a number to call; `kind` says what it is for, in words."""
    node = {"@type": "ContactPoint", "telephone": telephone, "contactType": kind}
    return node | _filled(known)


def item_list(name: str, items: Iterable[Node]) -> Node:
    """Return a named list of nodes, in their order."""
    elements = [
        {"@type": "ListItem", "position": place, "item": item}
        for place, item in enumerate(items, start=1)
    ]
    return {"@type": "ItemList", "name": name, "itemListElement": elements}


def _filled(values: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value}


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST_HEADLINE else text[: LONGEST_HEADLINE - 1].rstrip() + "…"
