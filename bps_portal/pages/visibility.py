"""What readers may see of a page in each language."""

from datetime import datetime

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import AbstractPage, PageViewRestriction

from bps_portal import languages


class VisiblePage(AbstractPage):
    """A page that is published language by language."""

    published_languages = ArrayField(
        models.CharField(max_length=12),
        verbose_name=_("published languages"),
        default=languages.required_codes,
        blank=True,
        help_text=_("The languages in which readers see this page once it is published."),
    )

    # Set by the look-up of an address, which learns it on the way.
    known_unrestricted = False

    class Meta:
        abstract = True

    def live_in(self, code: str, now: datetime | None = None) -> bool:
        """Tell whether visitors see the page in a language: published, and not past its expiry."""
        expired = self.expire_at is not None and self.expire_at <= (now or timezone.now())
        published = self.live and not expired and code in self.published_languages
        return published and languages.is_public(code)

    @property
    def live_languages(self) -> list[str]:
        """The codes of the languages in which readers see the page now."""
        return [code for code in languages.codes() if self.live_in(code)]

    def get_view_restrictions(self) -> models.QuerySet[PageViewRestriction]:
        """Return the restrictions of this page and its ancestors, in one query or none.

        Linked copies (aliases) are switched off, so a page's own path says it all.
        """
        if self.known_unrestricted:
            return PageViewRestriction.objects.none()
        steps = range(self.steplen, len(self.path) + 1, self.steplen)
        return PageViewRestriction.objects.filter(
            page__path__in=[self.path[:length] for length in steps]
        )
