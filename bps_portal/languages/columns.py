"""The columns of a further language, added to a database by what the models have and it lacks.

No migration file is written: the migrations of the repository know the required languages and stay
the same for every site, also where the code cannot be written to.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import DEFAULT_DB_ALIAS, connections, models, transaction
from django.db.migrations.executor import MigrationExecutor
from modeltranslation.fields import TranslationField

from bps_portal import languages

from .models import AddedLanguage


@dataclass(frozen=True)
class Lack:
    """What the table of a model lacks of a language."""

    model: type[models.Model]
    fields: list[models.Field[Any, Any]]
    constraints: list[models.BaseConstraint]


def lacking(code: str, using: str = DEFAULT_DB_ALIAS) -> list[Lack]:
    """Return what each table lacks of a language, constraints of its columns included.

    The name of such a constraint ends in the code, as those of the columns do.
    """
    found = (Lack(model, *_lacking_of(model, code, using)) for model in _models())
    return [lack for lack in found if lack.fields or lack.constraints]


def add(lacks: list[Lack], using: str = DEFAULT_DB_ALIAS) -> None:
    """Add columns and constraints, all of them or none.

    A column that may be empty and has no constant default is added without a rewrite of its table,
    so the tables are locked for a moment only.
    """
    with connections[using].schema_editor() as editor:
        for lack in lacks:
            for field in lack.fields:
                editor.add_field(lack.model, field)
            for constraint in lack.constraints:
                editor.add_constraint(lack.model, constraint)


def has_waiting_migrations(using: str = DEFAULT_DB_ALIAS) -> bool:
    """Tell whether the database is older than the migrations."""
    executor = MigrationExecutor(connections[using])
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def models_fit(using: str = DEFAULT_DB_ALIAS) -> bool:
    """Tell whether the database has what the models have: all migrations and all languages."""
    return not has_waiting_migrations(using) and not any(
        lacking(code, using) for code in further_codes()
    )


def further_codes() -> list[str]:
    """Return the codes of the languages that the migrations do not know."""
    return [code for code in languages.codes() if code not in languages.required_codes()]


def complete_added_languages(using: str, **_kwargs: Any) -> None:
    """Give the languages that were added before the columns that an update brings.

    A receiver of `post_migrate`; `add_language` itself need not be run again after an update.
    """
    if has_waiting_migrations(using):
        return
    added = set(AddedLanguage.objects.using(using).values_list("code", flat=True))
    with transaction.atomic(using):
        for code in further_codes():
            if code in added:
                add(lacking(code, using), using)


def _models() -> Iterator[type[models.Model]]:
    return (m for m in apps.get_models() if m._meta.managed and not m._meta.proxy)


def _lacking_of(
    model: type[models.Model], code: str, using: str
) -> tuple[list[models.Field[Any, Any]], list[models.BaseConstraint]]:
    own = [
        field
        for field in model._meta.local_concrete_fields
        if isinstance(field, TranslationField) and field.language == code
    ]
    if not own:
        return [], []
    connection, table = connections[using], model._meta.db_table
    with connection.cursor() as cursor:
        there = {row.name for row in connection.introspection.get_table_description(cursor, table)}
        known = connection.introspection.get_constraints(cursor, table)
    ending = languages.field_name("", code)
    return (
        [field for field in own if field.column not in there],
        [
            constraint
            for constraint in model._meta.constraints
            if constraint.name.endswith(ending) and constraint.name not in known
        ],
    )
