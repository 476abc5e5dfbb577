"""App of the news room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NewsConfig(AppConfig):
    """Names the room."""

    name = "news"
    verbose_name = _("News")
