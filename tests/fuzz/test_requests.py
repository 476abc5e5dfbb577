"""Whatever anybody sends, the portal answers, and nothing that readers or editors see changes."""

import json
import logging
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.cache import cache
from django.urls import Resolver404, ResolverMatch, resolve
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from wagtail.models import PageViewRestriction

from bps_portal import languages
from bps_portal.home.models import HomePage
from news.models import NewsIndexPage
from tests.contact.factories import ContactPageFactory
from tests.emergency.factories import (
    CrisisAlertFactory,
    EmergencyNumberFactory,
    EmergencyNumbersPageFactory,
)
from tests.factories import (
    ArticlePageFactory,
    CampaignIndexPageFactory,
    CampaignPageFactory,
    ContentPageFactory,
    DocumentFactory,
    ImageFactory,
    LibraryPageFactory,
    PublicationPageFactory,
    ThemeFactory,
    ThemeIndexPageFactory,
    UserFactory,
)
from tests.routes import routes

from .raw import (
    METHODS,
    TOKEN,
    Answer,
    Faults,
    Raw,
    application,
    bodies,
    headers,
    paths,
    queries,
    written,
)

pytestmark = pytest.mark.django_db
HOOK_TOKEN = "a-token-of-the-crisis-centre-of-forty-signs"
# What readers of lists, of the search and of the open data may ask.
QUERY = (
    "q",
    "page",
    "theme",
    "year",
    "kind",
    "language",
    "lang",
    "subject",
    "format",
    "since",
    "next",
)
# Addresses without pages, by the names of what they take.
OTHERS = (
    *("/", "/sitemap.xml", "/sitemap-1.xml", "/favicon.ico", "/robots.txt", "/service-worker.js"),
    *("/.well-known/security.txt", "/hooks/alert/", "/healthz/live", "/healthz/ready", "/metrics"),
    *("/fr/recherche/", "/nl/zoeken/", "/fr/recherche/suggestions/", "/nl/zoeken/suggesties/"),
    *("/fr/actualites/atom.xml", "/nl/nieuws/atom.xml", "/fr/campagnes/atom.xml"),
    *("/fr/donnees-ouvertes/", "/fr/site.webmanifest", "/fr/_util/login/", "/api/v1/"),
    *("/api/v1/openapi.json", "/api/v1/articles", "/api/v1/articles/1", "/api/v1/campaigns"),
    *("/api/v1/brochures", "/api/v1/emergency-numbers", "/api/v1/alerts", "/api/v1/x"),
    *("/api/v1/emergency-numbers.csv", "/api/v1/emergency-numbers.vcf"),
    *("/documents/1/x.pdf", "/documents/authenticate_with_password/1/", "/media/x.png"),
    *("/fr/_util/authenticate_with_password/1/1/", "/admin/login/", "/admin/password_reset/"),
)
# Written because somebody asked: what readers do not see, and pictures in another size.
MAY_BE_WRITTEN = {
    "content_portalrendition",
    *("axes_accessattempt", "axes_accessfailurelog", "axes_accesslog", "contact_contactmessage"),
    *("django_session", "emergency_hookcall", "pages_missedaddress", "accounts_loggedevent"),
}
FORMS = ("/fr/contact/", "/nl/contact/", "/admin/login/", "/admin/password_reset/", "/fr/ferme/")


@pytest.fixture
def portal(
    home: HomePage, news: NewsIndexPage, settings: Any
) -> Iterator[tuple[Callable[[Raw], Answer], list[str]]]:
    """The application, and the addresses of one thing of each kind."""
    settings.CRISIS_HOOK_TOKENS = [HOOK_TOKEN]
    theme = ThemeFactory(name_fr="Feu", name_nl="Vuur")
    closed = ContentPageFactory(parent=home, title_fr="Fermé", title_nl="Gesloten")
    PageViewRestriction.objects.create(page=closed, restriction_type="password", password="secret")
    pages = [
        *(home, news, closed, ContentPageFactory(parent=home)),
        ArticlePageFactory(parent=news, theme=theme, image=ImageFactory()),
        themes := ThemeIndexPageFactory(parent=home),
        campaigns := CampaignIndexPageFactory(parent=home),
        CampaignPageFactory(parent=campaigns, theme=theme),
        library := LibraryPageFactory(parent=home),
        PublicationPageFactory(parent=library),
        EmergencyNumbersPageFactory(parent=home),
        ContactPageFactory(
            parent=home,
            title_fr="Contact",
            slug_fr="contact",
            title_nl="Contact",
            slug_nl="contact",
        ),
    ]
    EmergencyNumberFactory()
    CrisisAlertFactory()
    UserFactory(username="redactie")
    document = DocumentFactory()
    addresses = [url for page in pages for code in ("fr", "nl") if (url := page.url_in(code))]
    addresses += [document.url, f"{themes.url_in('fr')}{theme.slug_fr}/", *OTHERS]
    with application() as ask:
        yield ask, addresses


