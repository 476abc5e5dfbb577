"""Campaigns and their brochures."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel

from bps_portal import languages
from bps_portal.content.blocks import BodyBlock
from bps_portal.content.fields import BodyField
from bps_portal.content.models import PortalDocument
from bps_portal.content.renditions import images_in, prefetch_renditions
from bps_portal.languages.panels import translated_panels
from bps_portal.pages.models import LocalizedPage
from bps_portal.pages.querysets import PortalPageManager, PortalPageQuerySet


class CampaignQuerySet(PortalPageQuerySet):
    """Campaigns by period."""

    def for_serving(self) -> "CampaignQuerySet":
        """Fetch the picture and the brochures."""
        return self.select_related("image", *languages.field_names("brochure"))

    def for_cards(self) -> "CampaignQuerySet":
        """Fetch what a card shows, and leave the bodies where they are."""
        return self.defer_streamfields().select_related("image")

    def latest_first(self) -> "CampaignQuerySet":
        """Order by first day; campaigns without one come last."""
        return self.order_by(models.F("starts_on").desc(nulls_last=True), "-pk")


CampaignManager = PortalPageManager.from_queryset(CampaignQuerySet)


class CampaignIndexPage(LocalizedPage):
    """The list of all campaigns."""

    intro = models.TextField(verbose_name=_("introduction"), blank=True)

    parent_page_types: ClassVar[list[str]] = ["home.HomePage"]
    subpage_types: ClassVar[list[str]] = ["campaigns.CampaignPage"]
    max_count = 1
    locked_slugs = True

    content_panels = [*LocalizedPage.content_panels, translated_panels("intro")]

    class Meta:
        verbose_name = _("campaign list")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add `campaigns`: those that readers may see in this language, latest first."""
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        campaigns = list(
            CampaignPage.objects.child_of(self)
            .public_in(languages.active_code())
            .latest_first()
            .for_cards()
        )
        prefetch_renditions(campaign.image for campaign in campaigns)
        context["campaigns"] = campaigns
        return context


class CampaignPage(LocalizedPage):
    """A campaign: what it promises, when it runs, and its brochure in each language."""

    promise = models.CharField(
        verbose_name=_("promise"),
        max_length=255,
        blank=True,
        help_text=_("What the campaign wants to reach, in one sentence."),
    )
    starts_on = models.DateField(verbose_name=_("first day"), null=True, blank=True)
    ends_on = models.DateField(verbose_name=_("last day"), null=True, blank=True)
    image = models.ForeignKey(
        "content.PortalImage",
        verbose_name=_("picture"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    body = BodyField(BodyBlock(), verbose_name=_("body"), blank=True)
    brochure = models.ForeignKey(
        "content.PortalDocument",
        verbose_name=_("brochure"),
        null=True,
        blank=True,
        # Not SET_NULL: modeltranslation would leave the plain column pointing at nothing. The admin
        # shows where the file is used and refuses to delete it.
        on_delete=models.PROTECT,
        related_name="campaigns",
    )

    required_per_language = (*LocalizedPage.required_per_language, "promise")
    objects = CampaignManager()

    parent_page_types: ClassVar[list[str]] = ["campaigns.CampaignIndexPage"]
    subpage_types: ClassVar[list[str]] = []

    content_panels = [
        *LocalizedPage.content_panels,
        translated_panels("promise"),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("starts_on"), FieldPanel("ends_on")])],
            heading=_("Period"),
        ),
        FieldPanel("image"),
        translated_panels("body", stacked=True),
        translated_panels("brochure"),
    ]

    class Meta:
        verbose_name = _("campaign")
        verbose_name_plural = _("campaigns")

    def clean(self) -> None:
        """Refuse a campaign that ends before it starts."""
        super().clean()
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            raise ValidationError({"ends_on": _("The last day comes before the first one.")})

    @property
    def brochure_here(self) -> PortalDocument | None:
        """The brochure for the active language, or one in another language, for want of it.

        Templates name the language of a brochure that is not in the reader's own.
        """
        for code in languages.active_first():
            if document := languages.value_in(self, "brochure", code):
                found: PortalDocument = document
                return found
        return None

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the articles of the campaign that readers may see in this language."""
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        articles = list(
            self.articles.public_in(languages.active_code()).newest_first().for_cards()[:3]
        )
        prefetch_renditions(
            [self.image, *images_in(self.body), *(article.image for article in articles)]
        )
        context["articles"] = articles
        return context
