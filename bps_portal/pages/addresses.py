"""The address of a page in each language: slug, path from the root, uniqueness, look-up."""

import hashlib
import re
from collections.abc import Iterable

from anyascii import anyascii
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import F, Value
from django.db.models.functions import MD5, Coalesce
from django.urls import resolve, reverse
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from wagtail.models import AbstractPage, Site
from wagtail.query import PageQuerySet

from bps_portal import languages

BATCH_SIZE = 500
# A path of treebeard holds 63 steps of 4 characters; no page lies deeper.
MAX_DEPTH = 63
APOSTROPHES = re.compile("'")


def slug_from(title: str) -> str:
    """Return a slug of ASCII letters, digits and hyphens.

    Ligatures open ("cœur" gives "coeur") and an apostrophe parts words ("d’été" gives "d-ete").
    """
    return slugify(APOSTROPHES.sub(" ", anyascii(title)))[:255].strip("-")


def free_slug(slug: str, taken: Iterable[str]) -> str:
    """Return `slug`, or the first of `slug-2`, `slug-3`... that is not taken."""
    used = set(taken)
    candidate, suffix = slug, 1
    while candidate in used:
        suffix += 1
        candidate = f"{slug}-{suffix}"
    return candidate


def url_path_below(parent_path: str | None, slug: str | None) -> str | None:
    """Return the path of a page below `parent_path`, or None where either has no address."""
    return f"{parent_path}{slug}/" if parent_path and slug else None


def pages_beside(parent: AbstractPage, page: AbstractPage | None = None) -> PageQuerySet:
    """Return the pages below `parent`, without `page` itself where it is one of them."""
    children = parent.get_children()
    return children.not_page(page) if page and page.pk else children


def slug_error(
    parent: AbstractPage, code: str, slug: str | None, page: AbstractPage | None = None
) -> ValidationError | None:
    """Return why `page` (or a new page) cannot have a slug below `parent`, or None where it can."""
    if not slug:
        return None
    values = {"slug": slug}
    if pages_beside(parent, page).filter(**{languages.field_name("slug", code): slug}).exists():
        message = _("The slug “%(slug)s” is already used by a page beside this one.")
        return ValidationError(message, "unique", values)
    if _is_fixed_route(parent, code, slug):
        message = _("The address “%(slug)s” belongs to a fixed part of the site.")
        return ValidationError(message, "reserved", values)
    return None


def _is_fixed_route(parent: AbstractPage, code: str, slug: str) -> bool:
    path = url_path_below(_url_path(parent, code), slug)
    for root in Site.get_site_root_paths():
        if path and path.startswith(root.root_path):
            with languages.override(code):
                address = reverse("wagtail_serve", args=[path[len(root.root_path) :]])
                return resolve(address, settings.ROOT_URLCONF).view_name != "wagtail_serve"
    return False


def rewrite_descendants(page: AbstractPage) -> None:
    """Recompute the path of every page below `page`, in every language."""
    model = page.base_page_model
    paths = {page.path: {code: _url_path(page, code) for code in languages.codes()}}
    names = [*languages.field_names("url_path"), *languages.field_names("slug")]
    changed = []
    below = model.objects.rewrite(False).descendant_of(page).order_by("path").only("path", *names)
    for descendant in below.iterator(BATCH_SIZE):
        parent_paths = paths[descendant.path[: -model.steplen]]
        own = {
            code: url_path_below(parent_paths[code], languages.value_in(descendant, "slug", code))
            for code in languages.codes()
        }
        paths[descendant.path] = own
        if any(own[code] != _url_path(descendant, code) for code in own):
            for code, url_path in own.items():
                languages.set_value_in(descendant, "url_path", code, url_path)
            changed.append(descendant)
    model.objects.rewrite(False).bulk_update(
        changed, languages.field_names("url_path"), batch_size=BATCH_SIZE
    )
    # The plain column mirrors the default language; Wagtail's own commands read it.
    model.objects.rewrite(False).descendant_of(page).update(
        url_path=Coalesce(F(languages.field_name("url_path", languages.default_code())), Value(""))
    )


def prefixes(root_path: str, components: list[str]) -> list[str]:
    """Return the paths on the way from the home page's `root_path` down, as deep as pages lie."""
    return [
        root_path + "".join(f"{part}/" for part in components[:length])
        for length in range(min(len(components), MAX_DEPTH) + 1)
    ]


def pages_on_path(model: type[AbstractPage], code: str, url_paths: list[str]) -> list[AbstractPage]:
    """Return the pages whose path in a language is one of `url_paths`, the longest path first.

    One indexed query: the unique index is on the digest, because a path can be longer than a
    B-tree row (2,704 bytes) allows.
    """
    digests = [hashlib.md5(path.encode(), usedforsecurity=False).hexdigest() for path in url_paths]
    column = languages.field_name("url_path", code)
    found = (
        model.objects.annotate(path_digest=MD5(column))
        .filter(path_digest__in=digests)
        .with_restricted()
    )
    return sorted(found, key=lambda page: page.depth, reverse=True)


def _url_path(page: AbstractPage, code: str) -> str | None:
    path: str | None = languages.value_in(page, "url_path", code)
    return path
