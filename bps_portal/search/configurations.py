"""The text search configurations of PostgreSQL, one pair per language.

The stock one (`french`) stems words as they are written. Ours (`portal_french`) takes the accents
off before it stems, so that "detecteurs" finds "détecteur". Both are asked: with an accent gone a
stemmer no longer knows some endings ("préparées").
"""

import re
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import DEFAULT_DB_ALIAS, connections

PLAIN = "simple"


def stock(code: str) -> str:
    """Return PostgreSQL's own configuration for a language, `simple` where none is set."""
    name = str(settings.SEARCH_CONFIGURATIONS.get(code, PLAIN))
    if not re.fullmatch(r"[a-z_]+", name):
        message = f"SEARCH_CONFIGURATIONS names “{name}”, which is no configuration of PostgreSQL."
        raise ImproperlyConfigured(message)
    return name


def unaccented(code: str) -> str:
    """Return our configuration for a language, which takes accents off before it stems."""
    return f"portal_{stock(code)}"


def make_configurations(using: str = DEFAULT_DB_ALIAS, **_kwargs: Any) -> None:
    """Make the configurations that the settings ask for and the database lacks.

    A receiver of `post_migrate`, so that a further language needs no migration.
    """
    connection = connections[using]
    codes = [code for code, _name in settings.LANGUAGES]
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_ts_dict WHERE dictname = 'unaccent'")
        if cursor.fetchone() is None:
            # Migrated back to before the extension.
            return
        for base in sorted({stock(code) for code in codes}):
            cursor.execute("SELECT 1 FROM pg_ts_config WHERE cfgname = %s", [f"portal_{base}"])
            if cursor.fetchone() is None:
                stemmer = PLAIN if base == PLAIN else f"{base}_stem"
                cursor.execute(
                    f"CREATE TEXT SEARCH CONFIGURATION portal_{base} (COPY = pg_catalog.{base})"
                )
                cursor.execute(
                    f"ALTER TEXT SEARCH CONFIGURATION portal_{base} ALTER MAPPING"
                    f" FOR hword, hword_part, word WITH unaccent, {stemmer}"
                )


def configurations_of_added(**_kwargs: Any) -> None:
    """Make the configuration of a language that is added."""
    make_configurations()
