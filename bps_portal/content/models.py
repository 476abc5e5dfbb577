"""Pictures, documents and themes, with their texts in each language."""

from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any, Self

from django.core.exceptions import ValidationError
from django.core.files import File
from django.db import models, transaction
from django.db.models.fields.files import FieldFile
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument
from wagtail.images.models import AbstractImage, AbstractRendition, get_upload_to
from wagtail.search import index
from wagtail.utils.file import hash_filelike

from bps_portal import languages
from bps_portal.languages.forms import LocalizedModelForm
from bps_portal.languages.tracking import MarksField, TrackedOnSave
from bps_portal.pages.addresses import free_slug, slug_from
from bps_portal.pages.previews import PreviewedInEachLanguage

from .covers import delete_when_committed, draw_cover
from .fields import CleanImageField, DocumentFileField
from .file_notes import notes_on_pdf
from .pdf import read_pdf
from .signals import theme_slug_changed
from .site_settings import SiteSettings

__all__ = ["PortalDocument", "PortalImage", "PortalRendition", "SiteSettings", "Theme"]


def _fill_titles(item: "PortalImage | PortalDocument") -> None:
    """Give a new file one title in every language; an upload of several files asks for none."""
    titles = {code: languages.value_in(item, "title", code) for code in languages.codes()}
    known = next((title for title in titles.values() if title), None)
    for code, title in titles.items():
        if not title:
            languages.set_value_in(item, "title", code, known)


def _store_new_file(item: "PortalImage | PortalDocument") -> None:
    """Store the file ahead of the row, which keeps what is learnt on the way."""
    file: FieldFile = item.file
    if file and not file._committed:  # type: ignore[attr-defined]  # noqa: SLF001 - Django's only name for it
        file.save(file.name or "", file.file, save=False)


class PortalImage(TrackedOnSave, AbstractImage):
    """A picture; its description is the text alternative that screen readers speak."""

    file = CleanImageField(
        verbose_name=_("file"),
        upload_to=get_upload_to,
        width_field="width",
        height_field="height",
    )
    # Not "decorative": Wagtail keeps what a page says of its use of a picture in that name.
    is_decorative = models.BooleanField(
        verbose_name=_("decorative"),
        default=False,
        help_text=_("The picture adds nothing to the text; screen readers pass over it."),
    )
    credit = models.CharField(verbose_name=_("credit"), max_length=255, blank=True)
    parity_marks = MarksField()

    untranslated_fields = ("credit",)
    admin_form_fields = (
        "file",
        *languages.field_names("title"),
        *languages.field_names("description"),
        "is_decorative",
        "credit",
        "collection",
        "tags",
        "focal_point_x",
        "focal_point_y",
        "focal_point_width",
        "focal_point_height",
    )
    search_fields = [
        *(field for field in AbstractImage.search_fields if field.field_name != "title"),
        *(index.SearchField(name, boost=10) for name in languages.field_names("title")),
        *(index.AutocompleteField(name) for name in languages.field_names("title")),
        index.FilterField("title"),
    ]

    class Meta(AbstractImage.Meta):
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        permissions = [("choose_image", "Can choose image")]

    def __str__(self) -> str:
        """Return the title in the active language, or in another one."""
        return languages.value_to_show(self, "title")

    @property
    def default_alt_text(self) -> str:
        """The text alternative in the active language; empty where decorative or missing."""
        return "" if self.is_decorative else (self.description or "")

    @property
    def languages_without_alternative(self) -> str:
        """The names of the languages in which the text alternative is missing, or ""."""
        if self.is_decorative:
            return ""
        required = languages.required_codes()
        missing = (code for code in required if not languages.value_in(self, "description", code))
        return ", ".join(languages.name(code) for code in missing)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save the picture with a title in every language."""
        _fill_titles(self)
        _store_new_file(self)
        with languages.override(languages.default_code()):
            super().save(*args, **kwargs)


class PortalRendition(AbstractRendition):
    """A size of a picture, made when it is first asked for."""

    image = models.ForeignKey(PortalImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=("image", "filter_spec", "focal_point_key"), name="unique_rendition"
            )
        ]


class PortalDocument(TrackedOnSave, AbstractDocument):
    """A file to download, such as a brochure, in one language or in none."""

    file = DocumentFileField(verbose_name=_("file"), upload_to="documents")
    language = models.CharField(
        verbose_name=_("language"),
        max_length=12,
        blank=True,
        help_text=_("The language in which the file is written."),
    )
    # What the file tells by itself; `pdf_facts` is empty for what is no PDF (see `PdfFacts`).
    page_count = models.PositiveIntegerField(null=True, editable=False)
    pdf_facts = models.JSONField(default=dict, editable=False)
    cover = models.ImageField(
        upload_to="covers",
        width_field="cover_width",
        height_field="cover_height",
        blank=True,
        editable=False,
    )
    cover_width = models.PositiveIntegerField(null=True, editable=False)
    cover_height = models.PositiveIntegerField(null=True, editable=False)
    parity_marks = MarksField()

    untranslated_fields = ("language",)
    admin_form_fields = (
        "file",
        *languages.field_names("title"),
        "language",
        "collection",
        "tags",
    )
    search_fields = [
        *(field for field in AbstractDocument.search_fields if field.field_name != "title"),
        *(index.SearchField(name, boost=10) for name in languages.field_names("title")),
        *(index.AutocompleteField(name) for name in languages.field_names("title")),
        index.FilterField("title"),
    ]

    class Meta(AbstractDocument.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        permissions = [("choose_document", "Can choose document")]

    def __str__(self) -> str:
        """Return the title in the active language, or in another one."""
        return languages.value_to_show(self, "title")

    def clean(self) -> None:
        """Refuse a language that the portal does not have."""
        # Wagtail would complain of the ending of a file that the form has just refused.
        if self.file:
            super().clean()
        if self.language and self.language not in languages.codes():
            raise ValidationError({"language": _("Choose one of the portal's languages.")})

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save the file with a title in every language."""
        _fill_titles(self)
        _store_new_file(self)
        with languages.override(languages.default_code()):
            super().save(*args, **kwargs)

    def read_file(self, name: str, content: File) -> None:
        """Keep what a new file tells: size, fingerprint, pages, accessibility, cover."""
        content.open()
        self.file_size = content.size
        self.file_hash = hash_filelike(content)
        self.page_count, self.pdf_facts = None, {}
        old_cover, self.cover = self.cover.name, None
        if name.lower().endswith(".pdf"):
            with suppress(ValidationError):
                facts = read_pdf(content)
                self.page_count, self.pdf_facts = facts.pages, facts.as_dict()
                if cover := draw_cover(content):
                    self.cover.save(f"{Path(name).stem}.jpg", cover, save=False)
        if old_cover:
            delete_when_committed(old_cover)
        content.seek(0)

    @property
    def title_language(self) -> str:
        """The language of the title that is shown, where it is not the active one, or "".

        A file in one language may have been given its one title in every language.
        """
        active, own = languages.active_code(), self.language
        same = bool(own) and self.title == languages.value_in(self, "title", own)
        return own if same and own != active else ""

    @property
    def notes(self) -> list[str]:
        """What an editor should still do to the file, one sentence each."""
        return notes_on_pdf(self.pdf_facts, self.language) if self.pdf_facts else []


