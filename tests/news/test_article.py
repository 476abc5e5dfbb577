"""An article as readers get it: related articles, links, and what a page costs."""

import datetime as dt

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.translation import override
from wagtail.models import PageViewRestriction

from campaigns.models import CampaignPublication
from news.models import ArticlePage, RelatedArticle
from news.related import related_articles
from tests.factories import (
    ArticlePageFactory,
    CampaignIndexPageFactory,
    CampaignPageFactory,
    DocumentFactory,
    ImageFactory,
    LibraryPageFactory,
    PublicationPageFactory,
    ThemeFactory,
)
from tests.many import multiply

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 6, 1, 12, tzinfo=dt.UTC)


def article(news, theme, day, **values):
    """Make an article of a day in May 2026."""
    return ArticlePageFactory(parent=news, theme=theme, date=dt.date(2026, 5, day), **values)


@pytest.mark.parametrize(
    ("day", "offset"), [(dt.date(2027, 7, 1), "+02:00"), (dt.date(2027, 1, 1), "+01:00")]
)
@pytest.mark.parametrize("code", ["fr", "nl"])
def test_half_past_midnight_is_the_same_day_wherever_it_is_told(news, client, day, offset, code):
    page = ArticlePageFactory(parent=news, date=day)
    moment = dt.datetime.combine(day, dt.time(0, 30), timezone.get_default_timezone())
    ArticlePage.objects.filter(pk=page.pk).update(
        first_published_at=moment, last_published_at=moment, latest_revision_created_at=moment
    )
    address = {"fr": "/fr/actualites/", "nl": "/nl/nieuws/"}[code]
    with override(code):
        article_address = ArticlePage.objects.get(pk=page.pk).url
    eve = day - dt.timedelta(days=1)
    machines = (f"{address}atom.xml", "/sitemap.xml", f"/api/v1/articles/?lang={code}")
    for place in (address, article_address, *machines):
        text = client.get(place).content.decode()
        assert f"{eve:%d.%m.%Y}" not in text, place
        assert f"{eve:%Y-%m-%d}" not in text, place
        if place in (address, article_address):
            assert f"{day:%d.%m.%Y}" in text, place
        else:
            assert f"{day:%Y-%m-%d}T00:30:00{offset}" in text, place


def test_the_editors_choice_comes_first_then_the_newest_of_the_theme(news):
    theme, other = ThemeFactory(), ThemeFactory()
    page = article(news, theme, 1)
    old, new = article(news, theme, 2), article(news, theme, 3)
    chosen = article(news, other, 4)
    article(news, other, 5)
    page.related_links.add(RelatedArticle(article=chosen))
    page.save()
    assert related_articles(page, "fr") == [chosen, new, old]


def test_the_newest_of_all_fill_up_where_the_theme_has_too_few(news):
    theme, other = ThemeFactory(), ThemeFactory()
    page = article(news, theme, 1)
    of_theme = article(news, theme, 2)
    article(news, other, 3)
    old, new = article(news, other, 4), article(news, other, 5)
    assert related_articles(page, "fr") == [of_theme, new, old]


def test_the_editors_order_is_kept(news):
    theme = ThemeFactory()
    page, first, second = (article(news, theme, day) for day in (1, 2, 3))
    page.related_links.set([RelatedArticle(article=first), RelatedArticle(article=second)])
    assert related_articles(page, "fr")[:2] == [first, second]


def test_related_articles_hold_nothing_that_readers_may_not_see(news):
    theme = ThemeFactory()
    page = article(news, theme, 1)
    draft = article(news, theme, 2, live=False)
    expired = article(news, theme, 3, expire_at=NOW - dt.timedelta(minutes=1))
    dutch_only = article(news, theme, 4, published_languages=["nl"])
    restricted = article(news, theme, 5)
    PageViewRestriction.objects.create(page=restricted, restriction_type=PageViewRestriction.LOGIN)
    seen = article(news, theme, 6, expire_at=timezone.now() + dt.timedelta(days=400))
    for hidden in (draft, expired, dutch_only, restricted):
        page.related_links.add(RelatedArticle(article=hidden))
    page.save()
    assert related_articles(page, "fr", now=NOW) == [seen]
    assert related_articles(page, "nl", now=NOW) == [dutch_only, seen]


