"""Searches that can be judged: ours, and Wagtail's own on the same pages."""

from bps_portal import languages
from bps_portal.pages.models import PortalPage
from bps_portal.search.asking import cleaned
from bps_portal.search.finding import find
from emergency.models import EmergencyNumber


def ours(code: str):
    """Return the search of readers in a language."""

    def search(text: str) -> list[str]:
        answer = find(cleaned(text)[0], code)
        return [_name(entry, code) for entry in answer.hits[:10]] if answer else []

    return search


def stock(code: str):
    """Return Wagtail's search: pages, then numbers where it finds no ten pages."""

    def search(text: str) -> list[str]:
        with languages.override(code):
            pages = PortalPage.objects.live().search(text)[:10]
            names = [languages.value_in(page, "slug", code) for page in pages]
            numbers = EmergencyNumber.objects.filter(**{f"name_{code}__icontains": text})
            return [*names, *(number.number for number in numbers)][:10]

    return search


def _name(entry, code: str) -> str:
    if entry.telephone:
        return entry.telephone.replace("\N{NO-BREAK SPACE}", " ")
    return languages.value_in(entry.page, "slug", code)
