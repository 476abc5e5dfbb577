"""Messages in the admin: read, mark as handled, filter, delete; never written by hand."""

from datetime import UTC, datetime

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse

from bps_portal.contact.models import ContactMessage
from tests.factories import UserFactory

from .factories import ContactMessageFactory

INDEX = "contact_messages:index"


@pytest.fixture
def moderator(client: Client, db: None) -> Client:
    """A moderator's browser."""
    client.force_login(UserFactory(language="fr", groups=["Moderators"]))
    return client


def listed(client: Client, **query: str) -> str:
    response = client.get(reverse(INDEX), query)
    assert response.status_code == 200
    results = BeautifulSoup(response.content, "html.parser").find(id="listing-results")
    assert results
    return results.get_text(" ", strip=True)


class TestModerators:
    def test_they_see_what_waits_first(self, moderator: Client) -> None:
        done = datetime(2026, 1, 2, tzinfo=UTC)
        ContactMessageFactory(subject="press", handled_at=done)
        ContactMessageFactory(subject="mistake", created_at=datetime(2026, 1, 1, tzinfo=UTC))
        text = listed(moderator)
        assert text.index("Une erreur sur une page") < text.index("Presse")

    def test_filters(self, moderator: Client) -> None:
        ContactMessageFactory(subject="press", handled_at=datetime(2026, 1, 2, tzinfo=UTC))
        ContactMessageFactory(subject="mistake", language="nl")
        for query in ({"handled": "true"}, {"language": "fr"}, {"subject": "press"}):
            text = listed(moderator, **query)
            assert "Presse, " in text
            assert "page, " not in text

    def test_marking_one_as_handled_and_back(self, moderator: Client) -> None:
        message = ContactMessageFactory(message="Texte", name="A. B.")
        address = reverse("contact_messages:edit", args=[message.pk])
        page = moderator.get(address).content.decode()
        assert "A. B." in page
        moderator.post(address, {"handled": "on", "message": "Autre", "email": "b@example.org"})
        message.refresh_from_db()
        assert message.handled_at is not None
        assert message.handled_by == UserFactory._meta.model.objects.get(groups__name="Moderators")
        assert (message.message, message.email) == ("Texte", "")
        first = message.handled_at
        moderator.post(address, {"handled": "on"})
        message.refresh_from_db()
        assert message.handled_at == first
        moderator.post(address, {})
        message.refresh_from_db()
        assert message.handled_at is message.handled_by is None

    def test_looking_at_one(self, moderator: Client) -> None:
        message = ContactMessageFactory(message="<script>alert(1)</script>\nEnfin.", language="nl")
        for name in ("inspect", "edit"):
            page = moderator.get(reverse(f"contact_messages:{name}", args=[message.pk])).content
            assert b"&lt;script&gt;alert(1)&lt;/script&gt;<br>Enfin." in page
        inspected = moderator.get(reverse("contact_messages:inspect", args=[message.pk])).content
        assert "néerlandais".encode() in inspected.lower()

    def test_deleting_one(self, moderator: Client) -> None:
        message = ContactMessageFactory()
        moderator.post(reverse("contact_messages:delete", args=[message.pk]))
        assert not ContactMessage.objects.exists()


@pytest.mark.django_db
class TestOthers:
    @pytest.mark.parametrize("groups", [["Editors"], []])
    def test_they_do_not_read_what_visitors_wrote(self, client: Client, groups: list[str]) -> None:
        client.force_login(UserFactory(groups=groups))
        message = ContactMessageFactory(message="Confidentiel")
        for name, args in ((INDEX, []), ("contact_messages:inspect", [message.pk])):
            response = client.get(reverse(name, args=args), follow=True)
            assert b"Confidentiel" not in response.content

    def test_even_administrators_write_none(self, editor_client: Client) -> None:
        ContactMessageFactory()
        assert (
            reverse("contact_messages:add").encode()
            not in editor_client.get(reverse(INDEX)).content
        )
        assert editor_client.get(reverse("contact_messages:add")).status_code == 302
        assert editor_client.post(reverse("contact_messages:add"), {}).status_code == 302
        assert ContactMessage.objects.count() == 1


@pytest.mark.django_db
def test_who_may_do_what_is_set_by_the_migration() -> None:
    allowed = Permission.objects.filter(content_type__app_label="contact", group__isnull=False)
    assert set(allowed.values_list("group__name", "codename")) == {
        ("Moderators", f"{action}_contactmessage") for action in ("view", "change", "delete")
    }


@pytest.mark.django_db
def test_the_title_says_nothing_of_the_visitor() -> None:
    message = ContactMessageFactory(
        name="A. B.", email="a@example.org", created_at=datetime(2026, 3, 4, 23, 30, tzinfo=UTC)
    )
    assert str(message) in {"Une question, 05.03.2026", "A question, 05.03.2026"}
