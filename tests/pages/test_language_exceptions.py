"""An administrator lets one language go first: with a reason, a deadline, and a note of it."""

import datetime as dt

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Permission
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from wagtail.models import PageLogEntry

from bps_portal.pages.language_exceptions import (
    CHANGED,
    ENDED,
    GRANTED,
    WITHDRAWN,
    LanguageException,
    allow_one_language_first,
    in_every_language,
    may_allow,
)
from news.models import ArticlePage
from tests.factories import ArticlePageFactory, UserFactory
from tests.pages.test_admin import article_form, edit_url
from tests.pages.test_parity_gate import HALF, PUBLISH, half_written, is_public, text_of

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate
SOON = dt.timedelta(days=5)
WORDS = {
    "fr": {
        "past": "Choisissez un jour à venir.",
        "reason": "Ce champ est obligatoire.",
        "blank": "Dites pourquoi cette page ne peut pas attendre sa traduction.",
        "refused": "Seul un administrateur peut permettre une langue d’abord. Rien n’a été modifié.",
        "history": "cette version peut suivre jusqu’au",
        "follows": "La version dans cette langue peut suivre jusqu’au",
        "overdue": "Ce jour est passé.",
        "none": "Au moins une langue doit paraître.",
        "awaited": "néerlandais",
    },
    "nl": {
        "past": "Kies een dag in de toekomst.",
        "reason": "Dit veld is verplicht.",
        "blank": "Zeg waarom deze pagina niet op haar vertaling kan wachten.",
        "refused": "Alleen een beheerder kan één taal eerst toelaten. Er is niets gewijzigd.",
        "history": "deze versie mag volgen tot en met",
        "follows": "De versie in deze taal mag volgen tot",
        "overdue": "Die dag is voorbij.",
        "none": "Minstens één taal moet verschijnen.",
        "awaited": "Nederlands",
    },
}


def allow_url(page, language="") -> str:
    """Return the address at which an exception is made, or that of a language changed."""
    address = reverse("allow_one_language_first", args=[page.pk])
    return f"{address}?language={language}" if language else address


def asked(**values) -> dict[str, str]:
    """Return what the browser posts to make an exception."""
    deadline = (TODAY() + SOON).isoformat()
    return {"language": "nl", "reason": "Fuite de gaz", "deadline": deadline} | values


def actions(page) -> list[str]:
    entries = PageLogEntry.objects.filter(page_id=page.pk, action__startswith="pages.")
    return list(entries.order_by("pk").values_list("action", flat=True))


def test_an_administrator_lets_french_go_first_and_the_editor_publishes_it(news, editor_client):
    words = WORDS[editor_client.language]
    page = half_written(news)
    answer = editor_client.post(allow_url(page), asked(), follow=True)
    shown = text_of(answer)
    assert words["follows"] in shown
    assert "Fuite de gaz" in shown
    draft = ArticlePage.objects.get().get_latest_revision_as_object()
    assert draft.published_languages == ["fr"]
    data = article_form(page.theme, **HALF, slug_fr="crue", published_languages=["fr"], **PUBLISH)
    assert editor_client.post(edit_url(page), data).status_code == 302
    assert ArticlePage.objects.get().live_languages == ["fr"]
    history = editor_client.get(reverse("wagtailadmin_pages:history", args=[page.pk]))
    assert f"{words['history']} {TODAY() + SOON:%d.%m.%Y}" in text_of(history)


def test_it_ends_when_the_other_language_goes_public(news):
    page = ArticlePageFactory(parent=news, published_languages=["fr"])
    page.published_languages = ["fr", "nl"]
    page.save_revision().publish()
    exception = LanguageException.objects.get()
    assert exception.ended_at
    assert not LanguageException.objects.in_force().exists()
    assert actions(page) == [GRANTED, ENDED]
    # From now on both languages are needed again.
    page = ArticlePage.objects.get()
    page.published_languages = ["fr"]
    with pytest.raises(ValidationError):
        page.save_revision().publish()


