"""What travels beside the pages: themes, numbers, pictures, files, settings."""

from typing import Any

from django.db import models
from wagtail.contrib.settings.registry import registry
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.snippets.models import get_snippet_models

from emergency.models import PreparedAlert

from .identities import page_model

# Plain models whose rows are the editors' own texts.
OTHERS: tuple[type[models.Model], ...] = (PreparedAlert,)


def record_models() -> list[type[models.Model]]:
    """Return the models that pages may refer to, in the order in which they come in."""
    return [get_image_model(), get_document_model(), *_snippets(after_pages=False)]


def late_models() -> list[type[models.Model]]:
    """Return the models that refer to pages and so come after them."""
    return _snippets(after_pages=True)


def setting_models() -> list[type[models.Model]]:
    """Return the settings of a site."""
    return sorted(registry, key=lambda model: model._meta.label)


def _snippets(*, after_pages: bool) -> list[type[models.Model]]:
    found = sorted({*get_snippet_models(), *OTHERS}, key=lambda model: model._meta.label)
    return [model for model in found if _refers_to_page(model) is after_pages]


def _refers_to_page(model: Any) -> bool:
    return any(
        field.is_relation and field.related_model and issubclass(field.related_model, page_model())
        for field in model._meta.concrete_fields
    )
