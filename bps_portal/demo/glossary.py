"""Loads the glossary: what each subject is called in both languages."""

from functools import partial

from bps_portal.translations.models import GlossaryTerm

from .content_files import Entry, entries, texts
from .once import Pieces


def load_glossary(pieces: Pieces) -> None:
    """Make the terms that no earlier run has made."""
    for key, entry in entries("glossary").items():
        pieces.once(f"term:{key}", partial(_term, entry))


def _term(entry: Entry) -> GlossaryTerm:
    term = GlossaryTerm(note=entry.get("note", ""), **texts(entry))
    term.full_clean()
    term.save()
    return term
