"""What the import remembers about the pages of the former site."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class LegacyPage(models.Model):
    """A page of the former site that has become an article, in one language.

    Deleted with its article, so that the page can then be imported anew.
    """

    article = models.ForeignKey("news.ArticlePage", on_delete=models.CASCADE, related_name="+")
    language = models.CharField(max_length=12)
    key = models.CharField(max_length=64, unique=True)
    fingerprint = models.CharField(max_length=64)
    imported_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("imported page")
        verbose_name_plural = _("imported pages")
        constraints = [
            models.UniqueConstraint(
                fields=["article", "language"], name="one_legacy_page_per_article_and_language"
            )
        ]

    def __str__(self) -> str:
        """Return the article's title and the language."""
        return f"{self.article} ({self.language})"


class PendingRelatedLink(models.Model):
    """A related article that an imported page names and that is not on the site yet."""

    article = models.ForeignKey("news.ArticlePage", on_delete=models.CASCADE, related_name="+")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=255)
    folded_title = models.CharField(max_length=255, db_index=True)
    date = models.DateField(null=True)
    language = models.CharField(max_length=12)

    class Meta:
        verbose_name = _("expected related article")
        verbose_name_plural = _("expected related articles")
        ordering = ("article", "position")
        constraints = [
            models.UniqueConstraint(
                fields=["article", "language", "folded_title", "date"],
                nulls_distinct=False,
                name="one_pending_link_per_article_and_target",
            )
        ]

    def __str__(self) -> str:
        """Return the title that is waited for."""
        return self.title


class InterchangeId(models.Model):
    """The name under which a thing of this site is known in interchange folders.

    `is_complete` is unset while a page refers to others that are not on the site yet.
    """

    name = models.UUIDField(unique=True)
    content_type = models.ForeignKey(
        "contenttypes.ContentType", on_delete=models.CASCADE, related_name="+"
    )
    object_id = models.PositiveBigIntegerField()
    is_complete = models.BooleanField(default=True)

    class Meta:
        verbose_name = _("name for interchange")
        verbose_name_plural = _("names for interchange")
        constraints = [
            models.UniqueConstraint(
                fields=["content_type", "object_id"], name="one_interchange_name_per_thing"
            )
        ]

    def __str__(self) -> str:
        """Return the name."""
        return str(self.name)
