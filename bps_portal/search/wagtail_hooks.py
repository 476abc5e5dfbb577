"""What editors do about the search, in the admin's menu."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from . import unanswered_report  # noqa: F401 - registers its own hooks
from .models import BestBet, Synonyms


class SynonymsViewSet(SnippetViewSet):
    """List and form of the synonyms."""

    model = Synonyms
    icon = "tag"
    menu_label = _("Synonyms")
    list_display: list[Any] = ["__str__", Column("language_name", label=_("Language"))]
    list_filter = ["language"]
    search_fields = ["words"]


class BestBetViewSet(SnippetViewSet):
    """List and form of the best bets."""

    model = BestBet
    icon = "pick"
    menu_label = _("Best bets")
    list_display: list[Any] = ["__str__", "page", Column("language_name", label=_("Language"))]
    list_filter = ["language"]
    search_fields = ["queries"]


@register_snippet
class SearchHelpGroup(SnippetViewSetGroup):
    """The entry “Search” of the menu."""

    items = (SynonymsViewSet, BestBetViewSet)
    menu_icon = "search"
    menu_label = _("Search")
    menu_name = "search-help"
    menu_order = 270
