"""What a page shows is not deleted by mistake."""

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import ReferenceIndex

from bps_portal.content.models import PortalDocument, PortalImage, Theme
from news.models import NewsIndexPage
from tests.factories import (
    ArticlePageFactory,
    DocumentFactory,
    ImageFactory,
    LibraryPageFactory,
    PublicationPageFactory,
    ThemeFactory,
)

pytestmark = pytest.mark.django_db


def addresses(thing: PortalImage | PortalDocument) -> list[str]:
    """Return the addresses of the two pages that delete a thing: alone, and with others."""
    single = "wagtailimages:delete" if isinstance(thing, PortalImage) else "wagtaildocs:delete"
    model = thing._meta.model_name
    several = reverse("wagtail_bulk_action", args=("content", model, "delete"))
    return [reverse(single, args=(thing.pk,)), f"{several}?id={thing.pk}"]


def assert_kept(client: Client, thing: PortalImage | PortalDocument) -> None:
    for address in addresses(thing):
        page = client.get(address).content.decode()
        assert thing.usage_url in page
        assert "serious" not in page
        client.post(address)
        assert type(thing).objects.filter(pk=thing.pk).exists()


def test_the_picture_of_a_page_is_kept(editor_client: Client, news: NewsIndexPage) -> None:
    picture = ImageFactory()
    ArticlePageFactory(parent=news, image=picture)
    assert_kept(editor_client, picture)


def test_a_picture_in_the_body_of_one_language_is_kept(
    editor_client: Client, news: NewsIndexPage
) -> None:
    picture = ImageFactory()
    other = [("picture", {"image": ImageFactory()})]
    ArticlePageFactory(parent=news, body_fr=other, body_nl=[("picture", {"image": picture})])
    assert_kept(editor_client, picture)


def test_a_document_that_a_text_links_to_is_kept(
    editor_client: Client, news: NewsIndexPage
) -> None:
    document = DocumentFactory()
    link = f'<p><a linktype="document" id="{document.pk}">Brochure</a></p>'
    ArticlePageFactory(parent=news, body_nl=[("text", link)])
    assert_kept(editor_client, document)


def test_where_a_picture_is_used_is_listed_with_links(
    editor_client: Client, news: NewsIndexPage
) -> None:
    picture = ImageFactory()
    article = ArticlePageFactory(parent=news, image=picture)
    usage = editor_client.get(picture.usage_url).content.decode()
    assert reverse("wagtailadmin_pages:edit", args=(article.pk,)) in usage


def test_a_use_that_the_index_does_not_know_yet_is_told(editor_client: Client, home) -> None:
    document = DocumentFactory()
    PublicationPageFactory(parent=LibraryPageFactory(parent=home), file_nl=document)
    ReferenceIndex.objects.all().delete()
    words = {"fr": "vient d’être enregistrée", "nl": "net werd bewaard"}
    for address in addresses(document):
        answer = editor_client.post(address, follow=True)
        assert words[editor_client.language] in answer.content.decode()
        document.refresh_from_db()


@pytest.mark.parametrize("factory", [ImageFactory, DocumentFactory])
def test_what_nothing_uses_is_deleted(editor_client: Client, factory: type) -> None:
    for number in range(2):
        thing = factory()
        address = addresses(thing)[number]
        assert "serious" in editor_client.get(address).content.decode()
        editor_client.post(address)
        assert not type(thing).objects.filter(pk=thing.pk).exists()


def test_a_used_picture_protects_no_unused_one_for_ever(
    editor_client: Client, news: NewsIndexPage
) -> None:
    used, unused = ImageFactory(), ImageFactory()
    ArticlePageFactory(parent=news, image=used)
    several = reverse("wagtail_bulk_action", args=("content", "portalimage", "delete"))
    editor_client.post(f"{several}?id={used.pk}&id={unused.pk}")
    assert PortalImage.objects.count() == 2
    editor_client.post(f"{several}?id={unused.pk}")
    assert PortalImage.objects.get() == used


def test_a_used_theme_is_kept_among_several(editor_client: Client, news: NewsIndexPage) -> None:
    used, unused = ThemeFactory(), ThemeFactory()
    ArticlePageFactory(parent=news, theme=used)
    address = reverse("wagtail_bulk_action", args=("content", "theme", "delete"))
    page = editor_client.get(f"{address}?id={used.pk}&id={unused.pk}").content.decode()
    assert "serious" not in page
    editor_client.post(f"{address}?id={used.pk}&id={unused.pk}")
    used.refresh_from_db()
    editor_client.post(f"{address}?id={unused.pk}")
    assert not Theme.objects.filter(pk=unused.pk).exists()


def test_a_used_theme_is_kept(editor_client: Client, news: NewsIndexPage) -> None:
    theme = ThemeFactory()
    ArticlePageFactory(parent=news, theme=theme)
    address = reverse(theme.snippet_viewset.get_url_name("delete"), args=(theme.pk,))
    assert "serious" not in editor_client.get(address).content.decode()
    editor_client.post(address)
    theme.refresh_from_db()
