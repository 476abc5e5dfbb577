"""What a campaign consists of: its publications, its partners and the steps that it asks for."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail import blocks
from wagtail.admin.panels import PageChooserPanel
from wagtail.models import Orderable

from bps_portal.content.blocks.text import INLINE_FEATURES
from bps_portal.languages.items import ItemKeyField
from bps_portal.languages.panels import translated_panels


class StepBlock(blocks.RichTextBlock):
    """One thing that a reader can do."""

    class Meta:
        icon = "list-ol"
        label = _("Step")
        template = "campaigns/blocks/step.html"


class StepsBlock(blocks.StreamBlock):
    """What a reader can do, in order."""

    step = StepBlock(features=INLINE_FEATURES)


class CampaignPublication(Orderable):
    """A publication that belongs to a campaign; it may belong to several."""

    page = ParentalKey(
        "campaigns.CampaignPage", on_delete=models.CASCADE, related_name="publication_links"
    )
    publication = models.ForeignKey(
        "campaigns.PublicationPage",
        verbose_name=_("publication"),
        # The admin shows where it is used and refuses to delete it; with its campaign it may go.
        on_delete=models.RESTRICT,
        related_name="campaign_links",
    )

    panels = [PageChooserPanel("publication", "campaigns.PublicationPage")]

    class Meta(Orderable.Meta):
        verbose_name = _("publication of a campaign")
        verbose_name_plural = _("publications of a campaign")
        constraints = [
            models.UniqueConstraint(
                fields=["page", "publication"], name="publication_once_in_a_campaign"
            )
        ]


class CampaignPartner(Orderable):
    """Who carries a campaign along."""

    page = ParentalKey("campaigns.CampaignPage", on_delete=models.CASCADE, related_name="partners")
    item_key = ItemKeyField()
    name = models.CharField(verbose_name=_("name"), max_length=255)
    url = models.URLField(verbose_name=_("website"), blank=True)

    untranslated_fields: tuple[str, ...] = ()
    panels = [translated_panels("name"), translated_panels("url")]

    class Meta(Orderable.Meta):
        verbose_name = _("partner")
        verbose_name_plural = _("partners")

    def __str__(self) -> str:
        """Return the name in the active language."""
        return self.name or ""
