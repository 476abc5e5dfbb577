"""What editors add to the search, and what they learn of queries that found nothing."""

import datetime as dt

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageViewRestriction

from bps_portal.search.finding import find
from bps_portal.search.models import BestBet, Synonyms, UnansweredQuery
from tests.factories import UserFactory
from tests.search.conftest import titles

pytestmark = pytest.mark.django_db
PAGES = {"fr": "/fr/recherche/", "nl": "/nl/zoeken/"}
SYNONYMS = "wagtailsnippets_search_synonyms"
BETS = "wagtailsnippets_search_bestbet"
REPORT = "/admin/reports/searches-without-result/"


@pytest.mark.parametrize("typed", ["gsm", "Téléphone portable", "mon téléphone portable", "GSM !"])
def test_words_of_one_meaning_find_the_same(publish, typed):
    Synonyms.objects.create(language="fr", words="gsm, smartphone, téléphone portable\nsmartphones")
    publish(title_fr="Un smartphone perdu")
    publish(title_fr="Vent fort")
    found = find(typed, "fr")
    assert [entry.title for entry in found.hits][:1] == ["Un smartphone perdu"]


def test_synonyms_count_in_their_own_language_only(publish):
    Synonyms.objects.create(language="nl", words="gsm, smartphone")
    publish(title_fr="Un smartphone perdu", title_nl="Een smartphone kwijt")
    assert titles("gsm", "fr") == []
    assert titles("gsm", "nl") == ["Een smartphone kwijt"]


def test_the_page_that_editors_want_comes_first_as_long_as_readers_see_it(publish):
    page = publish(title_fr="Que faire", title_nl="Wat te doen")
    publish(title_fr="Carte perdue")
    BestBet.objects.create(language="fr", queries="carte perdue, perdu ma carte", page=page)
    assert titles("Carte perdue") == ["Que faire", "Carte perdue"]
    assert titles("carte perdue", "nl") == []
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    assert titles("carte perdue") == ["Carte perdue"]


@pytest.mark.parametrize("code", ["fr", "nl"])
@pytest.mark.parametrize(
    ("words", "refused"),
    [
        ("gsm", {"fr": "au moins deux mots", "nl": "minstens twee woorden"}),
        (" , !", {"fr": "au moins un mot", "nl": "minstens één woord"}),
        ("a b c d e, f", {"fr": "trop long", "nl": "te lang"}),
        (",".join(f"m{n}" for n in range(40)), {"fr": "C’est trop", "nl": "te veel"}),
    ],
)
def test_synonyms_that_do_nothing_are_refused_in_words(client, code, words, refused):
    client.force_login(UserFactory(groups=["Editors"], language=code))
    answer = client.post(reverse(f"{SYNONYMS}:add"), {"language": "fr", "words": words})
    assert answer.status_code == 200
    assert refused[code] in answer.content.decode()
    assert not Synonyms.objects.exists()


@pytest.mark.parametrize("group", ["Editors", "Moderators"])
def test_editors_and_moderators_keep_them(publish, client, group):
    client.force_login(UserFactory(groups=[group]))
    page = publish(title_fr="Que faire")
    data = {"language": "nl", "words": "gsm, smartphone"}
    assert client.post(reverse(f"{SYNONYMS}:add"), data).status_code == 302
    data = {"language": "fr", "queries": "au feu", "page": page.pk}
    assert client.post(reverse(f"{BETS}:add"), data).status_code == 302
    for snippets in (SYNONYMS, BETS):
        assert client.get(reverse(f"{snippets}:list")).status_code == 200
    assert client.get(REPORT).status_code == 200
    bet = BestBet.objects.get()
    assert client.post(reverse(f"{BETS}:delete", args=(bet.pk,))).status_code == 302
    assert titles("au feu") == []


def test_others_do_not(client: Client, home):
    client.force_login(UserFactory(groups=[]))
    for address in (REPORT, reverse(f"{SYNONYMS}:add"), reverse(f"{BETS}:add")):
        assert client.get(address).status_code in (302, 403)


def ask(client: Client, text: str, times: int = 1, code: str = "fr") -> None:
    for _time in range(times):
        assert client.get(PAGES[code], {"q": text}).status_code == 200


@pytest.mark.parametrize("code", ["fr", "nl"])
def test_editors_see_what_was_asked_in_vain_three_times(publish, client, code):
    publish(title_fr="Girafe", title_nl="Giraf")
    ask(client, "Trotinette", 2, code)
    assert not UnansweredQuery.objects.exclude(text="").exists()
    ask(client, "« trotinette »", 1, code)
    ask(client, "zèbre", 1, code)
    ask(client, {"fr": "girafe", "nl": "giraf"}[code], 5, code)
    client.force_login(UserFactory(groups=["Editors"], language=code))
    page = client.get(REPORT).content.decode()
    assert "trotinette" in page
    assert "zebre" not in page
    assert "giraf" not in page
    query = UnansweredQuery.objects.get(text="trotinette")
    assert (query.language, query.times, query.last_on) == (code, 3, timezone.localdate())


@pytest.mark.parametrize(
    "text",
    [
        "jan.peeters@example.org",
        "0470 12 34 56 zzz",
        "85.07.30-033.28 zzz",
        "zz yy xx ww vv uu tt",
        "z" * 70,
        "!?",
    ],
)
def test_what_may_be_personal_is_not_kept(publish, client, text):
    ask(client, text, 4)
    assert not UnansweredQuery.objects.exists()


def test_nothing_is_kept_of_who_asked(publish, client):
    ask(client, "zzz")
    row = UnansweredQuery.objects.values().get()
    assert set(row) == {"id", "language", "digest", "text", "times", "last_on"}
    assert "zzz" not in str(row)


def test_what_is_kept_has_an_end(publish, client, monkeypatch):
    monkeypatch.setattr("bps_portal.search.unanswered.MOST_KEPT", 2)
    for text in ("zzza", "zzzb", "zzzc"):
        ask(client, text)
    assert UnansweredQuery.objects.count() == 2
    old = timezone.localdate() - dt.timedelta(days=31)
    UnansweredQuery.objects.filter(pk=UnansweredQuery.objects.first().pk).update(last_on=old)
    call_command("forget_unanswered_queries", verbosity=0)
    assert UnansweredQuery.objects.count() == 1
