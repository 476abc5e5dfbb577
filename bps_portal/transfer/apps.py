"""App of the transfer room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TransferConfig(AppConfig):
    """Links an article from the imported ones that wait for it, when it is published."""

    name = "bps_portal.transfer"
    label = "transfer"
    verbose_name = _("Import and export")

    def ready(self) -> None:
        """Connect the signal receiver."""
        from wagtail.signals import page_published  # noqa: PLC0415

        from news.models import ArticlePage  # noqa: PLC0415

        from .legacy_links import on_article_published  # noqa: PLC0415

        page_published.connect(
            on_article_published, sender=ArticlePage, dispatch_uid="transfer.link_arrived"
        )
