"""Publications: brochures, guides, reports, each with a file per language."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.search import index

from bps_portal import languages
from bps_portal.content.blocks import BodyBlock
from bps_portal.content.fields import BodyField
from bps_portal.content.renditions import images_in, prefetch_renditions
from bps_portal.languages.panels import translated_panels
from bps_portal.pages.models import LocalizedPage
from bps_portal.pages.search_kinds import SearchKind

from .files import ShownFile, file_to_show, files_to_show
from .querysets import PublicationManager


class Kind(models.TextChoices):
    """What a publication is, for readers who look for one."""

    BROCHURE = "brochure", pgettext_lazy("publication", "Brochure")
    LEAFLET = "leaflet", pgettext_lazy("publication", "Leaflet")
    POSTER = "poster", pgettext_lazy("publication", "Poster")
    GUIDE = "guide", pgettext_lazy("publication", "Guide")
    REPORT = "report", pgettext_lazy("publication", "Report")
    ANNUAL_REPORT = "annual-report", pgettext_lazy("publication", "Annual report")
    FIGURES = "figures", pgettext_lazy("publication", "Figures")


class PublicationPage(LocalizedPage):
    """A publication: its files in each language, and what is said about them."""

    lead = models.TextField(
        verbose_name=_("summary"),
        blank=True,
        max_length=600,
        help_text=_("One or two sentences that say what readers find in it."),
    )
    kind = models.CharField(
        verbose_name=_("kind"), max_length=20, choices=Kind.choices, default=Kind.BROCHURE
    )
    theme = models.ForeignKey(
        "content.Theme",
        verbose_name=_("theme"),
        # An annual report is about all of them.
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="publications",
    )
    published_on = models.DateField(verbose_name=_("date"), default=timezone.localdate)
    version = models.CharField(
        verbose_name=_("version"),
        max_length=50,
        blank=True,
        help_text=_("Such as “2” or “2026-03”; the same in every language."),
    )
    file = models.ForeignKey(
        "content.PortalDocument",
        verbose_name=_("file"),
        null=True,
        blank=True,
        # Not SET_NULL: modeltranslation would leave the plain column pointing at nothing. The admin
        # shows where the file is used and refuses to delete it.
        on_delete=models.PROTECT,
        related_name="publications",
    )
    alternative = models.ForeignKey(
        "content.PortalDocument",
        verbose_name=_("alternative format"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="publications_as_alternative",
        help_text=_("The same in easy-to-read language, as text or as sound."),
    )
    body = BodyField(
        BodyBlock(),
        verbose_name=_("summary as a page"),
        blank=True,
        help_text=_("For readers who prefer a page to a file."),
    )

    search_fields = [
        *LocalizedPage.search_fields,
        index.FilterField("theme"),
        index.FilterField("kind"),
        index.FilterField("published_on"),
    ]
    untranslated_fields = ("version",)
    search_kind = SearchKind("publication", _("publication"))
    search_date_field = "published_on"
    objects = PublicationManager()

    parent_page_types: ClassVar[list[str]] = ["campaigns.LibraryPage"]
    subpage_types: ClassVar[list[str]] = []

    content_panels = [
        translated_panels("file"),
        *LocalizedPage.content_panels,
        translated_panels("lead"),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("kind"), FieldPanel("theme")]),
                FieldRowPanel([FieldPanel("published_on"), FieldPanel("version")]),
            ],
            heading=_("Kind, theme and date"),
        ),
        translated_panels("alternative"),
        translated_panels("body", stacked=True),
    ]

    class Meta:
        verbose_name = _("publication")
        verbose_name_plural = _("publications")
        # The order of `newest_first`.
        indexes = [
            models.Index(fields=["-published_on", "-portalpage_ptr"], name="publication_by_date")
        ]

    def clean(self) -> None:
        """Ask for a file in at least one language; a draft may wait for it.

        Raises:
            ValidationError: with an entry for the file of each language.
        """
        errors: dict[str, Any] = {}
        names = languages.field_names("file")
        if not self.cleaning_draft and not any(getattr(self, name) for name in names):
            message = ValidationError(_("Choose a file in at least one language."), "required")
            errors = {name: [message] for name in names}
        try:
            super().clean()
        except ValidationError as error:
            errors = error.update_error_dict(errors)
        if errors:
            raise ValidationError(errors)

    @property
    def shown_file(self) -> ShownFile | None:
        """The file for the active language, or one in another language, which its link names."""
        return file_to_show(self)

    @property
    def other_files(self) -> list[ShownFile]:
        """The files in the languages that `shown_file` leaves."""
        return files_to_show(self)[1:]

    @property
    def languages_without_file(self) -> str:
        """The names of the languages in which readers get a file in another one, or ""."""
        published = (code for code in languages.codes() if code in self.published_languages)
        missing = (code for code in published if not languages.value_in(self, "file", code))
        return ", ".join(languages.name(code) for code in missing)

    @property
    def files_in_words(self) -> str:
        """The names of the languages that have a file, as the list of the admin exports them."""
        known = (code for code in languages.codes() if languages.value_in(self, "file", code))
        return ", ".join(languages.name(code) for code in known)

    @property
    def shown_alternative(self) -> ShownFile | None:
        """The alternative format, in the same way as the file."""
        return file_to_show(self, "alternative")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the campaigns of the publication that readers may see in this language."""
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        prefetch_renditions(images_in(self.body))
        campaign_page = self._meta.apps.get_model("campaigns", "CampaignPage")
        context["campaigns"] = list(
            campaign_page.objects.filter(publication_links__publication=self)
            .public_in(languages.active_code())
            .latest_first()
            .for_cards()
        )
        return context
