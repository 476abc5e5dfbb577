"""What the import remembers about the pages of the former site."""

from typing import Self

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.db import models
from django.db.models import OuterRef
from django.db.models.functions import MD5
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


class SavedPageQuerySet(models.QuerySet["SavedPage"]):
    """Saved pages by what has become of them."""

    def waiting(self) -> Self:
        """Pages that are no article yet and could be read."""
        return self.filter(article=None, reason="")

    def settled(self) -> Self:
        """Pages that wait for no answer any more."""
        asked = ImportDoubt.objects.open()
        return self.waiting().exclude(
            models.Exists(
                asked.filter(models.Q(first=OuterRef("pk")) | models.Q(second=OuterRef("pk")))
            )
            | models.Exists(asked.filter(language=OuterRef("language"), name=OuterRef("theme")))
        )


class SavedPage(models.Model):
    """A saved page of the former site, as the last look at its folder found it.

    `facts` is what pairing compares; the texts stay in their file.
    """

    folder = models.TextField()
    place = models.CharField(max_length=500)
    language = models.CharField(max_length=12)
    title = models.CharField(max_length=255)
    date = models.DateField(null=True)
    theme = models.CharField(max_length=255, blank=True)
    # Its beginning, for the editor who compares two pages.
    lead = models.CharField(max_length=300, blank=True)
    key = models.CharField(max_length=64, db_index=True)
    # The first of its addresses on the former site.
    address = models.CharField(max_length=255, blank=True, db_index=True)
    facts = models.JSONField(default=dict)
    # Addresses of pages that it links to.
    links = models.JSONField(default=list)
    remarks = models.JSONField(default=list)
    partner = models.OneToOneField("self", null=True, on_delete=models.SET_NULL, related_name="+")
    article = models.ForeignKey(
        "news.ArticlePage", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    publish = models.BooleanField(default=False)
    reason = models.TextField(blank=True)

    objects = SavedPageQuerySet.as_manager()

    class Meta:
        verbose_name = _("saved page")
        verbose_name_plural = _("saved pages")
        constraints = [
            models.UniqueConstraint(fields=["folder", "place"], name="one_row_per_saved_page")
        ]

    def __str__(self) -> str:
        """Return the title and the language."""
        return f"{self.title} [{self.language}]"


class ImportDoubtQuerySet(models.QuerySet["ImportDoubt"]):
    """Questions by whether somebody has answered them."""

    def open(self) -> Self:
        """Questions that nobody has answered."""
        return self.filter(answer="")


class ImportDoubt(models.Model):
    """A question that the import puts to an editor: are two pages a pair, or which theme is meant."""

    class Answer(models.TextChoices):
        """What an editor said."""

        YES = "yes", _("yes")
        NO = "no", _("no")

    # Of a pair.
    first = models.ForeignKey(SavedPage, null=True, on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey(SavedPage, null=True, on_delete=models.CASCADE, related_name="+")
    points = models.FloatField(default=0)
    # Of a theme: its name on the former site, "" where pages have none, and the theme that is meant.
    name = models.CharField(max_length=255, blank=True)
    language = models.CharField(max_length=12, blank=True)
    theme = models.ForeignKey(
        "content.Theme", null=True, on_delete=models.CASCADE, related_name="+"
    )
    answer = models.CharField(max_length=3, choices=Answer, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    answered_at = models.DateTimeField(null=True)

    objects = ImportDoubtQuerySet.as_manager()

    class Meta:
        verbose_name = _("question of the import")
        verbose_name_plural = _("questions of the import")
        constraints = [
            models.UniqueConstraint(
                fields=["first", "second"], name="one_question_per_pair", nulls_distinct=True
            ),
            models.UniqueConstraint(
                fields=["language", "name"],
                condition=models.Q(first=None),
                name="one_question_per_theme",
            ),
        ]

    def __str__(self) -> str:
        """Return what is asked."""
        return f"{self.first} = {self.second}?" if self.first else f"{self.name} [{self.language}]?"


class SavedFile(models.Model):
    """A file that lay beside saved pages, by its bytes, and what it became on this site."""

    digest = models.CharField(max_length=40, unique=True)
    image = models.ForeignKey(
        "content.PortalImage", null=True, on_delete=models.CASCADE, related_name="+"
    )
    document = models.ForeignKey(
        "content.PortalDocument", null=True, on_delete=models.CASCADE, related_name="+"
    )

    class Meta:
        verbose_name = _("saved file")
        verbose_name_plural = _("saved files")

    def __str__(self) -> str:
        """Return the digest."""
        return self.digest


class ExternalAddress(models.Model):
    """An address of another site to which a page links, and what came of asking for it."""

    url = models.TextField()
    # The answer after redirects; 0 where nothing answers, none where nobody has asked yet.
    status = models.PositiveSmallIntegerField(null=True)
    failures = models.PositiveSmallIntegerField(default=0)
    checked_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField()

    class Meta:
        verbose_name = _("address of another site")
        verbose_name_plural = _("addresses of other sites")
        # On the digest: an address can be longer than a B-tree row allows.
        constraints = [models.UniqueConstraint(MD5("url"), name="unique_external_address")]

    def __str__(self) -> str:
        """Return the address."""
        return self.url


class BrokenLink(models.Model):
    """A link that leads nowhere: where it stands, and what is wrong with it."""

    class Problem(models.TextChoices):
        """What can be wrong."""

        GONE = "gone", _("There is no such page")
        NOT_PUBLIC = "not_public", _("The page is not public in this language")
        FILE_GONE = "file_gone", _("The file is gone")
        NO_ANCHOR = "no_anchor", _("The page has no such part")
        NO_ANSWER = "no_answer", _("The other site does not answer")

    content_type = models.ForeignKey(
        "contenttypes.ContentType", on_delete=models.CASCADE, related_name="+"
    )
    object_id = models.PositiveBigIntegerField()
    source = GenericForeignKey()
    column = models.CharField(max_length=100)
    language = models.CharField(verbose_name=_("language"), max_length=12)
    target = models.TextField(verbose_name=_("leads to"))
    problem = models.CharField(verbose_name=_("problem"), max_length=12, choices=Problem)
    found_at = models.DateTimeField()

    class Meta:
        verbose_name = _("link that leads nowhere")
        verbose_name_plural = _("links that lead nowhere")

    def __str__(self) -> str:
        """Return where it leads."""
        return self.target