def rich_article(news):
    """Make an article with all that an article can hold."""
    theme = ThemeFactory()
    campaigns = CampaignIndexPageFactory(parent=news.get_parent())
    campaign = CampaignPageFactory(parent=campaigns)
    library = LibraryPageFactory(parent=news.get_parent())
    campaign.publication_links = [
        CampaignPublication(publication=PublicationPageFactory(parent=library)) for _ in range(3)
    ]
    campaign.save()
    others = [article(news, theme, day, image=ImageFactory()) for day in range(2, 8)]
    link = f'<p>Lire <a linktype="page" id="{others[0].pk}">la suite</a>.</p>'
    body = [
        ("heading", {"text": "Titre", "level": "h2"}),
        ("text", link),
        ("picture", {"image": ImageFactory(), "caption": "Un parc", "credit": "BPS"}),
        ("text", link),
        ("quote", {"text": "Bien.", "source": "Une voisine"}),
        ("callout", {"kind": "advice", "title": "Conseil", "text": link}),
        ("download", {"document": DocumentFactory(), "title": ""}),
    ]
    page = article(
        news, theme, 1, image=ImageFactory(), campaign=campaign, body_fr=body, body_nl=body
    )
    page.related_links.add(RelatedArticle(article=others[0]))
    page.save_revision().publish()
    return ArticlePage.objects.get(pk=page.pk)


def queries_for(client: Client, address: str) -> int:
    """Count the queries of one answer."""
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


@pytest.mark.parametrize("code", ["fr", "nl"])
def test_an_article_takes_at_most_ten_queries(news, client: Client, code):
    address = rich_article(news).url_in(code)
    client.get(address)
    assert queries_for(client, address) <= 10
    cache.clear()
    assert queries_for(client, address) <= 14


@pytest.mark.parametrize("code", ["fr", "nl"])
def test_the_list_takes_at_most_twelve_queries(news, client: Client, code):
    rich_article(news)
    address = news.url_in(code)
    client.get(address)
    assert queries_for(client, address) <= 12
    cache.clear()
    assert queries_for(client, address) <= 14


def test_links_lead_to_the_readers_language_or_nowhere(news, client: Client):
    theme = ThemeFactory()
    both = article(news, theme, 2, title_fr="Crue", title_nl="Vloed")
    french = article(news, theme, 3, title_fr="Eau", published_languages=["fr"])
    text = "".join(f'<p><a linktype="page" id="{pk}">mot</a></p>' for pk in (both.pk, french.pk, 0))
    page = article(news, theme, 1, body_fr=[("text", text)], body_nl=[("text", text)])
    in_french = client.get(page.url_in("fr")).content.decode()
    assert '<a href="/fr/actualites/crue/">mot</a>' in in_french
    assert '<a href="/fr/actualites/eau/">mot</a>' in in_french
    in_dutch = client.get(page.url_in("nl")).content.decode()
    assert '<a href="/nl/nieuws/vloed/">mot</a>' in in_dutch
    assert "<a>mot</a>" in in_dutch
    assert "/fr/actualites/eau/" not in in_dutch


def test_the_list_shows_each_language_its_own_articles(news, client: Client):
    theme = ThemeFactory()
    article(news, theme, 1, title_fr="Crue", title_nl="Vloed")
    article(news, theme, 2, title_fr="Secret", title_nl="Geheim", live=False)
    article(news, theme, 3, title_fr="Belgique", published_languages=["fr"])
    french = client.get("/fr/actualites/").content.decode()
    dutch = client.get("/nl/nieuws/").content.decode()
    assert "Crue" in french
    assert "Belgique" in french
    assert "Vloed" in dutch
    assert "Belgique" not in dutch
    assert "Secret" not in french
    assert "01.05.2026" in dutch


@pytest.mark.parametrize("number", ["2", "0", "-1", "abc", "9999", "١"])
def test_any_page_number_of_the_list_answers(news, client: Client, number):
    theme = ThemeFactory()
    for day in range(1, 13):
        article(news, theme, day)
    assert client.get("/fr/actualites/", {"page": number}).status_code == 200


@pytest.mark.parametrize("address", ["/fr/actualites/", "/nl/nieuws/", "/fr/", "article"])
def test_many_articles_take_no_more_queries_than_few(news, client: Client, address):
    page = rich_article(news)
    address = page.url_in("nl") if address == "article" else address
    client.get(address)
    few = queries_for(client, address)
    multiply(page, 2_000)
    client.get(address)
    assert queries_for(client, address) <= few
