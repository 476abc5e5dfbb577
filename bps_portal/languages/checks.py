"""System check: every text of a page or snippet is translated, or listed as untranslated."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.apps import AppConfig, apps
from django.core.checks import CheckMessage, Error, register
from django.db import models
from modeltranslation.translator import translator
from modeltranslation.utils import get_translation_fields
from wagtail.documents import get_document_model
from wagtail.fields import RichTextField, StreamField
from wagtail.images import get_image_model
from wagtail.models import AbstractPage
from wagtail.snippets.models import get_snippet_models

TEXT_FIELDS = (models.CharField, models.TextField, RichTextField, StreamField)
MISSING_ID = "languages.E001"
UNKNOWN_ID = "languages.E002"
HIDDEN_ID = "languages.E003"


@register()
def check_texts_are_translated(
    app_configs: Sequence[AppConfig] | None = None, **_kwargs: Any
) -> list[CheckMessage]:
    """Return an error for each text field whose language nobody decided."""
    messages: list[CheckMessage] = []
    for model in _models_shown_to_readers():
        if app_configs is None or model._meta.app_config in app_configs:
            messages += _check_model(model)
    return messages


@register()
def check_translated_relations_are_named(
    app_configs: Sequence[AppConfig] | None = None, **_kwargs: Any
) -> list[CheckMessage]:
    """Return an error for each translated foreign key without a reverse name.

    modeltranslation gives the columns of such a key no relation of their own, so that deleting
    what they point at would fail on the foreign key instead of emptying them.
    """
    return [
        Error(
            f"{model._meta.label}.{name} is translated but its reverse relation is hidden.",
            hint='Give it a related_name that does not end in "+".',
            obj=model,
            id=HIDDEN_ID,
        )
        for model in translator.get_registered_models(abstract=False)
        if app_configs is None or model._meta.app_config in app_configs
        for name in translator.get_options_for_model(model).all_fields
        if (field := model._meta.get_field(name)).is_relation and field.remote_field.hidden
    ]


def _models_shown_to_readers() -> Iterable[type[models.Model]]:
    files = {get_image_model(), get_document_model()}
    shown = files | set(get_snippet_models())
    return [
        model
        for model in apps.get_models()
        if issubclass(model, AbstractPage)
        or model in shown
        or hasattr(model, "untranslated_fields")
    ]


def _check_model(model: type[models.Model]) -> list[CheckMessage]:
    registered = set(_translated_field_names(model))
    untranslated: set[str] = set()
    for ancestor in model.__mro__:
        untranslated |= set(vars(ancestor).get("untranslated_fields", ()))
    own = [field for field in model._meta.local_fields if _holds_text(field)]
    messages: list[CheckMessage] = [
        Error(
            f"{model._meta.label}.{field.name} holds text but no language is decided for it.",
            hint=(
                f"Add “{field.name}” to the fields in the app's translation.py, or to "
                f"{model.__name__}.untranslated_fields when it reads the same in every language."
            ),
            obj=model,
            id=MISSING_ID,
        )
        for field in own
        if field.name not in registered | untranslated
    ]
    known = {field.name for field in model._meta.get_fields()}
    messages += [
        Error(
            f"{model._meta.label}.untranslated_fields names “{name}”, which is no field.",
            hint="Remove or correct the name.",
            obj=model,
            id=UNKNOWN_ID,
        )
        for name in sorted(set(vars(model).get("untranslated_fields", ())) - known)
    ]
    return messages


def _holds_text(field: models.Field[Any, Any]) -> bool:
    return isinstance(field, TEXT_FIELDS) and field.editable and not field.choices


def _translated_field_names(model: type[models.Model]) -> Iterable[str]:
    if model not in translator.get_registered_models(abstract=False):
        return
    for name in translator.get_options_for_model(model).all_fields:
        yield name
        yield from get_translation_fields(name)
