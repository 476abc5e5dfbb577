"""Editor, translators, moderator: each is told in their own language, and does one step."""

import pytest
from django.contrib.messages import get_messages
from django.core import mail
from django.test import Client
from django.urls import reverse
from wagtail.models import TaskState

from bps_portal.home.models import ContentPage
from tests.factories import ContentPageFactory, UserFactory
from tests.pages.test_translators import own_texts

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> dict[str, object]:
    """One of each, with interface languages that differ from what they write."""
    people = {
        "editor": UserFactory(groups=["Editors"], language="nl"),
        "dutch": UserFactory(groups=["Translators (nl)"], language="fr"),
        "french": UserFactory(groups=["Translators (fr)"], language="nl"),
        "moderator": UserFactory(groups=["Moderators"], language="fr"),
    }
    for name, user in people.items():
        user.email = f"{name}@example.org"
        user.save()
    return people


@pytest.fixture
def page(home) -> ContentPage:
    """A draft whose lead is written in French only."""
    made = ContentPageFactory(parent=home, title_fr="Eau", title_nl="Water", live=False)
    made.lead_fr = "Dix litres"
    made.save_revision()
    return made


def client_of(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def submit(page, user) -> None:
    page.get_workflow().start(page, user)


def step(page) -> str:
    page = ContentPage.objects.get(pk=page.pk)
    state = page.current_workflow_task_state
    return state.task.name if state else ""


def act(page, user, name: str):
    page = ContentPage.objects.get(pk=page.pk)
    state = page.current_workflow_task_state
    address = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, name, state.pk])
    return client_of(user).post(address, {"comment": ""})


def finished(page, **texts: str) -> dict[str, str]:
    """Return what the Dutch translator posts who says that the translation is complete."""
    return own_texts("nl", title="Water", **texts) | {
        "body_nl-0-id": str(page.body_nl[0].id),
        "action-workflow-action": "true",
        "workflow-action-name": "approve",
    }


def told() -> dict[str, str]:
    """Return the subject of the last mail to each, and forget them."""
    found = {message.to[0].split("@")[0]: message for message in mail.outbox}
    mail.outbox.clear()
    return found


def test_the_translators_of_what_is_missing_are_told(
    page, people, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        submit(page, people["editor"])
    assert step(page) == "Traduction / Vertaling"
    messages = told()
    assert set(messages) == {"dutch"}
    assert messages["dutch"].subject == "À traduire : Eau"
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert (
        f"http://testserver{address}" in messages["dutch"].body or address in messages["dutch"].body
    )


def test_a_page_goes_from_editor_to_translator_to_moderator(page, people):
    submit(page, people["editor"])
    told()
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    answer = client_of(people["dutch"]).post(address, finished(page, lead="Tien liter"))
    assert answer.status_code == 302, answer.context["form"].errors
    assert step(page) == "Approbation / Goedkeuring"
    assert set(told()) == {"moderator"}
    act(page, people["moderator"], "approve")
    page = ContentPage.objects.get(pk=page.pk)
    assert page.live
    assert (page.lead_fr, page.lead_nl) == ("Dix litres", "Tien liter")
    assert set(told()) == {"editor"}


def test_a_page_that_lacks_something_stays_with_the_translators(page, people):
    submit(page, people["editor"])
    answer = act(page, people["dutch"], "approve")
    assert answer.url == reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert step(page) == "Traduction / Vertaling"
    answer = client_of(people["dutch"]).post(answer.url, finished(page))
    messages = " ".join(str(message) for message in get_messages(answer.wsgi_request))
    assert "Il reste des textes à traduire (néerlandais)" in messages
    assert step(page) == "Traduction / Vertaling"


def test_a_complete_page_does_not_stop_at_the_translators(page, people):
    page.lead_nl = "Tien liter"
    page.save_revision()
    submit(page, people["editor"])
    assert step(page) == "Approbation / Goedkeuring"
    assert set(told()) == {"moderator"}


def test_a_translator_sends_a_page_back(page, people):
    submit(page, people["editor"])
    act(page, people["dutch"], "reject")
    state = TaskState.objects.latest("pk")
    assert state.status == TaskState.STATUS_REJECTED
    assert "editor" in told()


def test_others_may_not_say_that_a_translation_is_complete(page, people):
    page.lead_nl = ""
    submit(page, people["editor"])
    answer = act(page, people["editor"], "approve")
    assert answer.status_code in (302, 403)
    assert step(page) == "Traduction / Vertaling"


def test_the_editor_goes_on_writing_meanwhile(page, people):
    submit(page, people["editor"])
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    html = client_of(people["editor"]).get(address).content.decode()
    assert 'name="lead_fr"' in html
    assert "action-save" in html
