"""Loads the plain pages that stand below a section, such as missions and press."""

from collections.abc import Mapping
from functools import partial

from bps_portal import languages
from bps_portal.home.models import ContentPage, PageDocument
from bps_portal.pages.models import LocalizedPage

from .bodies import Documents, Pictures, bodies
from .content_files import Entry, pages, texts
from .once import Pieces

# Those of a menu: what the body does, what it gives, how to reach and to join it.
ORDER = ("missions", "subsidies", "press", "jobs")


def load_subpages(
    pieces: Pieces, site: Mapping[str, LocalizedPage], pictures: Pictures, documents: Documents
) -> None:
    """Make the pages below sections that no earlier run has made.

    Args:
        pieces: what earlier runs have made.
        site: the sections by key; pages of one that is missing are left out.
        pictures: by their key.
        documents: by their key and language.
    """
    entries = pages("subpages")
    for key in sorted(entries, key=ORDER.index):
        if parent := site.get(entries[key]["parent"]):
            make = partial(_published, parent, key, entries[key], pictures, documents)
            pieces.once(f"subpage:{key}", make)


def _published(
    parent: LocalizedPage, key: str, entry: Entry, pictures: Pictures, documents: Documents
) -> ContentPage:
    contact = entry["contact"]
    page = ContentPage(
        live=False,
        contact_telephone=contact.get("telephone", ""),
        contact_email=contact.get("email", ""),
        **texts(entry),
        **bodies(f"subpage:{key}", entry, pictures, documents),
    )
    parent.add_child(instance=page)
    page.documents = [
        PageDocument(**files, sort_order=place)
        for place, name in enumerate(entry.get("documents", []))
        if any((files := _files(name, documents)).values())
    ]
    page.save_revision().publish()
    return page


def _files(name: str, documents: Documents) -> dict[str, object]:
    return {
        languages.field_name("document", code): documents.get(f"{name}.{code}")
        for code in languages.required_codes()
    }
