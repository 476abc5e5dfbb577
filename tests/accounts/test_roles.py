"""What editors and moderators may do beside writing pages."""

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse
from wagtail.models import Site

from bps_portal.content.models import Theme
from emergency.models import EmergencyNumber
from tests.factories import ThemeFactory, UserFactory

pytestmark = pytest.mark.django_db

THEMES = "wagtailsnippets_content_theme"
NUMBERS = "wagtailsnippets_emergency_emergencynumber"


@pytest.fixture(params=["Editors", "Moderators"])
def member(request: pytest.FixtureRequest, client: Client) -> Client:
    """The browser of an editor, then of a moderator."""
    client.force_login(UserFactory(groups=[request.param]))
    return client


@pytest.mark.parametrize("snippets", [THEMES, NUMBERS])
def test_editors_and_moderators_list_and_add(member: Client, snippets: str) -> None:
    for view in ("list", "add"):
        assert member.get(reverse(f"{snippets}:{view}")).status_code == 200


def test_editors_and_moderators_change_a_theme(member: Client) -> None:
    theme = ThemeFactory(name_fr="Ancien", name_nl="Oud")
    texts = {"slug_fr": "", "slug_nl": "", "description_fr": "", "description_nl": ""}
    address = reverse(f"{THEMES}:edit", args=(theme.pk,))
    assert member.post(address, {"name_fr": "Neuf", "name_nl": "Nieuw", **texts}).status_code == 302
    theme.refresh_from_db()
    assert (theme.name_fr, theme.name_nl) == ("Neuf", "Nieuw")


@pytest.mark.parametrize(("snippets", "model"), [(THEMES, Theme), (NUMBERS, EmergencyNumber)])
def test_only_administrators_delete(
    member: Client, snippets: str, model: type[Theme] | type[EmergencyNumber]
) -> None:
    item = (
        ThemeFactory()
        if model is Theme
        else EmergencyNumber.objects.create(number="112", name_fr="Secours", name_nl="Hulp")
    )
    member.post(reverse(f"{snippets}:delete", args=(item.pk,)))
    assert model.objects.filter(pk=item.pk).exists()


@pytest.mark.parametrize("kind", ["wagtailimages", "wagtaildocs"])
def test_editors_and_moderators_upload_and_choose_files(member: Client, kind: str) -> None:
    choose = {"wagtailimages": "wagtailimages_chooser", "wagtaildocs": "wagtaildocs_chooser"}[kind]
    for view in (f"{kind}:index", f"{kind}:add", f"{choose}:choose"):
        assert member.get(reverse(view)).status_code == 200


def test_each_permission_exists_once(member: Client) -> None:
    for model in ("theme", "emergencynumber", "crisisalert", "preparedalert"):
        names = Permission.objects.filter(content_type__model=model).values_list(
            "codename", flat=True
        )
        assert sorted(names) == [f"{act}_{model}" for act in ("add", "change", "delete", "view")]


@pytest.mark.parametrize(("group", "status"), [("Moderators", 200), ("Editors", 302)])
def test_moderators_alone_change_the_settings_of_the_site(
    client: Client, group: str, status: int
) -> None:
    client.force_login(UserFactory(groups=[group]))
    site = Site.objects.get(is_default_site=True)
    address = reverse("wagtailsettings:edit", args=("content", "sitesettings", site.pk))
    assert client.get(address).status_code == status
    assert (address.rsplit("/", 2)[0] in client.get("/admin/").content.decode()) == (status == 200)
