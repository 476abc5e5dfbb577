"""A picture on a page: WebP for the width it needs, JPEG for older browsers, its place kept."""

import pytest
from bs4 import BeautifulSoup
from bs4.element import Tag
from django.template import Context, Template
from django.utils.translation import override

from bps_portal.content.models import PortalImage
from bps_portal.content.renditions import prefetch_renditions
from tests.factories import ImageFactory

pytestmark = pytest.mark.django_db

TAG = '{% load pictures %}{% responsive image "width-{480,800,1200}" "100vw" loading="lazy" %}'


def rendered(image: PortalImage, tag: str = TAG) -> tuple[Tag, Tag]:
    """Return the source and the img of a picture."""
    html = Template(tag).render(Context({"image": image}))
    soup = BeautifulSoup(html, "html.parser")
    return soup.select_one("picture > source"), soup.select_one("picture > img")


def test_it_comes_in_each_width_and_once_for_older_browsers() -> None:
    source, img = rendered(ImageFactory())
    assert source["type"] == "image/webp"
    offers = [offer.split() for offer in source["srcset"].split(", ")]
    assert [width for _url, width in offers] == ["480w", "800w", "1200w"]
    assert all(url.endswith(".webp") for url, _width in offers)
    assert img["src"].endswith(".jpg")
    assert (img["width"], img["height"]) == ("800", "500")
    assert img["loading"] == "lazy"


def test_its_text_alternative_is_in_the_language_of_the_page() -> None:
    image = ImageFactory()
    for code, text in (("fr", "Un parc sous la pluie"), ("nl", "Een park in de regen")):
        with override(code):
            assert rendered(image)[1]["alt"] == text
    image.is_decorative = True
    assert rendered(image)[1]["alt"] == ""
    assert rendered(image, TAG.replace(" loading", ' alt="" loading'))[1]["alt"] == ""


def test_a_small_original_is_offered_once() -> None:
    source, img = rendered(ImageFactory(file__width=300, file__height=200))
    assert source["srcset"].count(" 300w") == 1
    assert (img["width"], img["height"]) == ("300", "200")


def test_sizes_that_were_fetched_before_take_no_query(django_assert_num_queries) -> None:
    rendered(ImageFactory())
    image = PortalImage.objects.get()
    prefetch_renditions([image])
    with django_assert_num_queries(0):
        rendered(image)
