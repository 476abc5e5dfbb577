"""Builders of test data: each makes only what the test mentions."""

import datetime as dt

import factory
import wagtail_factories
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.utils import timezone
from factory.django import DjangoModelFactory
from wagtail.users.models import UserProfile

from bps_portal.content.models import PortalDocument, PortalImage, Theme
from bps_portal.home.models import ContentPage, HomePage, ThemeIndexPage
from bps_portal.pages.language_exceptions import allow_one_language_first
from campaigns.models import CampaignIndexPage, CampaignPage, LibraryPage, PublicationPage
from news.models import ArticlePage, NewsIndexPage


class PageFactory(wagtail_factories.factories.MP_NodeFactory):
    """A page that is live in both languages; slugs follow from the titles.

    With `published_languages=["fr"]`, an administrator has allowed French first.
    """

    class Meta:
        abstract = True

    @classmethod
    def _create_instance(cls, model_class, parent, kwargs):
        missing = {"fr", "nl"} - set(kwargs.get("published_languages", ("fr", "nl")))
        live = kwargs.pop("live", True)
        if not missing:
            return super()._create_instance(model_class, parent, kwargs | {"live": live})
        page = super()._create_instance(model_class, parent, kwargs | {"live": False})
        if live:
            publish_in_one_language_first(page, *missing)
        return page

    title_fr = factory.Sequence(lambda number: f"Page {number}")
    title_nl = factory.Sequence(lambda number: f"Bladzijde {number}")


def publish_in_one_language_first(page, *missing):
    """Make `page` live before its version in the languages `missing`, as administrators allow."""
    deadline = timezone.localdate() + dt.timedelta(days=30)
    for code in missing:
        allow_one_language_first(page, code, "Alerte", deadline)
    page.published_languages = [code for code in ("fr", "nl") if code not in missing]
    page.live = True
    page.save()


class HomePageFactory(PageFactory):
    """The site's root page."""

    class Meta:
        model = HomePage

    title_fr = "Accueil"
    title_nl = "Welkom"
    slug_fr = slug_nl = "home"


class ContentPageFactory(PageFactory):
    """A plain page."""

    class Meta:
        model = ContentPage

    body_fr = [("text", "<p>Texte.</p>")]
    body_nl = [("text", "<p>Tekst.</p>")]


class NewsIndexPageFactory(PageFactory):
    """The news list."""

    class Meta:
        model = NewsIndexPage

    title_fr = "Actualités"
    title_nl = "Nieuws"


class ThemeIndexPageFactory(PageFactory):
    """The list of themes."""

    class Meta:
        model = ThemeIndexPage

    title_fr = "Thèmes"
    title_nl = "Thema’s"
    slug_fr = "themes"
    slug_nl = "themas"


class ThemeFactory(DjangoModelFactory):
    """A theme with a name in both languages."""

    class Meta:
        model = Theme

    name_fr = factory.Sequence(lambda number: f"Thème {number}")
    name_nl = factory.Sequence(lambda number: f"Thema {number}")


class ImageFactory(DjangoModelFactory):
    """A small picture."""

    class Meta:
        model = PortalImage

    title_fr = "Un parc"
    title_nl = "Een park"
    description_fr = "Un parc sous la pluie"
    description_nl = "Een park in de regen"
    file = factory.django.ImageField(width=1600, height=1000, format="JPEG", filename="parc.jpg")


class DocumentFactory(DjangoModelFactory):
    """A file to download."""

    class Meta:
        model = PortalDocument

    title_fr = "Brochure"
    title_nl = "Brochure"
    file = factory.django.FileField(filename="brochure.txt", data=b"Brochure")


class ArticlePageFactory(PageFactory):
    """An article, complete in both languages."""

    class Meta:
        model = ArticlePage

    theme = factory.SubFactory(ThemeFactory)
    lead_fr = "Ce que dit l'article."
    lead_nl = "Wat het artikel zegt."
    body_fr = [("text", "<p>Texte de l'article.</p>")]
    body_nl = [("text", "<p>Tekst van het artikel.</p>")]


class CampaignIndexPageFactory(PageFactory):
    """The list of campaigns."""

    class Meta:
        model = CampaignIndexPage

    title_fr = "Campagnes"
    title_nl = "Campagnes"


class CampaignPageFactory(PageFactory):
    """A campaign, complete in both languages."""

    class Meta:
        model = CampaignPage

    promise_fr = "Une promesse."
    promise_nl = "Een belofte."


class LibraryPageFactory(PageFactory):
    """The list of publications."""

    class Meta:
        model = LibraryPage

    title_fr = "Publications"
    title_nl = "Publicaties"


class PublicationPageFactory(PageFactory):
    """A publication with a file in French; `file_nl` gives it a Dutch one."""

    class Meta:
        model = PublicationPage

    file_fr = factory.SubFactory(DocumentFactory)


class UserFactory(DjangoModelFactory):
    """An account of the admin; `language` is that of its interface."""

    class Meta:
        model = get_user_model()
        skip_postgeneration_save = True

    username = factory.Sequence(lambda number: f"user{number}")
    email = factory.LazyAttribute(lambda user: f"{user.username}@example.org")
    password = factory.django.Password("correct horse battery staple")

    @factory.post_generation
    def language(self, create: bool, extracted: str | None) -> None:
        """Set the language of the admin's interface."""
        if create and extracted:
            UserProfile.objects.update_or_create(
                user=self, defaults={"preferred_language": extracted}
            )

    @factory.post_generation
    def groups(self, create: bool, extracted: list[str] | None) -> None:
        """Put the account into groups by name."""
        if create and extracted:
            self.groups.set(Group.objects.filter(name__in=extracted))
