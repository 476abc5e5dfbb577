"""The home page and plain pages."""

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import PageChooserPanel

from bps_portal import languages
from bps_portal.content.renditions import prefetch_renditions
from bps_portal.languages.panels import translated_panels
from bps_portal.pages.models import LocalizedPage
from campaigns.models import CampaignPage
from news.models import ArticlePage

from .content_pages import ContentPage, PageDocument
from .crisis import crisis_alert, crisis_context
from .statement import AccessibilityStatementPage
from .themes import ThemeIndexPage, themes_with_pages

__all__ = [
    "AccessibilityStatementPage",
    "ContentPage",
    "HomePage",
    "PageDocument",
    "ThemeIndexPage",
]

NEWS_ON_HOME = 3
CAMPAIGNS_ON_HOME = 3


class HomePage(LocalizedPage):
    """The first page of each language."""

    lead = models.TextField(verbose_name=_("lead"), blank=True, max_length=600)
    lead_story = models.ForeignKey(
        "news.ArticlePage",
        verbose_name=_("lead story"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Left empty, the newest article leads."),
    )

    parent_page_types: ClassVar[list[str]] = ["pages.PortalPage"]
    max_count = 1
    # Wagtail caches the addresses of site roots without a language, so this slug is the same in
    # every language; it never shows in an address.
    locked_slugs = True

    content_panels = [
        *LocalizedPage.content_panels,
        translated_panels("lead"),
        PageChooserPanel("lead_story", "news.ArticlePage"),
    ]

    class Meta:
        verbose_name = _("home page")

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Return the page, or that of a crisis while an alert asks for it."""
        if getattr(request, "is_preview", False) or not (alert := crisis_alert()):
            usual: HttpResponse = super().serve(request, *args, **kwargs)
            return usual
        context = super().get_context(request, *args, **kwargs) | crisis_context(alert)
        return TemplateResponse(request, "home/crisis_home.html", context)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the lead story, the news after it, what runs and the themes of this language."""
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        code = languages.active_code()
        public = ArticlePage.objects.public_in(code).for_cards()
        news = list(public.newest_first()[: NEWS_ON_HOME + 1])
        lead_story = public.filter(pk=self.lead_story_id).first() if self.lead_story_id else None
        lead_story = lead_story or next(iter(news), None)
        news = [article for article in news if article != lead_story][:NEWS_ON_HOME]
        campaigns = list(
            CampaignPage.objects.public_in(code)
            .running(timezone.localdate())
            .latest_first()
            .for_cards()[:CAMPAIGNS_ON_HOME]
        )
        prefetch_renditions(
            [
                lead_story.image if lead_story else None,
                *(article.image for article in news),
                *(campaign.image for campaign in campaigns),
            ]
        )
        return context | {
            "lead_story": lead_story,
            "news": news,
            "campaigns": campaigns,
            "themes": themes_with_pages(code),
            "has_search_form": True,
        }