@pytest.mark.parametrize("days", [0, -1, -400])
def test_a_deadline_that_leaves_no_time_is_refused(news, editor_client, days):
    page = half_written(news)
    deadline = (TODAY() + dt.timedelta(days=days)).isoformat()
    answer = editor_client.post(allow_url(page), asked(deadline=deadline))
    assert answer.status_code == 200
    assert set(answer.context["form"].errors) == {"deadline"}
    assert WORDS[editor_client.language]["past"] in text_of(answer)
    assert "Fuite de gaz" in answer.content.decode()
    assert not LanguageException.objects.exists()
    assert actions(page) == []


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("reason", ""),
        ("reason", "   "),
        ("reason", "x" * 501),
        ("deadline", ""),
        ("deadline", "demain"),
        ("deadline", "0000-00-00"),
        ("language", ""),
        ("language", "xx"),
    ],
)
def test_what_an_exception_needs_is_refused_beside_its_field(news, editor_client, field, value):
    page = half_written(news)
    answer = editor_client.post(allow_url(page), asked(**{field: value}))
    assert answer.status_code == 200
    assert set(answer.context["form"].errors) == {field}
    assert not LanguageException.objects.exists()


def test_not_every_language_can_follow(news, editor_client):
    page = half_written(news)
    editor_client.post(allow_url(page), asked())
    answer = editor_client.post(allow_url(page), asked(language="fr"))
    assert WORDS[editor_client.language]["none"] in text_of(answer)
    assert editor_client.post(allow_url(page), asked()).status_code == 200
    assert LanguageException.objects.count() == 1


@pytest.mark.parametrize("group", ["Editors", "Moderators", "Translators (nl)"])
@pytest.mark.parametrize("code", ["fr", "nl"])
def test_nobody_else_may_allow_it(news, client: Client, caplog, group, code):
    page = half_written(news)
    client.force_login(UserFactory(groups=[group], language=code))
    for answer in (client.get(allow_url(page)), client.post(allow_url(page), asked())):
        assert answer.status_code == 302
    shown = BeautifulSoup(client.get(reverse("wagtailadmin_home")).content, "html.parser")
    assert WORDS[code]["refused"] in " ".join(shown.get_text(" ").split())
    assert "may not allow" in caplog.text
    assert not LanguageException.objects.exists()
    assert allow_url(page) not in client.get(edit_url(page)).content.decode()


def test_the_right_can_be_given_to_a_group(editor_client):
    html = editor_client.get(reverse("wagtailusers_groups:add")).content.decode()
    right = Permission.objects.get(codename="allow_one_language")
    assert f'value="{right.pk}"' in html
    assert "Can allow" not in html
    user = UserFactory()
    assert not may_allow(user)
    user.user_permissions.add(right)
    assert may_allow(type(user).objects.get(pk=user.pk))


def test_an_exception_for_one_language_does_not_let_the_other_follow(news):
    page = half_written(news, published_languages=["nl"], caption_nl="De Zenne")
    allow_one_language_first(page, "nl", "Alerte", TODAY() + SOON)
    with pytest.raises(ValidationError) as refused:
        page.get_latest_revision().publish()
    assert set(refused.value.message_dict) == {"published_languages"}


def test_what_goes_first_has_to_be_whole(news):
    page = half_written(news, published_languages=["fr"], lead_fr="")
    allow_one_language_first(page, "nl", "Alerte", TODAY() + SOON)
    with pytest.raises(ValidationError) as refused:
        page.get_latest_revision().publish()
    assert set(refused.value.message_dict) == {"lead_fr"}


def overdue(page) -> None:
    """Let the deadline of the page's exception have passed yesterday."""
    page.language_exceptions.update(deadline=TODAY() - dt.timedelta(days=1))


def test_after_its_deadline_it_starts_nothing_new(news):
    page = half_written(news, published_languages=["fr"])
    allow_one_language_first(page, "nl", "Alerte", TODAY() + SOON)
    overdue(page)
    with pytest.raises(ValidationError):
        page.get_latest_revision().publish()
    assert not is_public(page)


