"""`rebuild_search`, the command."""

import io

import pytest
from django.core.management import CommandError, call_command

from bps_portal.search.management.commands import rebuild_search
from bps_portal.search.models import SearchEntry, SearchWord
from tests.factories import ArticlePageFactory
from tests.search.conftest import titles

pytestmark = pytest.mark.django_db


def rebuild(*words: str) -> str:
    out = io.StringIO()
    call_command("rebuild_search", *words, stdout=out)
    return out.getvalue()


def test_it_finds_pages_that_were_never_indexed_and_forgets_those_gone(publish, news):
    old = publish(title_fr="Girafe")
    ArticlePageFactory(parent=news, title_fr="Lion")
    type(old).objects.filter(pk=old.pk).update(live=False)
    assert titles("lion") == []
    assert "(100 %)" in rebuild()
    assert titles("lion") == ["Lion"]
    assert not SearchEntry.objects.filter(page=old).exists()
    assert not SearchWord.objects.filter(folded="girafe").exists()
    assert SearchWord.objects.filter(folded="lion", language="fr").exists()


def test_it_changes_nothing_when_run_again(publish):
    publish(title_fr="Girafe")
    rebuild()
    before = list(SearchEntry.objects.order_by("pk").values("pk", "title", "vector"))
    rebuild()
    assert list(SearchEntry.objects.order_by("pk").values("pk", "title", "vector")) == before


def test_it_keeps_every_word_that_helps_with_spelling(publish):
    publish(title_fr="Girafe", search_description_fr="Phishing", lead_fr="Colis.")
    words = set(SearchWord.objects.values_list("language", "folded"))
    assert ("fr", "phishing") in words
    rebuild()
    assert words <= set(SearchWord.objects.values_list("language", "folded"))


def test_a_page_that_fails_stays_as_it_was_and_the_others_are_indexed(publish, news, monkeypatch):
    broken = publish(title_fr="Girafe")
    ArticlePageFactory(parent=news, title_fr="Lion")
    index = rebuild_search.index_page

    def fail(page):
        if page.pk == broken.pk:
            raise ValueError
        index(page)

    monkeypatch.setattr(rebuild_search, "index_page", fail)
    with pytest.raises(CommandError, match=f"could not be indexed: {broken.pk}"):
        rebuild()
    assert titles("lion") == ["Lion"]
    assert titles("girafe") == ["Girafe"]


def test_it_shows_a_bar_on_a_terminal(publish):
    class Terminal(io.StringIO):
        def isatty(self):
            return True

    publish()
    out = Terminal()
    call_command("rebuild_search", stdout=out)
    assert "\r[###" in out.getvalue()
    assert f"[{'#' * 30}] " in out.getvalue().splitlines()[-2]


def test_it_can_index_one_page(publish, news):
    page = ArticlePageFactory(parent=news, title_fr="Lion")
    rebuild("--page", str(page.pk))
    assert titles("lion") == ["Lion"]


def test_it_refuses_a_page_that_is_not_there(home):
    with pytest.raises(CommandError, match="99999"):
        rebuild("--page", "99999")
    with pytest.raises(CommandError):
        rebuild("--page", "abc")
