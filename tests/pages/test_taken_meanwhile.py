"""Two people want the same slug in the same moment: the second one reads so, beside the field."""

from collections.abc import Callable, Iterator

import pytest
from django.contrib.auth import get_user_model
from django.db.models.signals import pre_save
from django.test import Client
from django.urls import reverse

from bps_portal.pages.models import PortalPage
from news.models import ArticlePage
from tests.factories import ArticlePageFactory, UserFactory
from tests.pages.test_admin import add_url, article_form, edit_url, titles

pytestmark = pytest.mark.django_db
TAKEN = {"fr": "est déjà utilisée par une page voisine", "nl": "wordt al gebruikt door een pagina"}


@pytest.fixture
def colleague(news) -> Iterator[Callable[..., ArticlePage]]:
    """Somebody whose page takes the slug “vloed” once the form of another was found to be right."""
    page = ArticlePageFactory(parent=news, title_fr="Crue", title_nl="Water")

    def takes_it(sender, **_kwargs) -> None:
        pages = PortalPage.objects.rewrite(False).filter(pk=page.pk)
        pages.update(slug_nl="vloed", url_path_nl="/home/nieuws/vloed/")
        if not takes_it.again:
            pre_save.disconnect(takes_it, sender=ArticlePage)

    def meet(*, again: bool = False) -> ArticlePage:
        takes_it.again = again
        pre_save.connect(takes_it, sender=ArticlePage)
        return page

    yield meet
    pre_save.disconnect(takes_it, sender=ArticlePage)


def form_for(page, **values):
    values = {"slug_fr": "a", "slug_nl": "vloed"} | values
    return article_form(page.theme, **values, **{"action-publish": "1"})


def test_a_slug_that_a_colleague_takes_meanwhile_is_an_error_beside_its_field(
    news, colleague, editor_client
):
    mine = ArticlePageFactory(parent=news, slug_fr="a", slug_nl="b")
    answer = editor_client.post(edit_url(mine), form_for(colleague(), lead_nl="Dit blijft staan"))
    assert answer.status_code == 200
    assert set(answer.context["form"].errors) == {"slug_nl"}
    html = answer.content.decode()
    assert TAKEN[editor_client.language] in html
    assert "Dit blijft staan" in html
    assert titles(mine)[2:] == ("a", "b")


def test_what_the_database_refuses_is_asked_once_more(news, colleague, editor_client):
    # What the colleague wrote is undone with the first try, so the slug is free again.
    assert editor_client.post(add_url(news), form_for(colleague())).status_code == 302
    assert editor_client.get("/nl/nieuws/vloed/").status_code == 200


def test_what_is_refused_twice_is_not_asked_a_third_time(news, colleague, editor_client):
    editor_client.raise_request_exception = False
    answer = editor_client.post(add_url(news), form_for(colleague(again=True)))
    assert answer.status_code == 500
    assert ArticlePage.objects.count() == 1


def test_a_name_of_an_account_is_asked_again_too(editor_client: Client):
    UserFactory(username="jan")
    made = []

    def takes_it(sender, instance, **_kwargs) -> None:
        if instance.username == "els" and not made:
            made.append(instance)
            UserFactory(username="els", email="other@example.org")

    pre_save.connect(takes_it, sender=get_user_model())
    try:
        password = "correct horse battery staple"
        data = {"username": "els", "email": "els@example.org", "password1": password}
        data |= {"password2": password, "first_name": "Els", "last_name": "A", "is_active": "on"}
        answer = editor_client.post(reverse("wagtailusers_users:add"), data)
    finally:
        pre_save.disconnect(takes_it, sender=get_user_model())
    assert made
    assert answer.status_code == 302
