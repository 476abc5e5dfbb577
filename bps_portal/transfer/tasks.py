"""Bringing in saved pages in the background, once an editor has settled what was doubtful."""

import logging
from pathlib import Path

from django.conf import settings
from django.tasks import task

from .links.external import check_due
from .models import SavedPage
from .moving import bring_in

logger = logging.getLogger(__name__)


@task()
def bring_in_what_is_settled() -> None:
    """Make articles of all saved pages that wait for no answer, folder by folder."""
    folders = SavedPage.objects.settled().values_list("folder", flat=True).distinct()
    for folder in list(folders.order_by("folder")):
        bring_in(Path(folder), logger.info, _set_aside)


def _set_aside(place: str, reason: str) -> None:
    logger.warning("Set aside %s: %s", place, reason)


@task()
def ask_other_sites() -> None:
    """Ask other sites about links that are due, where `CHECK_EXTERNAL_LINKS` lets it."""
    if settings.CHECK_EXTERNAL_LINKS:
        logger.info("Asked about %d addresses of other sites.", check_due())
