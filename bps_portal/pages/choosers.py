"""Where an editor chooses a page: with the state of each language in place of a single one."""

from typing import Any

from wagtail.admin.auth import require_admin_access
from wagtail.admin.views.chooser import BrowseView, SearchView

from .listing import LanguageStatesColumn


class StatesOfLanguages:
    """Shows where each page stands in each language."""

    @property
    def columns(self) -> list[Any]:
        """Return Wagtail's columns, the status of the page replaced by those of its languages."""
        return [
            LanguageStatesColumn(width="22%") if column.name == "status" else column
            for column in super().columns  # type: ignore[misc]
        ]


class PageBrowseView(StatesOfLanguages, BrowseView):
    """The pages below a page."""


class PageSearchView(StatesOfLanguages, SearchView):
    """The pages that a search finds."""


browse_pages = require_admin_access(PageBrowseView.as_view())
search_pages = require_admin_access(PageSearchView.as_view())
