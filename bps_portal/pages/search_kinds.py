"""What readers call the kinds of pages that a search finds."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class SearchKind:
    """A kind of result: `key` stands in addresses, `label` (translated late) before a reader."""

    key: str
    label: Any


PAGE = SearchKind("page", _("Page"))
