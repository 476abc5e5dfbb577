"""The list of campaigns and its pages; publications are in `library` and `publications`."""

from datetime import date
from itertools import groupby
from typing import Any, ClassVar

from django.contrib.postgres.expressions import ArraySubquery
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.search import index

from bps_portal import languages
from bps_portal.content.blocks import BodyBlock
from bps_portal.content.fields import BodyField
from bps_portal.content.renditions import images_in, prefetch_renditions
from bps_portal.content.telephone import check_telephone, dial_value, grouped
from bps_portal.languages.panels import ItemsPanel, translated_panels
from bps_portal.languages.templatetags.languages import short_date
from bps_portal.pages.models import LocalizedPage
from bps_portal.pages.search_kinds import SearchKind

from .annotated_files import files_of_campaign, shown_files
from .files import ShownFile
from .library import LibraryPage
from .parts import CampaignPartner, CampaignPublication, StepsBlock
from .periods import KINDS, Stage, stage_on
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

CAMPAIGNS_PER_PAGE = 12
ARTICLES_OF_CAMPAIGN = 6


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
        """Add `listing`: a part of the campaigns, and `stages`: the same by where they stand today."""
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        today = timezone.localdate()
        campaigns = (
            CampaignPage.objects.child_of(self)
            .public_in(languages.active_code())
            .by_stage(today)
            .for_cards()
        )
        listing = Paginator(campaigns, CAMPAIGNS_PER_PAGE).get_page(request.GET.get("page"))
        prefetch_renditions(campaign.image for campaign in listing)
        stages = groupby(listing, key=lambda campaign: campaign.stage_on(today))
        return context | {
            "listing": listing,
            "stages": [(stage, list(campaigns)) for stage, campaigns in stages],
        }


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
    press_phone = models.CharField(
        verbose_name=_("telephone"), max_length=50, blank=True, validators=[check_telephone]
    )

    search_fields = [
        *LocalizedPage.search_fields,
        index.FilterField("theme"),
        index.FilterField("starts_on"),
        index.FilterField("ends_on"),
    ]
    untranslated_fields = ("press_email", "press_phone")
    required_per_language = (*LocalizedPage.required_per_language, "promise")
    listed_by = ("starts_on", "ends_on", "theme_id")
    search_kind = SearchKind("campaign", _("campaign"))
    search_date_field = "starts_on"
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
        """Refuse a campaign that ends before it starts, beside whatever else is wrong.

        Raises:
            ValidationError: with an entry for each column.
        """
        errors: dict[str, Any] = {}
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            message = _("The last day comes before the first one.")
            errors["ends_on"] = [ValidationError(message, "order")]
        try:
            super().clean()
        except ValidationError as error:
            errors = error.update_error_dict(errors)
        if errors:
            raise ValidationError(errors)

    def stage_on(self, day: date) -> Stage:
        """Return whether the campaign runs, comes or is past on a day."""
        return stage_on(day, self.starts_on, self.ends_on)

    @property
    def period_in_words(self) -> str:
        """First and last day, as lists of the admin show them."""
        days = [short_date(day) for day in (self.starts_on, self.ends_on)]
        return " – ".join(days) if any(days) else ""

    @property
    def press(self) -> dict[str, str] | None:
        """What the box for journalists says in the active language, or None without anything."""
        if not (self.press_contact or self.press_email or self.press_phone):
            return None
        return {
            "name": self.press_contact or "",
            "tel_url": f"tel:{dial_value(self.press_phone)}" if self.press_phone else "",
            "visible_number": grouped(self.press_phone),
            "email": self.press_email,
        }

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
        """Add the stage, the articles, the files and the partners, as readers may see them."""
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        articles = list(
            self.articles.public_in(languages.active_code())
            .newest_first()
            .for_cards()[:ARTICLES_OF_CAMPAIGN]
        )
        prefetch_renditions(
            [self.image, *images_in(self.body), *(article.image for article in articles)]
        )
        return context | {
            "kind": KINDS[self.stage_on(timezone.localdate())],
            "articles": articles,
            "publications": self.publications_in(languages.active_code()),
            "partners": [partner for partner in self.partners.all() if partner.name],
        }
