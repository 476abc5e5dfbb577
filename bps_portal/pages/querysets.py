"""Which pages a reader may see, as query set methods."""

from datetime import datetime
from typing import Self

from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet
from django.utils import timezone
from wagtail.models import PageManager, PageViewRestriction
from wagtail.query import PageQuerySet

from bps_portal import languages

from . import shown
from .change_notes import FETCHED, note_rows


class PortalPageQuerySet(PageQuerySet):
    """Pages by language and by what a reader may see."""

    def live_in(self, code: str, now: datetime | None = None) -> Self:
        """Pages that visitors see in a language: published, and not past their expiry (default: now)."""
        if not languages.is_public(code):
            return self.none()
        if self.model._meta.parents:
            # One kind of page; those who list pages of all kinds say so themselves.
            shown.note(shown.list_key(self.model))
        current = Q(expire_at__isnull=True) | Q(expire_at__gt=now or timezone.now())
        return self.filter(current, live=True, published_languages__contains=[code])

    def for_serving(self) -> Self:
        """Fetch with each page what its template reads; page types add their relations."""
        return self.annotate(**{FETCHED: note_rows()})

    def with_restricted(self) -> Self:
        """Add `is_restricted`: whether the page or an ancestor has a view restriction."""
        return self.annotate(is_restricted=Exists(_restrictions_of_path()))

    def unrestricted(self) -> Self:
        """Pages that neither themselves nor an ancestor hide behind a view restriction."""
        return self.filter(~Exists(_restrictions_of_path()))

    def public_in(self, code: str, now: datetime | None = None) -> Self:
        """Pages that anyone may read in a language."""
        return self.live_in(code, now).unrestricted()


def _restrictions_of_path() -> QuerySet[PageViewRestriction]:
    path = ExpressionWrapper(OuterRef("path"), output_field=CharField())
    return PageViewRestriction.objects.annotate(below=path).filter(
        below__startswith=F("page__path")
    )


PortalPageManager = PageManager.from_queryset(PortalPageQuerySet)
