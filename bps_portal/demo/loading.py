"""Loads the demo content: what no earlier run has made, and nothing else."""

from collections.abc import Callable

from django.db import transaction

from emergency.models import EmergencyNumber
from emergency.seed import load_numbers

from .accounts import load_accounts
from .glossary import load_glossary
from .media import load_documents, load_pictures, load_themes
from .once import Pieces
from .prepared_alerts import load_prepared_alerts
from .site_pages import load_site_pages
from .site_settings import load_site_settings
from .stories import Material, load_articles, load_campaigns, load_publications
from .subpages import load_subpages

NUMBERS = "emergency-numbers"


@transaction.atomic
def load_demo(report: Callable[[str], None]) -> int:
    """Make the demo content that no earlier run has made, all or nothing; return how many pieces.

    Whatever an editor has changed or deleted since stays as it is.

    Args:
        report: takes each line of progress.
    """
    pieces = Pieces(report)
    report("Themes, pictures and brochures ...")
    material = Material(load_themes(pieces), load_pictures(pieces), load_documents(pieces))
    report("Pages ...")
    site = load_site_pages(pieces, material.pictures, material.documents)
    load_subpages(pieces, site, material.pictures, material.documents)
    library, list_of_campaigns = site.get("library"), site.get("campaigns")
    publications = load_publications(pieces, library, material) if library else {}
    campaigns = (
        load_campaigns(pieces, list_of_campaigns, material, publications)
        if list_of_campaigns
        else {}
    )
    if "news" in site:
        load_articles(pieces, site["news"], material, campaigns)
    report("Site settings ...")
    load_site_settings(pieces, site)
    report("Emergency numbers ...")
    _load_numbers_once(pieces, report)
    report("Prepared alerts ...")
    load_prepared_alerts(pieces)
    report("Glossary ...")
    load_glossary(pieces)
    report("Accounts ...")
    for line in load_accounts(pieces):
        report(line)
    return pieces.count


def _load_numbers_once(pieces: Pieces, report: Callable[[str], None]) -> None:
    """Make the numbers; they are recorded as one piece, so a deleted number stays deleted."""
    if pieces.known(NUMBERS):
        return
    report(f"  {load_numbers()} numbers")
    if first := EmergencyNumber.objects.first():
        pieces.remember(NUMBERS, first)