@pytest.fixture
def oracle() -> Iterator[Callable[[Raw, Answer, dict[str, int]], None]]:
    """What must hold of each answer."""
    faults = Faults()
    # Django's own does not hand on to the root.
    loggers = [logging.getLogger(name) for name in ("", "django")]
    for logger in loggers:
        logger.addHandler(faults)

    def check(raw: Raw, answer: Answer, before: dict[str, int]) -> None:
        assert answer.status < 500, (raw, answer.status)
        assert not faults.found, (raw, faults.found)
        changed = {table for table, number in written().items() if number != before.get(table, 0)}
        assert changed <= MAY_BE_WRITTEN, (raw, changed)
        # Whoever watches the machine is answered before all else.
        is_for_machines = raw.path.startswith(("/healthz/", "/metrics"))
        assert is_for_machines or answer.headers["X-Content-Type-Options"] == "nosniff", raw
        assert "\n" not in str(answer.headers), raw
        is_shared = "public" in answer.headers.get("Cache-Control", "")
        assert not (is_shared and "Set-Cookie" in answer.headers), raw

    yield check
    for logger in loggers:
        logger.removeHandler(faults)


def asked(strategy: st.SearchStrategy[Raw], share: float, portal: Any, oracle: Any) -> None:
    """Ask what a strategy makes; `share` of as many times as the profile says."""

    @settings(
        max_examples=round(settings().max_examples * share),
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(raw=strategy)
    def ask(raw: Raw) -> None:
        # Who has asked too often today is asked to wait, and would reach nothing.
        cache.clear()
        before = written()
        oracle(raw, portal(raw), before)

    ask()


@pytest.mark.hypothesis
def test_any_address_query_and_header_gets_an_answer(portal: Any, oracle: Any) -> None:
    ask, addresses = portal
    strategy = st.builds(
        Raw,
        method=st.sampled_from(METHODS),
        path=paths(addresses),
        query=queries(QUERY),
        headers=headers(),
    )
    asked(strategy, 7, ask, oracle)


@pytest.mark.hypothesis
def test_any_form_filled_in_anyhow_gets_an_answer(portal: Any, oracle: Any) -> None:
    ask, addresses = portal
    fields = {address: fields_of(ask(Raw("GET", address))) for address in FORMS}
    assert all(fields.values()), fields
    filled = st.sampled_from(FORMS).flatmap(
        lambda address: st.tuples(st.just(address), bodies(fields[address]))
    )
    anything = st.tuples(paths(addresses), bodies({"q": "eau"}))
    strategy = st.builds(
        lambda sent, query, extra: Raw(
            "POST", sent[0], query, extra | sent[1][2], sent[1][0], sent[1][1]
        ),
        filled | filled | anything,
        queries(QUERY),
        headers(),
    )
    asked(strategy, 5, ask, oracle)


@pytest.mark.hypothesis
def test_any_call_of_the_crisis_centre_gets_an_answer(portal: Any, oracle: Any) -> None:
    ask, _addresses = portal
    word = st.sampled_from(
        ["on", "off", "danger", "fr", "nl", "", "x" * 9000, "2026-13-45", "\x00"]
    )
    value = st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | word,
        lambda inner: (
            st.lists(inner, max_size=3) | st.dictionaries(word | st.just("text"), inner, max_size=3)
        ),
        max_leaves=6,
    )
    names = ("action", "level", "until", "text", "link", "link_text", "crisis_mode", "x")
    # Never what is right: an alert that goes out is the point of the hook.
    call = st.dictionaries(st.sampled_from(names), value, max_size=6).map(
        lambda values: values | {"level": "nothing-of-ours"}
    )
    strategy = st.builds(
        lambda values, token, key, extra: Raw(
            "POST",
            "/hooks/alert/",
            headers=extra | {"AUTHORIZATION": token, "IDEMPOTENCY_KEY": key},
            content_type="application/json",
            body=json.dumps(values).encode(),
        ),
        call,
        st.sampled_from([f"Bearer {HOOK_TOKEN}"] * 3 + [f"bearer  {HOOK_TOKEN}", "Bearer x", ""]),
        st.sampled_from(["a", "b", "", "k" * 300, "é"]),
        headers(),
    )
    asked(strategy, 3, ask, oracle)


def fields_of(answer: Answer) -> dict[str, str]:
    """Return the names and values of the fields of a page's forms."""
    soup = BeautifulSoup(answer.content, "html.parser")
    found = {
        each["name"]: each.get("value") or "x" for each in soup.select("main [name], form [name]")
    }
    return found | {"csrfmiddlewaretoken": TOKEN} if found else {}


# Pages, each kind of which is asked for, and what stands behind an address of ours.
ASKED_OTHERWISE = {"fr/^((?:[\\w\\-]+/)*)$", "documents/^(\\d+)/(.*)$"}


def test_every_public_address_is_asked(portal: Any) -> None:
    _ask, addresses = portal
    with languages.override("fr"):
        asked_for = {match.route for address in addresses if (match := _match(address))}
        patterns = set(routes())
    assert {route for route in patterns if not route.startswith("admin/")} <= (
        asked_for | ASKED_OTHERWISE
    )


def _match(address: str) -> ResolverMatch | None:
    try:
        return resolve(address)
    except Resolver404:
        # Answered by middleware, or gone in this language.
        return None
