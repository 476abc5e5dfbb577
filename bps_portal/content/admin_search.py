"""The search of the admin: Wagtail's own, for any number of words."""

import re
from typing import Any

from modelsearch.backends.database.postgres.postgres import (
    PostgresAutocompleteQueryCompiler,
    PostgresIndex,
    PostgresSearchBackend,
    PostgresSearchQueryCompiler,
)
from modelsearch.query import PlainText, SearchQuery

# The stock search nests one level deeper for each word, and fails at about 160.
MOST_WORDS = 50


def _shortened(query: SearchQuery) -> SearchQuery:
    if not isinstance(query, PlainText):
        return query
    # Parted as the stock search does.
    words = re.findall(r"[^\s\-]+", query.query_string)
    return PlainText(" ".join(words[:MOST_WORDS]), operator=query.operator)


class WholeWords(PostgresSearchQueryCompiler):
    """Looks for the first words of a long query."""

    def build_tsquery_content(self, query: SearchQuery, *args: Any, **kwargs: Any) -> Any:
        """Return what PostgreSQL looks for."""
        return super().build_tsquery_content(_shortened(query), *args, **kwargs)


class WordsBeingTyped(PostgresAutocompleteQueryCompiler):
    """Looks for the first words of a long query, and for what the last one begins."""

    def build_tsquery_content(self, query: SearchQuery, *args: Any, **kwargs: Any) -> Any:
        """Return what PostgreSQL looks for."""
        return super().build_tsquery_content(_shortened(query), *args, **kwargs)


class EntriesOfLanguages(PostgresIndex):
    """Keeps entries whose titles stand in a field for each language."""

    def _refresh_title_norms(self, full: bool = False) -> None:
        """Do nothing: norms weigh the one title that the stock search knows, which is empty here.

        Working them out goes through all entries at each save of any page.
        """


class SearchBackend(PostgresSearchBackend):
    """The backend that the settings name."""

    index_class = EntriesOfLanguages
    query_compiler_class = WholeWords
    autocomplete_query_compiler_class = WordsBeingTyped
