"""Follows what editors do, so that the search finds what readers see."""

from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import Model
from django.db.models.signals import post_delete, post_save
from wagtail.models import CollectionViewRestriction
from wagtail.signals import page_published, page_unpublished

from . import indexing, sources, tasks


def connect() -> None:
    """Listen to pages, themes and documents, and to who may open these."""
    page_published.connect(_page_published, dispatch_uid="search.page_published")
    page_unpublished.connect(_page_unpublished, dispatch_uid="search.page_unpublished")
    post_save.connect(_theme_saved, "content.Theme", dispatch_uid="search.theme_saved")
    post_save.connect(_file_saved, "content.PortalDocument", dispatch_uid="search.file_saved")
    for changed in (post_save, post_delete):
        changed.connect(_privacy_changed, CollectionViewRestriction, dispatch_uid="search.privacy")


def follow(source: sources.SearchSource) -> None:
    """Let readers find the things of `source`, and follow each change of them.

    An app calls it once, while it starts.
    """
    sources.add(source)

    def saved(instance: Model, raw: bool = False, **_kwargs: Any) -> None:
        if not raw:
            indexing.index_thing(source, instance, source.page())

    def deleted(instance: Model, **_kwargs: Any) -> None:
        indexing.forget_thing(source, instance)

    label = source.model._meta.label_lower
    post_save.connect(saved, source.model, weak=False, dispatch_uid=f"search.saved.{label}")
    post_delete.connect(deleted, source.model, weak=False, dispatch_uid=f"search.deleted.{label}")


def _page_published(instance: Model, **_kwargs: Any) -> None:
    """Index at once: what an editor has published is found when the next reader asks."""
    indexing.index_page(instance)


def _page_unpublished(instance: Model, **_kwargs: Any) -> None:
    indexing.forget_page(instance)


def _theme_saved(instance: Model, created: bool, raw: bool = False, **_kwargs: Any) -> None:
    if not created and not raw:
        transaction.on_commit(partial(tasks.index_pages_of_theme.enqueue, instance.pk))


def _file_saved(instance: Model, created: bool, raw: bool = False, **_kwargs: Any) -> None:
    if not created and not raw:
        transaction.on_commit(partial(tasks.index_pages_of_document.enqueue, instance.pk))


def _privacy_changed(instance: CollectionViewRestriction, **_kwargs: Any) -> None:
    transaction.on_commit(partial(tasks.index_pages_of_collection.enqueue, instance.collection_id))
