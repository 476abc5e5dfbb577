"""What is done to a site that gets a third language, each step in a process of its own.

The models of a process have the languages that its environment names, so no test can add one to
its own. Each step writes what it found; `test_third_language.py` says what that should be.
"""

import datetime as dt
import io
import json
from pathlib import Path
from typing import Any

from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext, setup_test_environment
from django.urls import reverse
from wagtail.models import ModelLogEntry

from bps_portal import languages
from bps_portal.home.fixed_pages import ensure_fixed_pages
from bps_portal.home.models import HomePage
from bps_portal.languages import columns
from bps_portal.languages.models import AddedLanguage
from bps_portal.languages.signals import columns_added
from bps_portal.pages import parity_gate
from bps_portal.translations.models import TranslationStatus
from news.models import ArticlePage, NewsIndexPage
from tests.factories import ArticlePageFactory, UserFactory
from tests.pages.test_admin import article_form

ADDRESSES = [
    "/fr/",
    "/nl/",
    "/fr/actualites/",
    "/nl/nieuws/",
    "/fr/actualites/feu/",
    "/nl/nieuws/brand/",
    "/fr/recherche/?q=feu",
    "/nl/zoeken/?q=brand",
    "/fr/actualites/atom.xml",
    "/nl/nieuws/atom.xml",
    "/fr/numeros-d-urgence/",
    "/nl/noodnummers/",
    "/fr/publications/",
    "/nl/rien/",
    "/fr/donnees-ouvertes/",
    "/api/v1/",
    "/api/v1/openapi.json",
    "/api/v1/articles?lang=nl",
    "/sitemap.xml",
    "/robots.txt",
]
NOON = dt.datetime(2026, 5, 1, 12, tzinfo=dt.UTC)

type Found = dict[str, Any]


def build() -> Found:
    """Fill the database of a site with two languages."""
    for _key, _page, _made in ensure_fixed_pages({}):
        pass
    news = NewsIndexPage.objects.get()
    for french, dutch in (("Feu", "Brand"), ("Eau", "Water")):
        page = ArticlePageFactory(
            parent=news, title_fr=french, title_nl=dutch, date=NOON.date(), live=False
        )
        page.save_revision().publish()
    return {"pages": read(), "closed": visit("/de/"), "state": schema()}


def add() -> Found:
    """Add German, after an attempt that is interrupted."""

    def interrupt(**_kwargs: Any) -> None:
        raise KeyboardInterrupt

    columns_added.connect(interrupt)
    try:
        call_command("add_language", "de", stdout=io.StringIO())
    except KeyboardInterrupt:
        interrupted = schema()
    columns_added.disconnect(interrupt)
    said = io.StringIO()
    call_command("add_language", "de", stdout=said)
    return {"interrupted": interrupted, "said": said.getvalue(), "state": schema()}


def use() -> Found:
    """Read and write the site with German, closed and then opened."""
    found: Found = {"pages": read(), "refusals": refusals(), "groups": groups()}
    found["closed"] = visit("/de/") | {
        "dutch": visit("/de/", HTTP_ACCEPT_LANGUAGE="nl"),
        "root": visit("/", HTTP_ACCEPT_LANGUAGE="de"),
        "data": visit("/api/v1/articles?lang=de"),
    }
    found["updated"] = updated()
    found["edited"] = edit()
    found["prepared"] = prepare_german()
    found["opening"] = opening()
    found["opened"] = {
        address: visit(address)
        for address in ("/de/", "/de/nachrichten/brennt/", "/de/nachrichten/wasser/")
    }
    found["opened"]["root"] = visit("/", HTTP_ACCEPT_LANGUAGE="de")
    found["opened"]["sitemap"] = visit("/sitemap.xml")
    found["opened"]["translated"] = visit("/nl/nieuws/brand/")
    found["opened"]["untranslated"] = visit("/nl/nieuws/water/")
    found["opened"]["data"] = visit("/api/v1/articles?lang=de")
    found["queries"] = queries_about_languages("/de/nachrichten/")
    found["closing"] = closing()
    return found


def leave() -> Found:
    """Read and edit the site once German is taken out of the settings, though pages name it."""
    client = Client()
    client.force_login(UserFactory(username="later", is_superuser=True))
    article = ArticlePage.objects.get(title_fr="Feu")
    form = client.get(reverse("wagtailadmin_pages:edit", args=[article.pk]))
    article.save_revision().publish()
    said = io.StringIO()
    call_command("translation_status", stdout=said)
    return {"form": form.status_code, "page": visit("/nl/nieuws/brand/"), "said": said.getvalue()}


def read() -> dict[str, str]:
    """Return what readers get at each address, its head included."""
    answers = {address: Client().get(address) for address in ADDRESSES}
    return {
        address: f"{answer.status_code} {sorted(answer.headers.items())} {answer.content.decode()}"
        for address, answer in answers.items()
    }


def visit(address: str, **headers: str) -> Found:
    """Return the answer at an address."""
    answer = Client(**headers).get(address)
    text = answer.content.decode()
    return {"status": answer.status_code, "to": answer.headers.get("Location"), "text": text}


