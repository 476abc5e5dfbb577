"""The system checks of texts without a language."""

import pytest
from django.apps import apps
from django.core.checks import run_checks
from django.db import models

from bps_portal.languages import checks
from campaigns.models import PublicationPage
from news.models import ArticlePage


def test_the_portal_itself_passes() -> None:
    found = {message.id for message in run_checks()}
    assert not found & {checks.MISSING_ID, checks.UNKNOWN_ID, checks.HIDDEN_ID}


def test_a_text_without_a_decision_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ArticlePage, "untranslated_fields", ())
    (message,) = checks.check_texts_are_translated([apps.get_app_config("news")])
    assert message.id == checks.MISSING_ID
    assert "ArticlePage.credit" in message.msg
    assert "translation.py" in message.hint


def test_a_listed_name_that_is_no_field_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ArticlePage, "untranslated_fields", ("credit", "kredit"))
    (message,) = checks.check_texts_are_translated([apps.get_app_config("news")])
    assert message.id == checks.UNKNOWN_ID
    assert "kredit" in message.msg


def test_choices_and_uneditable_texts_need_no_decision() -> None:
    assert not checks._holds_text(models.CharField(choices=[("a", "A")], max_length=1))
    assert not checks._holds_text(models.CharField(editable=False, max_length=1))
    assert checks._holds_text(models.TextField())


def test_a_translated_relation_without_a_name_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    relation = PublicationPage._meta.get_field("file").remote_field
    monkeypatch.setattr(relation, "related_name", "+")
    monkeypatch.setitem(relation.__dict__, "hidden", True)
    (message,) = checks.check_translated_relations_are_named([apps.get_app_config("campaigns")])
    assert message.id == checks.HIDDEN_ID
