"""A third language on a filled site: added, written, opened, closed; French and Dutch stay as they are.

The steps are in `third_language.py`; each runs in a process that has the language, on a database
of its own.
"""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg2
import pytest

RUN = (
    "import sys, django; django.setup();"
    " from tests.languages.third_language import main; main(*sys.argv[1:])"
)
CHECKOUT = Path(__file__).resolve().parent.parent.parent


def statement(sql: str) -> None:
    url = urlsplit(os.environ["DATABASE_URL"])._replace(path="/postgres").geturl()
    connection = psycopg2.connect(url)
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute(sql)
    connection.close()


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    """What each step found, by its name."""
    # A name that later runs recognise and drop, should this one be killed.
    name = f"test_bps_portal_{os.getpid()}_third"
    statement(f'DROP DATABASE IF EXISTS "{name}"')
    statement(f'CREATE DATABASE "{name}" TEMPLATE "{os.environ["TEST_DATABASE_TEMPLATE"]}"')
    url = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()
    folder = tmp_path_factory.mktemp("third")
    results = {}
    for step, further in (("build", ""), ("add", "de"), ("use", "de"), ("leave", "")):
        subprocess.run(
            [sys.executable, "-c", RUN, step, folder / step],
            env=os.environ
            | {
                "DATABASE_URL": url,
                "DJANGO_SETTINGS_MODULE": "bps_portal.settings.test",
                "ADDITIONAL_LANGUAGES": further,
            },
            cwd=CHECKOUT,
            check=True,
        )
        results[step] = json.loads((folder / step).read_text())
    yield results
    statement(f'DROP DATABASE "{name}" WITH (FORCE)')


def test_french_and_dutch_pages_stay_as_they_are(found):
    before, after = found["build"]["pages"], found["use"]["pages"]
    assert {address: text[:3] for address, text in before.items()} == dict.fromkeys(
        before, "200"
    ) | {"/nl/rien/": "404"}
    for address, text in before.items():
        assert after[address] == text, address


def test_an_interrupted_attempt_leaves_nothing(found):
    assert found["add"]["interrupted"] == found["build"]["state"]


def test_the_columns_are_those_of_the_other_languages(found):
    def names(state: list[list[str]], code: str) -> set[tuple[str, str]]:
        # Django ends the names of some indexes with a digest.
        own = re.compile(rf"_{code}(_id|_like)?(_[0-9a-f]{{8}})?(_like|_fk.*|_uniq)?$")
        return {(table, own.sub("", name)) for table, name in state if own.search(name)}

    state = found["add"]["state"]
    assert names(state, "de") == names(state, "nl")
    assert len(names(state, "de")) > 50
    assert "news_articlepage: lead_de, caption_de, body_de" in found["add"]["said"]


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("D!", "is no code of a language"),
        ("xx", "is not among the languages of the settings"),
        ("en", "is not among the languages of the settings"),
        ("nl", "Dutch is required on every page"),
        ("de", "German was added on"),
    ],
)
def test_what_cannot_be_added_is_refused(found, code, words):
    assert words in found["use"]["refusals"][code]


def test_while_it_is_closed_its_addresses_are_not_found(found):
    closed = found["use"]["closed"]
    assert (closed["status"], closed["dutch"]["status"]) == (404, 404)
    assert '<html lang="fr">' in closed["text"]
    assert '<html lang="nl">' in closed["dutch"]["text"]
    assert "Deutsch" not in closed["text"]
    assert closed["root"]["to"] == "/fr/"
    assert closed["data"]["status"] == 422
    assert "'fr' or 'nl'" in closed["data"]["text"]


def test_an_update_brings_its_columns_for_added_languages(found):
    said = ["  No migrations to apply.", "No changes detected"]
    assert found["use"]["updated"] == {"before": 2, "after": 0, "said": said}


def test_whoever_writes_every_language_writes_it_too(found):
    assert found["use"]["groups"]["writing"] == ["Editors", "Moderators", "Translators (de)"]


def test_editors_find_it_and_need_not_fill_it_in(found):
    edited = found["use"]["edited"]
    assert 'name="title_de"' in edited["form"]
    assert 'data-language="nl"' in edited["form"]
    assert 'data-language="de"' not in edited["form"]
    assert (edited["status"], edited["lead"]) == (302, "Chapeau")
    assert edited["live"] == ["fr", "nl"]
    assert not edited["changes"]
    assert edited["states"] > 0
    assert edited["missing"] == 0


def test_what_is_prepared_stays_unseen_until_it_is_opened(found):
    prepared = found["use"]["prepared"]
    # Its section has no German title at that moment, and so no address.
    assert prepared.pop("lacks") == ["published_languages [de]", "slug_de [de]"]
    assert prepared.pop("previews") == [False, True]
    assert prepared == {
        "switch": False,
        "same": True,
        "alternates": False,
        "status": 404,
    }


def test_an_administrator_alone_opens_it_and_not_without_its_home_page(found):
    opening = found["use"]["opening"]
    assert opening["refused"] == 302
    assert "Publiceer eerst de startpagina" in opening["early"]
    assert opening["still"] == 404
    assert opening["unknown"] == 404
    assert "Bezoekers zien deze taal voortaan: Duits" in opening["done"]
    assert opening["logged"] == ["de"]


def test_once_opened_readers_find_what_is_written_in_it(found):
    opened = found["use"]["opened"]
    assert opened["/de/"]["status"] == 200
    assert '<html lang="de">' in opened["/de/"]["text"]
    assert "Startseite" in opened["/de/"]["text"]
    assert "Brennt" in opened["/de/nachrichten/brennt/"]["text"]
    assert opened["/de/nachrichten/wasser/"]["status"] == 404
    assert opened["root"]["to"] == "/de/"
    assert "/de/nachrichten/brennt/" in opened["sitemap"]["text"]
    assert opened["data"]["status"] == 200
    assert 'hreflang="de"' in opened["translated"]["text"]
    assert "Deutsch" in opened["translated"]["text"]
    assert 'hreflang="de"' not in opened["untranslated"]["text"]
    assert "Deutsch" not in opened["untranslated"]["text"]
    assert found["use"]["queries"] == 1


def test_closed_again_it_is_gone_from_the_other_pages(found):
    closing = found["use"]["closing"]
    assert (closing["german"], closing["public"]) == (404, ["fr", "nl"])
    assert "Deutsch" not in closing["dutch"]


def test_taken_out_of_the_settings_it_breaks_nothing(found):
    leave = found["leave"]
    assert (leave["form"], leave["page"]["status"]) == (200, 200)
    assert "Feu" in leave["said"]
