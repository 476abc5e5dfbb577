"""The news list and its articles."""

from typing import Any, ClassVar

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import OuterRef
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, PageChooserPanel
from wagtail.models import Orderable
from wagtail.search import index

from bps_portal import languages
from bps_portal.content.blocks import BodyBlock
from bps_portal.content.facets import read_selection, theme_facet, year_facet
from bps_portal.content.fields import BodyField
from bps_portal.content.listings import AnsweredByWhatThereIs, NarrowedPaginator
from bps_portal.content.renditions import images_in, prefetch_renditions
from bps_portal.languages.panels import ItemsPanel, translated_panels
from bps_portal.pages.models import LocalizedPage
from bps_portal.pages.querysets import PortalPageManager, PortalPageQuerySet
from bps_portal.pages.search_kinds import SearchKind

from .related import related_articles

ARTICLES_PER_PAGE = 10


class ArticleQuerySet(PortalPageQuerySet):
    """Articles by date."""

    def newest_first(self) -> "ArticleQuerySet":
        """Order by date, then by the order in which they were made."""
        return self.order_by("-date", "-pk")

    def for_serving(self) -> "ArticleQuerySet":
        """Fetch theme, picture, campaign with its files, and the editor's related articles."""
        campaign_page = self.model._meta.get_field("campaign").related_model
        chosen = RelatedArticle.objects.filter(page=OuterRef("pk")).order_by("sort_order")
        served = super().for_serving().select_related("theme", "image", "campaign")
        return served.annotate(
            chosen_article_ids=ArraySubquery(chosen.values("article_id")),
            campaign_files=campaign_page.files_annotation("campaign"),
        )

    def for_cards(self) -> "ArticleQuerySet":
        """Fetch what a card shows, and leave the bodies where they are."""
        return self.defer_streamfields().select_related("theme", "image")


ArticleManager = PortalPageManager.from_queryset(ArticleQuerySet)


class NewsIndexPage(AnsweredByWhatThereIs, LocalizedPage):
    """The list of all articles, newest first."""

    intro = models.TextField(verbose_name=_("introduction"), blank=True)

    parent_page_types: ClassVar[list[str]] = ["home.HomePage"]
    subpage_types: ClassVar[list[str]] = ["news.ArticlePage"]
    max_count = 1
    locked_slugs = True

    content_panels = [*LocalizedPage.content_panels, translated_panels("intro")]

    class Meta:
        verbose_name = _("news list")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add `listing`: one part of what was asked for, and `selection`: what that is."""
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        public = ArticlePage.objects.child_of(self).public_in(languages.active_code())
        facets = [theme_facet(), year_facet(public, "date")]
        selection = read_selection(request.GET, public, facets)
        articles = selection.narrow(public).newest_first().for_cards()
        page = NarrowedPaginator(
            articles, ARTICLES_PER_PAGE, of=self, filters_in=selection.filters_in
        ).get_page(request.GET.get("page"))
        prefetch_renditions(article.image for article in page)
        context |= {
            "listing": page,
            "selection": selection,
            "heading": selection.titled(self.title),
            "list_title": selection.titled(self.seo_title or self.title),
        }
        return context


class ArticlePage(LocalizedPage):
    """An article: theme, date, lead, picture and body."""

    theme = models.ForeignKey(
        "content.Theme",
        verbose_name=_("theme"),
        on_delete=models.PROTECT,
        related_name="articles",
    )
    date = models.DateField(verbose_name=_("date"), default=timezone.localdate)
    lead = models.TextField(
        verbose_name=_("lead"),
        blank=True,
        max_length=600,
        help_text=_("One or two sentences that say what the article is about."),
    )
    image = models.ForeignKey(
        "content.PortalImage",
        verbose_name=_("picture"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    caption = models.TextField(verbose_name=_("caption"), blank=True, max_length=500)
    credit = models.CharField(verbose_name=_("credit"), blank=True, max_length=255)
    body = BodyField(BodyBlock(), verbose_name=_("body"), blank=True)
    campaign = models.ForeignKey(
        "campaigns.CampaignPage",
        verbose_name=_("campaign"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="articles",
    )

    objects = ArticleManager()

    search_fields = [
        *LocalizedPage.search_fields,
        index.FilterField("theme"),
        index.FilterField("date"),
    ]
    untranslated_fields = ("credit",)
    required_per_language = (*LocalizedPage.required_per_language, "lead", "body")
    listed_by = ("date", "theme_id", "campaign_id")
    search_kind = SearchKind("article", _("article"))
    search_date_field = "date"

    parent_page_types: ClassVar[list[str]] = ["news.NewsIndexPage"]
    subpage_types: ClassVar[list[str]] = []

    content_panels = [
        *LocalizedPage.content_panels,
        MultiFieldPanel([FieldPanel("theme"), FieldPanel("date")], heading=_("Theme and date")),
        translated_panels("lead"),
        MultiFieldPanel(
            [FieldPanel("image"), translated_panels("caption"), FieldPanel("credit")],
            heading=_("Picture"),
        ),
        translated_panels("body", stacked=True),
        PageChooserPanel("campaign", "campaigns.CampaignPage"),
        ItemsPanel(
            "related_links",
            heading=_("Related articles"),
            label=_("article"),
            max_num=3,
            help_text=_("What you leave open is filled with the newest articles of the theme."),
        ),
    ]

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        # The orders of `newest_first`, over all articles and within a theme.
        indexes = [
            models.Index(fields=["-date", "-portalpage_ptr"], name="article_by_date"),
            models.Index(
                fields=["theme", "-date", "-portalpage_ptr"], name="article_by_theme_and_date"
            ),
        ]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the related articles and the campaign, as far as readers may see them."""
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        code = languages.active_code()
        related = related_articles(self, code)
        prefetch_renditions(
            [self.image, *images_in(self.body), *(article.image for article in related)]
        )
        campaign = self.campaign if self.campaign and self.campaign.live_in(code) else None
        context |= {
            "related_articles": related,
            "campaign": campaign,
            "files": campaign.files_here(getattr(self, "campaign_files", None)) if campaign else [],
        }
        return context


class RelatedArticle(Orderable):
    """An article that the editor chose to go with another."""

    page = ParentalKey(ArticlePage, on_delete=models.CASCADE, related_name="related_links")
    article = models.ForeignKey(
        ArticlePage,
        verbose_name=_("article"),
        on_delete=models.CASCADE,
        related_name="+",
    )

    panels = [PageChooserPanel("article", "news.ArticlePage")]

    class Meta(Orderable.Meta):
        verbose_name = _("related article")
        verbose_name_plural = _("related articles")
