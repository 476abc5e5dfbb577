"""A release only adds to the database: the version before it serves meanwhile (docs/operations.md)."""

from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations import DeleteModel, RemoveField, RenameField, RenameModel

OURS = ("bps_portal.", "campaigns.", "emergency.", "news.")
# What takes something away, and the release whose code no longer used it.
TAKEN_AWAY = {
    ("content", "0002_clean_pictures"): "before the first release",
    ("campaigns", "0002_publications_become_pages"): "before the first release",
}


def test_what_is_taken_away_was_unused_in_a_release_before() -> None:
    loader = MigrationLoader(connection, load=False)
    loader.load_disk()
    found = {
        key
        for key, migration in loader.disk_migrations.items()
        if migration.__module__.startswith(OURS)
        for operation in migration.operations
        if isinstance(operation, (DeleteModel, RemoveField, RenameField, RenameModel))
    }
    assert found == set(TAKEN_AWAY)
