"""`translation_status` prints the report for people and programs, and computes it anew."""

import io
import json
import subprocess
import sys

import pytest
from django.core.management import CommandError, call_command

from bps_portal.translations.models import TranslationStatus

pytestmark = pytest.mark.django_db


def status(*options: str) -> str:
    """Return what the command prints."""
    out = io.StringIO()
    call_command("translation_status", *options, stdout=out, stderr=io.StringIO())
    return out.getvalue()


def test_text_is_for_people(content):
    lines = status("--language=nl").splitlines()
    article, page = content["article"], content["page"]
    assert lines[0] == f"nl  news.articlepage {article.pk}  Pluie: 2 missing"
    assert lines[2].startswith(f"nl  home.contentpage {page.pk}  De l'eau: 1 out of date since 2")
    assert lines[-1] == f"3 of {len(lines) - 1} translations are not complete."
    assert all(line.endswith(": complete") for line in lines[3:-1])


def test_json_is_for_programs(content):
    found = json.loads(status("--format=json", "--language=nl", "--state=missing"))
    article = found[0]
    assert [row["kind"] for row in found] == ["news.articlepage", "content.theme"]
    assert article["titles"] == {"fr": "Pluie", "nl": "Pluie [fr]"}
    assert (article["missing"], article["outdated"], article["since"]) == (2, 0, None)
    assert article["published"] is False
    assert article["edit_url"].endswith(f"/admin/pages/{content['article'].pk}/edit/")
    outdated = json.loads(status("--format=json", "--state=outdated"))
    assert [row["since"][:2] for row in outdated] == ["20"]
    assert len(json.loads(status("--format=json"))) == TranslationStatus.objects.count()
    assert json.loads(status("--format=json", "--state=file")) == []


@pytest.mark.parametrize("name", ["content.theme", "theme", "Content.Theme"])
def test_a_kind_has_a_long_and_a_short_name(content, name):
    assert status("--kind", name).count("content.theme") == 2


def test_what_is_no_kind_is_refused_with_the_names_of_all(content):
    with pytest.raises(CommandError, match=r"There is no kind “user”; choose one of .*content\.t"):
        status("--kind=user")


@pytest.mark.parametrize(
    "options", [["--language=xx"], ["--format=xml"], ["--state=ready"], ["--rebuild", "--kind=x"]]
)
def test_bad_options_are_refused(content, options):
    before = TranslationStatus.objects.count()
    with pytest.raises(CommandError):
        status(*options)
    assert TranslationStatus.objects.count() == before


def test_everything_is_computed_anew(content):
    before = status()
    TranslationStatus.objects.update(missing=9)
    assert "9 missing" in status()
    assert "Computed how the translations of" in status("--rebuild")
    assert status() == before


def test_printing_takes_one_query(content, django_assert_num_queries):
    status()
    with django_assert_num_queries(1):
        status("--format=json")


def test_the_command_explains_itself_and_fails_with_one_sentence():
    run = [sys.executable, "manage.py", "translation_status"]
    told = subprocess.run([*run, "--help"], capture_output=True, text=True, check=True)
    for option in ("--format", "--language", "--kind", "--state", "--rebuild"):
        assert option in told.stdout
    failed = subprocess.run([*run, "--language=xx"], capture_output=True, text=True, check=False)
    assert failed.returncode
    assert "Traceback" not in failed.stderr
