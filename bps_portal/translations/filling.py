"""Fills the states of translations on a database that has content but no states yet."""

from typing import Any

from django.db import connections
from django.db.migrations.executor import MigrationExecutor

from . import summary


def fill_after_migrating(using: str, **_kwargs: Any) -> None:
    """Write down how all translations stand where a language has no states yet.

    That is after the update that brings them, and after a further language was added. While
    another app waits for its migrations, the models do not fit the database: then nothing is done.
    """
    executor = MigrationExecutor(connections[using])
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return
    if not summary.is_kept():
        summary.rebuild()