def test_after_its_deadline_what_is_public_can_still_be_corrected(news, editor_client):
    page = ArticlePageFactory(parent=news, published_languages=["fr"])
    overdue(page)
    page.lead_fr = "Corrigé."
    page.save_revision().publish()
    assert ArticlePage.objects.get().lead_fr == "Corrigé."
    shown = text_of(editor_client.get(edit_url(page)))
    assert WORDS[editor_client.language]["overdue"] in shown


def test_it_is_changed_and_noted(news, editor_client):
    page = ArticlePageFactory(parent=news, published_languages=["fr"])
    later = TODAY() + dt.timedelta(days=60)
    address = allow_url(page, "nl")
    past = {"reason": "x", "deadline": (TODAY() - SOON).isoformat()}
    assert editor_client.post(address, past).status_code == 200
    answer = editor_client.post(address, {"reason": "Plus long", "deadline": later.isoformat()})
    assert answer.status_code == 302
    exception = LanguageException.objects.get()
    assert (exception.reason, exception.deadline) == ("Plus long", later)
    assert actions(page) == [GRANTED, CHANGED]


def test_it_is_withdrawn_only_while_nothing_is_public_under_it(news, editor_client):
    draft = half_written(news)
    allow_one_language_first(draft, "nl", "Alerte", TODAY() + SOON)
    editor_client.post(allow_url(draft, "nl"), {"withdraw": "1"})
    assert not draft.language_exceptions.in_force().exists()
    assert actions(draft) == [GRANTED, WITHDRAWN]
    public = ArticlePageFactory(parent=news, published_languages=["fr"])
    assert 'name="withdraw"' not in editor_client.get(allow_url(public, "nl")).content.decode()
    editor_client.post(allow_url(public, "nl"), {"withdraw": "1"})
    assert public.language_exceptions.in_force().exists()


@pytest.mark.parametrize("language", ["fr", "xx", "\0"])
def test_what_is_not_there_cannot_be_changed(news, editor_client, language):
    page = ArticlePageFactory(parent=news, published_languages=["fr"])
    nobody = allow_url(page).replace(str(page.pk), "0")
    for address, query in ((allow_url(page), {"language": language}), (nobody, {})):
        assert editor_client.get(address, query, follow=True).status_code == 404


def test_deadlines_are_near_for_a_week_and_then_passed(news):
    page = ArticlePageFactory(parent=news, published_languages=["fr"])
    exception = LanguageException.objects.get()
    noon = dt.datetime.combine(exception.deadline, dt.time(12), tzinfo=dt.UTC)
    day = dt.timedelta(days=1)
    exceptions = LanguageException.objects
    assert [
        (exceptions.near_deadline(now).exists(), exceptions.overdue(now).exists())
        for now in (noon - 8 * day, noon - 7 * day, noon, noon + day)
    ] == [(False, False), (True, False), (True, False), (False, True)]
    page.unpublish()
    assert not exceptions.near_deadline(noon).exists()
    assert not exceptions.overdue(noon + day).exists()


@pytest.mark.parametrize("code", ["fr", "nl"])
def test_it_has_a_name_and_commands_give_their_reason_in_every_language(news, code):
    page = ArticlePageFactory(
        parent=news, title_fr="Crue", title_nl="Vloed", published_languages=["fr"]
    )
    exception = page.language_exceptions.get()
    with override(code):
        assert WORDS[code]["awaited"] in str(exception)
    assert in_every_language("x") == "X / X"


def test_a_crafted_deadline_does_not_pass_the_model(news):
    page = half_written(news)
    for reason, deadline in (("Alerte", TODAY()), ("  ", TODAY() + SOON)):
        with pytest.raises(ValidationError):
            allow_one_language_first(page, "nl", reason, deadline)
    with pytest.raises(ValidationError):
        allow_one_language_first(page, "xx", "Alerte", TODAY() + SOON)
    assert not LanguageException.objects.exists()
