"""How the translations of each object stand, as one row per object and language."""

from functools import reduce
from operator import or_
from typing import Any, Self

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import BooleanField, Exists, ExpressionWrapper, F, OuterRef, Q
from django.db.models.fields.json import KT
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.permissions import policy_registry

from bps_portal import languages
from bps_portal.languages.permissions import writable_codes
from bps_portal.pages.language_exceptions import LanguageException, LanguageExceptionQuerySet
from bps_portal.pages.language_states import LanguageState
from bps_portal.pages.models import PortalPage

from .exchange.uploads import UploadedTranslation
from .glossary import GlossaryTerm
from .kinds import Kind, content_type_id, edit_url, kind_by_id, kind_label, kinds, kinds_of_pages
from .language_view import LanguageView
from .memory import MemoryPair
from .workflow import TranslationTask, TranslationTaskState

__all__ = [
    "GlossaryTerm",
    "LanguageView",
    "MemoryPair",
    "TranslationStatus",
    "TranslationTask",
    "TranslationTaskState",
    "UploadedTranslation",
    "Work",
]


class Work(models.TextChoices):
    """What is left to do on an object in a language; an object may need several."""

    MISSING = "missing", _("Missing texts")
    OUTDATED = "outdated", _("Texts out of date")
    FILE = "file", _("Missing files")
    COMPLETE = "complete", _("Complete")


class Awaited(models.TextChoices):
    """By when a translation has to follow a page that is public in one language first."""

    OVERDUE = "overdue", _("Past the deadline")
    NEAR = "near", _("Deadline within a week")
    ANY = "any", _("Any deadline")


LEFT = {Work.MISSING: "missing", Work.OUTDATED: "outdated", Work.FILE: "missing_files"}

# Objects of several kinds may have the same key; no two rows are equal in all three.
NEWEST_FIRST = ("-object_id", "content_type_id", "language")


class TranslationStatusQuerySet(models.QuerySet["TranslationStatus"]):
    """Rows by what is left to do and by who may do it."""

    def needing(self, work: str) -> Self:
        """Rows with that kind of `Work`; for `Work.COMPLETE`, those with none."""
        if work == Work.COMPLETE:
            return self.filter(**dict.fromkeys(LEFT.values(), 0))
        return self.filter(**{f"{LEFT[Work(work)]}__gt": 0})

    def of_kind(self, kind: Kind) -> Self:
        """Rows of the objects of a kind."""
        return self.filter(content_type=content_type_id(kind))

    def editable_by(self, user: Any) -> Self:
        """Rows of the objects that a user may change, in the languages that the user may write."""
        policy = policy_registry.get_by_type(PortalPage)
        pages = policy.instances_user_has_permission_for(user, "change")
        allowed = [_among(kinds_of_pages(), pages)]
        for kind in kinds():
            if kind not in kinds_of_pages():
                policy = policy_registry.get_by_type(kind)
                found = policy.instances_user_has_permission_for(user, "change")
                allowed.append(_among([kind], found))
        return self.filter(reduce(or_, allowed), language__in=writable_codes(user))

    def with_title(self, code: str) -> Self:
        """Add `title`: what names the object to an editor whose interface has that language."""
        return self.annotate(title=KT(f"titles__{code}"))

    def with_published(self) -> Self:
        """Add `published`: whether readers see the object in the language of the row."""
        seen = ExpressionWrapper(_seen_by_readers(), output_field=BooleanField())
        return self.annotate(published=seen)

    def published(self) -> Self:
        """Rows of what readers see in the language of the row; what is no page has no drafts."""
        return self.filter(_seen_by_readers())

    def unpublished(self) -> Self:
        """Rows of pages that readers do not see in the language of the row."""
        return self.exclude(_seen_by_readers())

    def awaited(self, when: Awaited) -> Self:
        """Rows of the languages in which an exception lets a public page follow."""
        exceptions = exceptions_by(when).filter(
            page=OuterRef("object_id"), language=OuterRef("language")
        )
        types = map(content_type_id, kinds_of_pages())
        return self.filter(Exists(exceptions), content_type__in=types)

    def most_urgent_first(self) -> Self:
        """Order by what is missing, then by what is out of date, the longest first."""
        return self.order_by(
            "-missing", "-outdated", F("since").asc(nulls_last=True), *NEWEST_FIRST
        )

    def longest_first(self) -> Self:
        """Order by when a text went out of date, the longest ago first."""
        return self.order_by("since", *NEWEST_FIRST)


def exceptions_by(when: Awaited) -> LanguageExceptionQuerySet:
    """Return the exceptions of public pages whose deadline lies so."""
    exceptions = LanguageException.objects
    if when == Awaited.OVERDUE:
        return exceptions.overdue()
    return exceptions.near_deadline() if when == Awaited.NEAR else exceptions.public()


def _among(kinds_: list[Kind], objects: models.QuerySet[Any]) -> Q:
    types = [content_type_id(kind) for kind in kinds_]
    return Q(content_type__in=types, object_id__in=objects.order_by().values("pk"))


def _seen_by_readers() -> Q:
    pages = kinds_of_pages()
    seen = ~Q(content_type__in=map(content_type_id, pages))
    for code in languages.codes():
        seen |= Q(language=code) & _among(pages, PortalPage.objects.live_in(code))
    return seen


class TranslationStatus(models.Model):
    """How an object stands in one language: a summary of its `standings`.

    Derived from the object whenever that is saved (`summary`), so that lists over all content can
    be filtered, sorted and counted by the database. Of a page, the newest draft counts.
    """

    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.BigIntegerField()
    language = models.CharField(verbose_name=_("language"), max_length=12)
    # What names the object to an editor, by the language of the interface.
    titles = models.JSONField()
    missing = models.PositiveIntegerField(verbose_name=_("Missing texts"))
    outdated = models.PositiveIntegerField(verbose_name=_("Texts out of date"))
    missing_files = models.PositiveIntegerField(verbose_name=_("Missing files"))
    # Of the text that has been out of date longest.
    since = models.DateTimeField(verbose_name=_("Out of date since"), null=True)
    modified = models.DateTimeField(verbose_name=_("Last change"), null=True)

    # Added by `with_title` and `with_published`.
    title: str
    published: bool

    objects = TranslationStatusQuerySet.as_manager()

    class Meta:
        verbose_name = _("translation")
        verbose_name_plural = _("translations")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=("content_type", "object_id", "language"), name="unique_status_per_language"
            )
        ]
        indexes = [
            models.Index(
                F("missing").desc(),
                F("outdated").desc(),
                F("since").asc(nulls_last=True),
                F("object_id").desc(),
                F("language"),
                name="status_by_urgency",
            )
        ]

    def __str__(self) -> str:
        """Return what names the object, with the language of the row."""
        title = self.titles.get(languages.active_code(), "")
        return f"{title} ({self.language})"

    @cached_property
    def kind(self) -> Kind:
        """The model of the object."""
        return kind_by_id(self.content_type_id)

    @property
    def kind_label(self) -> str:
        """What editors call such an object."""
        return kind_label(self.kind)

    @property
    def language_name(self) -> str:
        """The name of the language, in the active one."""
        return languages.name(self.language)

    @property
    def published_label(self) -> str:
        """Whether readers see the object in this language, in words (`with_published`)."""
        state = LanguageState.LIVE if self.published else LanguageState.DRAFT
        return str(state.label)

    @property
    def edit_url(self) -> str:
        """The address of the edit form of the object."""
        return edit_url(self.kind, self.object_id)
