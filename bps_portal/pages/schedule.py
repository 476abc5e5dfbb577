"""What becomes of a scheduled publication that is refused when its time comes."""

import logging
from typing import Any

from django.core.exceptions import ValidationError
from wagtail.log_actions import log

logger = logging.getLogger(__name__)

# Wagtail's name for what `publish_scheduled` does.
SCHEDULED = "wagtail.publish.scheduled"
REFUSED = "pages.publish.scheduled.refuse"


def take_off_schedule(page: Any, revision: Any, error: ValidationError) -> None:
    """Take a revision of `page` off the schedule, and say why in the history and the log."""
    logger.error("Page %s was due but cannot go public: %s", page.pk, error.messages)
    revision.approved_go_live_at = None
    revision.save(update_fields=["approved_go_live_at"])
    columns = list(getattr(error, "error_dict", {}))
    log(
        instance=page.specific_deferred, action=REFUSED, revision=revision, data={"fields": columns}
    )
