"""Which answers a change makes old, told to whoever keeps answers once the change is committed.

A page whose type says what its lists depend on (`LocalizedPage.listed_by`) makes those answers old
that show it, and the lists in which it stands where these change. Anything else that readers see
makes every answer old: that is seldom, and costs no more than to ask for each page once more.
"""

from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.db import models, transaction
from modelcluster.fields import ParentalKey

from bps_portal import languages
from bps_portal.pages import shown
from bps_portal.pages.models import LocalizedPage, PortalPage

from . import content_version, purging
from .surrogate_keys import EVERYTHING, NO_PAGE

# Apps of which readers see nothing, or only what is found out at each minute anyway.
UNSEEN_APPS = {
    "account",
    "accounts",
    "admin",
    "auth",
    "axes",
    "contenttypes",
    "delivery",
    "demo",
    "django_tasks_database",
    "mfa",
    "search",
    "sessions",
    "taggit",
    "transfer",
    "translations",
    "wagtailadmin",
    "wagtailsearch",
    "wagtailusers",
}
UNSEEN_MODELS = {"contact.contactmessage", "content.portalrendition", "pages.missedaddress"}
# A file that was just uploaded stands nowhere yet.
UNSEEN_WHEN_NEW = {"content.portalimage", "content.portaldocument"}
# Of Wagtail's own models only these change what is seen.
SEEN_OF_WAGTAIL = {"site", "pageviewrestriction", "collectionviewrestriction"}
# What saving a draft writes to the page itself.
DRAFT_FIELDS = ("draft_title", "has_unpublished_changes", "latest_revision")
# Where and whether readers see a page, whatever its type.
PLACE_FIELDS = ("path", "live", "published_languages", "expire_at")
# Where a page that is being saved keeps what the database says of it.
STORED = "_stored_place"


def remember(sender: type[models.Model], instance: Any, **details: Any) -> None:
    """Note where a page stands before it is saved (a receiver of `pre_save`)."""
    if _is_alone(instance) and not _is_draft(details):
        names = _place_names(instance)
        stored = sender._default_manager.filter(pk=instance.pk).values(*names).first()
        vars(instance)[STORED] = stored


def follow(sender: type[models.Model], instance: Any = None, **details: Any) -> None:
    """Tell what is old because of a saved or deleted object (a receiver of signals)."""
    is_new_file = details.get("created") and sender._meta.label_lower in UNSEEN_WHEN_NEW
    if _is_seen(sender) and not _is_draft(details) and not is_new_file:
        announce(_old_because_of(sender, instance))


def follow_move(**_details: Any) -> None:
    """Tell that every answer is old: pages have other addresses (a receiver of `post_page_move`)."""
    announce({EVERYTHING})


def announce(keys: Iterable[str]) -> None:
    """Have the answers with these keys made anew once this transaction is committed."""
    connection = transaction.get_connection()
    for savepoints, hook, _robust in connection.run_on_commit:
        if isinstance(hook, _Announcement) and savepoints <= set(connection.savepoint_ids):
            # What is rolled back meanwhile costs an answer made anew for nothing, and no more.
            hook.keys.update(keys)
            return
    transaction.on_commit(_Announcement(keys), robust=True)


class _Announcement:
    """What one transaction makes old."""

    def __init__(self, keys: Iterable[str]) -> None:
        self.keys = set(keys)

    def __call__(self) -> None:
        keys = {EVERYTHING} if EVERYTHING in self.keys else self.keys
        content_version.raise_number(keys)
        purging.purge(keys)


def _old_because_of(sender: type[models.Model], instance: Any) -> set[str]:
    if not _is_alone(instance):
        return {shown.page_key(pk) for pk in _pages_of_part(sender, instance)} or {EVERYTHING}
    before = vars(instance).pop(STORED, None)
    now = {name: getattr(instance, name) for name in _place_names(instance)}
    own = {shown.page_key(instance.pk)}
    if before == now:
        return own
    addresses = languages.field_names("url_path")
    if before and any(before[name] != now[name] for name in addresses):
        return {EVERYTHING}
    places = [place for place in (before, now) if place]
    return (
        own
        | {shown.ANY_LIST, NO_PAGE, shown.list_key(sender)}
        | {
            shown.list_key(sender, name, place[name])
            for place in places
            for name in instance.listed_by or ()
        }
    )


def _pages_of_part(sender: type[models.Model], part: Any) -> list[int]:
    """Return the key of the page of which this is a part, such as a change note."""
    parents = [
        getattr(part, field.attname, None)
        for field in sender._meta.concrete_fields
        if isinstance(field, ParentalKey) and issubclass(field.related_model, PortalPage)
    ]
    return [pk for pk in parents if pk]


def _is_alone(instance: Any) -> bool:
    return isinstance(instance, LocalizedPage) and instance.listed_by is not None


def _place_names(page: LocalizedPage) -> list[str]:
    return [*PLACE_FIELDS, *languages.field_names("url_path"), *(page.listed_by or ())]


def _is_draft(details: dict[str, Any]) -> bool:
    written = details.get("update_fields")
    return bool(written and all(name.startswith(DRAFT_FIELDS) for name in written))


def _is_seen(model: type[models.Model]) -> bool:
    app, label = model._meta.app_label, model._meta.label_lower
    if model._meta.apps is not apps:
        # A migration's; whoever migrates starts the processes anew.
        return False
    if app == "wagtailcore":
        return model._meta.model_name in SEEN_OF_WAGTAIL
    return app not in UNSEEN_APPS and label not in UNSEEN_MODELS
