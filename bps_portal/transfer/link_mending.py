"""Links between imported pages: once the other page is there, they lead to it, wherever it moves."""

import json
from pathlib import Path
from typing import Any

from django.db import transaction
from wagtail.contrib.redirects.models import Redirect

from bps_portal import languages

from .models import SavedPage
from .saved_folder import FolderMedia, SavedFolder

CHUNK = 100


def mend_links(folder: Path) -> int:
    """Let links to former addresses lead to the pages themselves; return how many pages changed.

    Pages that somebody has edited since are left alone: their links lead on by a redirect.
    """
    source, changed = SavedFolder(folder), 0
    rows = SavedPage.objects.filter(folder=str(folder), article__isnull=False).exclude(links=[])
    for row in rows.select_related("article").iterator(CHUNK):
        known = Redirect.objects.filter(old_path__in=row.links, redirect_page__isnull=False)
        found = set(known.values_list("old_path", flat=True))
        if not found:
            continue
        with transaction.atomic():
            changed += _mended(row, FolderMedia(source, row.place, row.language))
            row.links = [link for link in row.links if link not in found]
            row.save(update_fields=["links"])
    return changed


def _mended(row: SavedPage, media: FolderMedia) -> bool:
    page: Any = row.article
    if page.revisions.exclude(user=None).exists():
        return False
    draft = page.get_latest_revision_as_object()
    body = languages.value_in(draft, "body", row.language)
    raw = list(body.raw_data) if body else []
    new = [
        block | {"value": media.linked(block["value"])} if block["type"] == "text" else block
        for block in raw
    ]
    if new == raw:
        return False
    languages.set_value_in(draft, "body", row.language, json.dumps(new))
    revision = draft.save_revision(clean=False)
    if page.live:
        revision.publish()
    return True
