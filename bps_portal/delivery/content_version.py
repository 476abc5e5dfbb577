"""Whether anything that readers see has changed: one number that all processes share.

A change raises it once its transaction is committed. Each process asks for it at most each second,
and at once after a change of its own.
"""

import logging
import threading
import time
from typing import Any

from django.apps import apps
from django.db import Error, models, transaction
from django.db.models import F

from .models import ContentVersion

logger = logging.getLogger(__name__)

ASKED_EVERY = 1.0
# Apps of which readers see nothing, or only what is found out at each minute anyway.
UNSEEN_APPS = {
    "accounts",
    "admin",
    "auth",
    "contenttypes",
    "delivery",
    "demo",
    "django_tasks_db",
    "search",
    "sessions",
    "taggit",
    "transfer",
    "translations",
    "wagtailadmin",
    "wagtailsearch",
    "wagtailusers",
}
UNSEEN_MODELS = {"contact.contactmessage", "content.portalrendition"}
# Of Wagtail's own models only these change what is seen.
SEEN_OF_WAGTAIL = {"site", "pageviewrestriction", "collectionviewrestriction"}
# What saving a draft writes to the page itself.
DRAFT_FIELDS = ("draft_title", "has_unpublished_changes", "latest_revision")


class _Asker:
    """What this process knows of the number, and when it asked."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.forget()

    def forget(self) -> None:
        """Ask anew before the next page."""
        self._asked_at = float("-inf")
        self._number: int | None = None

    def number(self) -> int | None:
        """Return the number; None where the database does not tell it."""
        with self._lock:
            if time.monotonic() - self._asked_at < ASKED_EVERY:
                return self._number
            # The other threads go on with what is known.
            self._asked_at = time.monotonic()
        try:
            row = ContentVersion.objects.filter(pk=ContentVersion.ONLY)
            self._number = row.values_list("number", flat=True).first() or 0
        except Error:
            logger.warning("The database does not tell whether pages have changed.")
            self._number = None
        return self._number


_asker = _Asker()
current = _asker.number
forget = _asker.forget


def raise_number() -> None:
    """Raise the number at once."""
    raised = ContentVersion.objects.filter(pk=ContentVersion.ONLY).update(number=F("number") + 1)
    if not raised:
        ContentVersion.objects.get_or_create(pk=ContentVersion.ONLY, defaults={"number": 1})
    forget()


def follow(sender: type[models.Model], **details: Any) -> None:
    """Note a saved, deleted or moved object that readers see (a receiver of signals)."""
    written = details.get("update_fields")
    only_draft = written and all(name.startswith(DRAFT_FIELDS) for name in written)
    if _is_seen(sender) and not only_draft:
        transaction.on_commit(raise_number)


def _is_seen(model: type[models.Model]) -> bool:
    app, label = model._meta.app_label, model._meta.label_lower
    if model._meta.apps is not apps:
        # A migration's; whoever migrates starts the processes anew.
        return False
    if app == "wagtailcore":
        return model._meta.model_name in SEEN_OF_WAGTAIL
    return app not in UNSEEN_APPS and label not in UNSEEN_MODELS
