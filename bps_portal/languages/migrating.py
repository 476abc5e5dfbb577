"""Migrations know the required languages alone; the columns of others come with `add_language`."""

from typing import Any

from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.state import ProjectState
from modeltranslation.translator import translator

from bps_portal import languages

from .columns import further_codes
from .models import LanguageRights


class RequiredLanguagesAutodetector(MigrationAutodetector):
    """Django's, which finds no changes where a site has further languages."""

    def __init__(self, from_state: ProjectState, to_state: ProjectState, *args: Any) -> None:
        """Take the further languages out of the state of the models."""
        for code in further_codes():
            _leave_out(code, to_state)
        super().__init__(from_state, to_state, *args)


def _leave_out(code: str, state: ProjectState) -> None:
    for model in translator.get_registered_models(abstract=False):
        found = state.models.get((model._meta.app_label, str(model._meta.model_name)))
        if found is None:
            continue
        for name in translator.get_options_for_model(model).all_fields:
            found.fields.pop(languages.field_name(name, code), None)
        if "constraints" in found.options:
            ending = languages.field_name("", code)
            found.options["constraints"] = [
                each for each in found.options["constraints"] if not each.name.endswith(ending)
            ]
    rights = state.models[LanguageRights._meta.app_label, str(LanguageRights._meta.model_name)]
    rights.options["permissions"] = [
        each for each in rights.options["permissions"] if each[0] != f"write_{code}"
    ]
