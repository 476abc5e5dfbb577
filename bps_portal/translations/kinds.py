"""The kinds of content whose translations are followed: pages, themes, pictures and more."""

from functools import cache
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.text import capfirst
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.models import AbstractPage

from bps_portal.languages.tracking import Tracked
from bps_portal.pages.models import PortalPage

Kind = type[models.Model]


@cache
def kinds() -> tuple[Kind, ...]:
    """Return the models whose objects know how their translations stand (`Tracked`).

    The base of all pages is none: the root alone is just that, and nobody translates it.
    """
    return tuple(
        model
        for model in apps.get_models()
        if issubclass(model, Tracked) and model is not PortalPage
    )


def kinds_of_pages() -> list[Kind]:
    """Return those kinds that are pages."""
    return [kind for kind in kinds() if issubclass(kind, AbstractPage)]


def content_type_id(kind: Kind) -> int:
    """Return the key by which the database names a kind."""
    return ContentType.objects.get_for_model(kind).pk


def kind_by_id(key: int) -> Kind:
    """Return the kind that the database names by `key`, without a query for those known."""
    model = ContentType.objects.get_for_id(key).model_class()
    if model is None:
        message = f"No model has the content type {key}."
        raise LookupError(message)
    return model


def kind_name(kind: Kind) -> str:
    """Return the name by which commands know a kind: "news.articlepage"."""
    return kind._meta.label_lower


def kind_label(kind: Kind) -> str:
    """Return what editors call one object of a kind, in the active language."""
    return capfirst(str(kind._meta.verbose_name))


def edit_url(kind: Kind, key: Any) -> str:
    """Return the address of the edit form of an object, whoever may open it."""
    model: Any = PortalPage if issubclass(kind, AbstractPage) else kind
    # Loaded with its key alone: a new object would look up its defaults.
    known = model.from_db(None, [model._meta.pk.attname], [key])
    return AdminURLFinder().get_edit_url(known) or ""


def as_edited(obj: Any) -> Any:
    """Return an object as its edit form shows it: a page with its newest draft."""
    if isinstance(obj, PortalPage):
        # A draft that cannot be read back, because what it needs is gone, is none.
        return obj.get_latest_revision_as_object() or obj.specific
    return obj
