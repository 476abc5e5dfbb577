"""The list of campaigns and its pages; publications are in `library` and `publications`."""

from typing import Any, ClassVar

from django.contrib.postgres.expressions import ArraySubquery
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel

from bps_portal import languages
from bps_portal.content.blocks import BodyBlock
from bps_portal.content.fields import BodyField
from bps_portal.content.renditions import images_in, prefetch_renditions
from bps_portal.languages.panels import ItemsPanel, translated_panels
from bps_portal.pages.models import LocalizedPage

from .annotated_files import files_of_campaign, shown_files
from .files import ShownFile
from .library import LibraryPage
from .parts import CampaignPartner, CampaignPublication, StepsBlock
from .publications import PublicationPage
from .querysets import CampaignManager

__all__ = [
    "CampaignIndexPage",
    "CampaignPage",
    "CampaignPartner",
    "CampaignPublication",
    "LibraryPage",
    "PublicationPage",
]


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
    """A campaign: what it promises, when it runs, whom it speaks to and what one can do."""

    promise = models.CharField(
        verbose_name=_("promise"),
        max_length=255,
        blank=True,
        help_text=_("What the campaign wants to reach, in one sentence."),
    )
    starts_on = models.DateField(verbose_name=_("first day"), null=True, blank=True)
    ends_on = models.DateField(verbose_name=_("last day"), null=True, blank=True)
    audience = models.CharField(
        verbose_name=_("target group"),
        max_length=255,
        blank=True,
        help_text=_("Whom the campaign speaks to."),
    )
    theme = models.ForeignKey(
        "content.Theme",
        verbose_name=_("theme"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="campaigns",
    )
    image = models.ForeignKey(
        "content.PortalImage",
        verbose_name=_("picture"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    steps = BodyField(StepsBlock(), verbose_name=_("what you can do"), blank=True)
    body = BodyField(BodyBlock(), verbose_name=_("body"), blank=True)
    press_contact = models.CharField(
        verbose_name=_("press contact"),
        max_length=255,
        blank=True,
        help_text=_("Who answers journalists: name and function."),
    )
    press_email = models.EmailField(verbose_name=_("e-mail address"), blank=True)
    press_phone = models.CharField(verbose_name=_("telephone"), max_length=50, blank=True)

    untranslated_fields = ("press_email", "press_phone")
    required_per_language = (*LocalizedPage.required_per_language, "promise")
    objects = CampaignManager()

    parent_page_types: ClassVar[list[str]] = ["campaigns.CampaignIndexPage"]
    subpage_types: ClassVar[list[str]] = []

    content_panels = [
        *LocalizedPage.content_panels,
        translated_panels("promise"),
        ItemsPanel("publication_links", heading=_("Publications"), label=_("publication")),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("starts_on"), FieldPanel("ends_on")])],
            heading=_("Period"),
        ),
        FieldPanel("theme"),
        translated_panels("audience"),
        FieldPanel("image"),
        translated_panels("steps", stacked=True),
        translated_panels("body", stacked=True),
        ItemsPanel("partners", heading=_("Partners"), label=_("partner")),
        MultiFieldPanel(
            [
                translated_panels("press_contact"),
                FieldRowPanel([FieldPanel("press_email"), FieldPanel("press_phone")]),
            ],
            heading=_("Press contact"),
        ),
    ]

    class Meta:
        verbose_name = _("campaign")
        verbose_name_plural = _("campaigns")

    def clean(self) -> None:
        """Refuse a campaign that ends before it starts."""
        super().clean()
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            raise ValidationError({"ends_on": _("The last day comes before the first one.")})

    def publications_in(self, code: str) -> list[PublicationPage]:
        """Return the publications that readers may see in a language, in the editor's order.

        One query; in a preview they are those of the form.
        """
        public = PublicationPage.objects.public_in(code).for_cards()
        links = self.publication_links.all()
        if isinstance(links, models.QuerySet):
            found = public.filter(campaign_links__page=self)
            return list(found.order_by("campaign_links__sort_order"))
        by_id = public.in_bulk([link.publication_id for link in links])
        return [by_id[link.publication_id] for link in links if link.publication_id in by_id]

    @classmethod
    def files_annotation(cls, campaign: str) -> ArraySubquery:
        """Return an annotation for `files_here`; `campaign` is the key of the annotated query."""
        return files_of_campaign(campaign)

    def files_here(self, rows: list[dict[str, Any]] | None = None) -> list[ShownFile]:
        """Return the files of the public publications that a reader of the active language gets.

        Args:
            rows: what `files_annotation` brought with another page; without it, one query.
        """
        if rows is not None:
            return shown_files(rows)
        publications = self.publications_in(languages.active_code())
        files = (publication.shown_file for publication in publications)
        return [file for file in files if file is not None]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the articles of the campaign that readers may see in this language."""
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        articles = list(
            self.articles.public_in(languages.active_code()).newest_first().for_cards()[:3]
        )
        prefetch_renditions(
            [self.image, *images_in(self.body), *(article.image for article in articles)]
        )
        context |= {
            "articles": articles,
            "publications": self.publications_in(languages.active_code()),
        }
        return context
