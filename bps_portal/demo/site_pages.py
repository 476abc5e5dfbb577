"""Loads the home page, the sections and the plain pages."""

from collections.abc import Mapping

from bps_portal.home.fixed_pages import ensure_fixed_pages
from bps_portal.pages.models import LocalizedPage

from .bodies import Documents, Pictures, bodies
from .content_files import pages, texts
from .once import Pieces


def load_site_pages(
    pieces: Pieces, pictures: Pictures, documents: Documents
) -> Mapping[str, LocalizedPage]:
    """Return the home page and the fixed pages by key.

    Pages that the site has already, from an earlier run or from its set-up, are left alone; pages
    that an editor has deleted are missing from the result.
    """
    content = {
        key: {**texts(entry), **bodies(f"page:{key}", entry, pictures, documents)}
        for key, entry in pages("pages").items()
    }
    loaded_before = {key for key in content if pieces.known(f"page:{key}")}
    found: dict[str, LocalizedPage] = {}
    for key, page, made in ensure_fixed_pages(content, skip=loaded_before):
        found[key] = page
        if made:
            pieces.remember(f"page:{key}", page)
    return found
