"""What is searched: a row per page and language, and one for what stands on a page by itself."""

from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models

from bps_portal.pages.models import PortalPage

from .editorial import BestBet, Synonyms
from .unanswered import UnansweredQuery

__all__ = ["BestBet", "FileText", "SearchEntry", "SearchWord", "Synonyms", "UnansweredQuery"]


class SearchEntryQuerySet(models.QuerySet["SearchEntry"]):
    """Entries by what readers may see."""

    def public_in(self, code: str) -> Self:
        """Entries in a language whose page anyone may read now.

        The page is asked each time, so that an expiry or a restriction counts at once.
        """
        pages = PortalPage.objects.public_in(code).order_by().values("pk")
        return self.filter(language=code, page__in=pages)


class SearchEntry(models.Model):
    """The words of a page in one language, or of one thing that stands on it (`source`)."""

    page = models.ForeignKey(PortalPage, on_delete=models.CASCADE, related_name="search_entries")
    language = models.CharField(max_length=12)
    # Empty for the page itself, else "app.model:key" of what stands on it.
    source = models.CharField(max_length=120, blank=True)
    # Where on the page, such as "need-storm".
    fragment = models.CharField(max_length=120, blank=True)
    kind = models.CharField(max_length=40)
    theme = models.ForeignKey(
        "content.Theme", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    date = models.DateField(null=True)
    title = models.TextField()
    # Shown under the title where nothing better matches, and where excerpts are taken from.
    lead = models.TextField(blank=True)
    text = models.TextField(blank=True)
    # Searched and never shown.
    keywords = models.TextField(blank=True)
    # A number to call, and the address that calls it.
    telephone = models.CharField(max_length=40, blank=True)
    call_url = models.CharField(max_length=40, blank=True)
    # Queries for which this is the answer, as `normalising.key` writes them.
    exact = ArrayField(models.TextField(), default=list)
    # Words, as `normalising.key` writes them, that sound as if someone needed this at once.
    urgent = ArrayField(models.TextField(), default=list)
    # Below 1 for what serves readers of the language less well.
    boost = models.FloatField(default=1.0)
    vector = SearchVectorField()
    changed_at = models.DateTimeField(auto_now=True)

    objects = models.Manager.from_queryset(SearchEntryQuerySet)()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["page", "language", "source"], name="unique_search_entry"
            )
        ]
        indexes = [
            GinIndex(fields=["vector"], name="search_by_words", fastupdate=False),
            GinIndex(fields=["exact"], name="search_by_exact_query"),
            GinIndex(fields=["urgent"], name="search_by_urgent_words"),
        ]

    def __str__(self) -> str:
        return f"{self.title} [{self.language}]"


class SearchWord(models.Model):
    """A word of the site in one language, for help with spelling.

    Words are kept after their last page has gone, until the next `rebuild_search`: whoever shows
    one asks first whether a public page still has it.
    """

    language = models.CharField(max_length=12)
    folded = models.CharField(max_length=60)
    word = models.CharField(max_length=60)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["language", "folded"], name="unique_search_word")
        ]
        indexes = [
            GinIndex(fields=["folded"], name="similar_words", opclasses=["gin_trgm_ops"]),
        ]

    def __str__(self) -> str:
        return self.word


class FileText(models.Model):
    """What a document says, read once for each version of its file."""

    document = models.OneToOneField(
        "content.PortalDocument", on_delete=models.CASCADE, related_name="search_text"
    )
    file_hash = models.CharField(max_length=40)
    text = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"{self.document_id}"
