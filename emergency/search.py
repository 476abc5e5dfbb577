"""Emergency numbers as answers of the search."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from bps_portal import languages
from bps_portal.pages.search_kinds import SearchKind
from bps_portal.search.sources import Description, SearchSource

from .models import EmergencyNumber, EmergencyNumbersPage
from .needs import Need
from .urgent_words import urgent_words

# For a line that answers in other languages only.
FOREIGN = 0.7


class EmergencyNumbers(SearchSource):
    """Each number, on the page of all numbers."""

    model = EmergencyNumber
    page_model = EmergencyNumbersPage
    kind: ClassVar[SearchKind] = SearchKind("number", _("number to call"))

    def describe(self, thing: EmergencyNumber, code: str) -> Description | None:
        """Return the number with what it is for; one without a name in a language is not found."""
        name = languages.value_in(thing, "name", code)
        if not name:
            return None
        with languages.override(code):
            need = str(Need(thing.need).label)
        # As it is dialled from abroad: "3270245245".
        dialled = thing.dial.lstrip("+")
        return Description(
            title=str(name),
            lead=str(languages.value_in(thing, "what_for", code) or ""),
            keywords=f"{need} {languages.value_in(thing, 'note', code) or ''}",
            answers=[dialled] if dialled else [],
            urgent=urgent_words(thing.need),
            fragment=f"need-{thing.need}",
            telephone=thing.visible_number,
            call_url=thing.tel_url,
            boost=FOREIGN if thing.served_languages and code not in thing.served_languages else 1.0,
        )
