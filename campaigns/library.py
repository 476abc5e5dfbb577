"""The library: the list of all publications, which readers narrow to what they look for."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.http import HttpRequest
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bps_portal import languages
from bps_portal.content.facets import Facet, Option, read_selection, theme_facet, year_facet
from bps_portal.content.listings import AnsweredByWhatThereIs, NarrowedPaginator
from bps_portal.languages.panels import translated_panels
from bps_portal.pages.models import LocalizedPage
from bps_portal.pages.querysets import PortalPageQuerySet

from .publications import Kind, PublicationPage

PUBLICATIONS_PER_PAGE = 12


class LibraryPage(AnsweredByWhatThereIs, LocalizedPage):
    """The list of all publications, newest first."""

    intro = models.TextField(verbose_name=_("introduction"), blank=True)

    parent_page_types: ClassVar[list[str]] = ["home.HomePage"]
    subpage_types: ClassVar[list[str]] = ["campaigns.PublicationPage"]
    max_count = 1
    locked_slugs = True

    content_panels = [*LocalizedPage.content_panels, translated_panels("intro")]

    class Meta:
        verbose_name = _("library")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add `listing`: one part of what was asked for, and `selection`: what that is."""
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        public = PublicationPage.objects.child_of(self).public_in(languages.active_code())
        selection = read_selection(request.GET, public, library_facets(public))
        publications = selection.narrow(public).newest_first().for_cards()
        page = NarrowedPaginator(
            publications, PUBLICATIONS_PER_PAGE, of=self, filters_in=selection.filters_in
        ).get_page(request.GET.get("page"))
        return context | {
            "listing": page,
            "selection": selection,
            "heading": selection.titled(self.title),
            "list_title": selection.titled(self.seo_title or self.title),
        }


def library_facets(public: PortalPageQuerySet) -> list[Facet]:
    """Return the ways to narrow the library's public publications, in the order of its form."""
    return [
        theme_facet(),
        Facet(
            "kind",
            gettext("Kind"),
            gettext("All kinds"),
            [
                Option(_in_every_language(kind), str(kind.label), Q(kind=kind.value))
                for kind in Kind
            ],
        ),
        Facet(
            "language",
            gettext("Language"),
            gettext("All languages"),
            [
                Option(
                    _in_every_language(code),
                    capfirst(languages.name(code)),
                    Q(**{f"{languages.field_name('file', code)}__isnull": False}),
                )
                for code in languages.public_codes()
            ],
        ),
        year_facet(public, "published_on"),
    ]


def _in_every_language(value: str) -> dict[str, str]:
    return dict.fromkeys(languages.codes(), str(value))