class ThemeQuerySet(models.QuerySet["Theme"]):
    """Themes by language."""

    def named_in(self, code: str) -> Self:
        """Themes that have a name and an address in a language."""
        return self.filter(
            **{f"{languages.field_name(field, code)}__gt": "" for field in ("name", "slug")}
        )


class Theme(PreviewedInEachLanguage, TrackedOnSave, models.Model):
    """A subject of the portal's work, under which articles are gathered."""

    name = models.CharField(verbose_name=_("name"), max_length=255)
    slug = models.SlugField(verbose_name=_("slug"), max_length=255, blank=True)
    description = models.TextField(verbose_name=_("description"), blank=True)
    parity_marks = MarksField()

    uncompared_fields = ("slug",)
    base_form_class = LocalizedModelForm

    objects = ThemeQuerySet.as_manager()

    class Meta:
        verbose_name = _("theme")
        verbose_name_plural = _("themes")
        ordering = ("pk",)

    def __str__(self) -> str:
        """Return the name in the active language, or in another one."""
        return languages.value_to_show(self, "name")

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save the theme in every language; announce a changed slug once that is committed."""
        self._fill_slugs()
        names = languages.field_names("slug")
        before = {} if self._state.adding else Theme.objects.filter(pk=self.pk).values(*names).get()
        with languages.override(languages.default_code()):
            super().save(*args, **kwargs)
        for code in languages.codes():
            slug_before = before.get(languages.field_name("slug", code))
            if slug_before and slug_before != languages.value_in(self, "slug", code):
                transaction.on_commit(
                    partial(
                        theme_slug_changed.send,
                        sender=Theme,
                        instance=self,
                        code=code,
                        slug_before=slug_before,
                    )
                )

    def clean(self) -> None:
        """Ask for a name in at least one language and for free slugs."""
        super().clean()
        errors: dict[str, Any] = {}
        if not any(languages.value_in(self, "name", code) for code in languages.codes()):
            message = _("Give the theme a name in at least one language.")
            errors |= dict.fromkeys(languages.field_names("name"), message)
        self._fill_slugs()
        for name in languages.field_names("slug"):
            slug = getattr(self, name)
            if slug and Theme.objects.exclude(pk=self.pk).filter(**{name: slug}).exists():
                errors[name] = _("Another theme has this slug.")
        if errors:
            raise ValidationError(errors)

    def get_preview_template(self, *_args: Any) -> str:
        """Return the template that shows name and description as the theme's page does."""
        return "content/theme_preview.html"

    def _fill_slugs(self) -> None:
        for code in languages.codes():
            name = languages.value_in(self, "name", code)
            if name and not languages.value_in(self, "slug", code):
                column = languages.field_name("slug", code)
                taken = Theme.objects.exclude(pk=self.pk).values_list(column, flat=True)
                languages.set_value_in(self, "slug", code, free_slug(slug_from(name), taken))