def schema() -> list[list[str]]:
    """Return all columns, constraints and indexes of the database."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, column_name FROM information_schema.columns"
            " WHERE table_schema = 'public'"
            " UNION SELECT tablename, indexname FROM pg_indexes WHERE schemaname = 'public'"
            " UNION SELECT conrelid::regclass::text, conname FROM pg_constraint"
            " WHERE connamespace = 'public'::regnamespace ORDER BY 1, 2"
        )
        return [list(row) for row in cursor.fetchall()]


def refusals() -> dict[str, str]:
    """Return what the command says to what it cannot do."""
    before = schema(), AddedLanguage.objects.count()
    said = {}
    for code in ("D!", "xx", "nl", "en", "de"):
        try:
            call_command("add_language", code, stdout=io.StringIO())
        except CommandError as error:
            said[code] = str(error)
    assert (schema(), AddedLanguage.objects.count()) == before
    return said


def groups() -> Found:
    """Return which groups may write in German."""
    found = Group.objects.filter(permissions__codename="write_de").order_by("name")
    return {"writing": list(found.values_list("name", flat=True))}


def updated() -> Found:
    """Take a column and an index away, as if an update had just brought them, and migrate."""
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE news_newsindexpage DROP COLUMN intro_de")
        cursor.execute("DROP INDEX unique_url_path_de")
    lacking = len(columns.lacking("de"))
    said = io.StringIO()
    call_command("migrate", verbosity=1, stdout=said)
    call_command("makemigrations", check_changes=True, dry_run=True, stdout=said)
    return {
        "before": lacking,
        "after": len(columns.lacking("de")),
        "said": said.getvalue().splitlines()[-2:],
    }


def edit() -> Found:
    """Save and publish an article without German, with the rights of a moderator."""
    client = Client()
    client.force_login(UserFactory(groups=["Moderators"], language="fr"))
    article = ArticlePage.objects.get(title_fr="Eau")
    address = reverse("wagtailadmin_pages:edit", args=[article.pk])
    form = client.get(address).content.decode()
    values = article_form(
        article.theme,
        title_fr="Eau",
        title_nl="Water",
        title_de="",
        slug_fr="eau",
        slug_nl="water",
        slug_de="",
        seo_title_de="",
        search_description_de="",
        lead_de="",
        caption_de="",
        **{"body_de-count": "0"},
    )
    answer = client.post(address, values | {"action-publish": "1"})
    article.refresh_from_db()
    return {
        "form": form,
        "status": answer.status_code,
        "live": article.live_languages,
        "lead": article.lead_fr,
        "changes": article.has_unpublished_changes,
        "missing": TranslationStatus.objects.filter(language="de", missing__gt=0).count(),
        "states": TranslationStatus.objects.filter(language="de").count(),
    }


def prepare_german() -> Found:
    """Publish some pages in German while it is closed."""
    before = visit("/nl/nieuws/brand/")["text"], visit("/sitemap.xml")["text"]
    section, article = NewsIndexPage.objects.get(), ArticlePage.objects.get(title_fr="Feu")
    section.title_de, article.title_de, article.lead_de = "Nachrichten", "Brennt", "Was tun."
    article.body_de = [("text", "<p>Türen schließen.</p>")]
    early = article.get_latest_revision_as_object()
    early.published_languages = ["fr", "nl", "de"]
    lacks = sorted(f"{lack.column} [{lack.code}]" for lack in parity_gate.lacks(early))
    for page in (section, article):
        page.published_languages = ["fr", "nl", "de"]
        page.save_revision().publish()
    dutch, german = (
        section.make_preview_request(preview_mode=code).content.decode() for code in ("nl", "de")
    )
    after = visit("/nl/nieuws/brand/")["text"], visit("/sitemap.xml")["text"]
    return {
        "lacks": lacks,
        "previews": ["/de/" in dutch, "/de/nachrichten/brennt/" in german],
        "switch": "Deutsch" in after[0],
        "same": before[0] == after[0],
        "alternates": "/de/" in after[1],
        "status": visit("/de/nachrichten/")["status"],
    }


def opening() -> Found:
    """Open German: first by a moderator, then too early, then by an administrator."""
    address = reverse("languages_of_visitors")
    moderator, administrator = Client(), Client()
    moderator.force_login(UserFactory(groups=["Moderators"]))
    administrator.force_login(UserFactory(is_superuser=True, language="nl"))
    values = {"code": "de", "action": "open"}
    refused = moderator.post(address, values)
    early = administrator.post(address, values, follow=True).content.decode()
    still = visit("/de/")["status"]
    home = HomePage.objects.get()
    home.title_de, home.published_languages = "Startseite", ["fr", "nl", "de"]
    home.save_revision().publish()
    unknown = administrator.post(address, {"code": "fr", "action": "open"}).status_code
    done = administrator.post(address, values, follow=True).content.decode()
    log = ModelLogEntry.objects.filter(action="languages.open")
    return {
        "refused": refused.status_code,
        "early": early,
        "still": still,
        "unknown": unknown,
        "done": done,
        "logged": list(log.values_list("object_id", flat=True)),
    }


def queries_about_languages(address: str) -> int:
    """Return how often a page asks which languages are opened."""
    with CaptureQueriesContext(connection) as captured:
        Client().get(address)
    return sum("languages_addedlanguage" in query["sql"] for query in captured.captured_queries)


def closing() -> Found:
    """Close German again."""
    administrator = Client()
    administrator.force_login(UserFactory(is_superuser=True))
    values = {"code": "de", "action": "close"}
    administrator.post(reverse("languages_of_visitors"), values)
    return {
        "german": visit("/de/nachrichten/")["status"],
        "dutch": visit("/nl/nieuws/brand/")["text"],
        "public": languages.public_codes(),
    }


def main(step: str, file: str) -> None:
    """Do a step, and write what it found into `file`."""
    setup_test_environment()
    found = {"build": build, "add": add, "use": use, "leave": leave}[step]()
    Path(file).write_text(json.dumps(found))
