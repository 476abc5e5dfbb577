"""The first `load_demo` of a site: what it finds there, and the password it tells."""

import re
from collections.abc import Callable

import pytest
from django.contrib.auth import get_user_model
from pytest_django.fixtures import Settings

from bps_portal.demo.accounts import load_accounts
from bps_portal.demo.once import Pieces
from bps_portal.home.fixed_pages import ensure_fixed_pages
from bps_portal.home.models import ContentPage

LoadDemo = Callable[[], str]


class TestExistingSite:
    @pytest.mark.usefixtures("new_site")
    def test_a_page_of_the_set_up_is_left_alone(self, load_demo: LoadDemo) -> None:
        pages = {key: page for key, page, _made in ensure_fixed_pages({})}
        load_demo()
        about = ContentPage.objects.get(pk=pages["about"].pk)
        assert not about.live
        assert not about.body_fr
        assert ContentPage.objects.filter(fixed_address=True).count() == 2

    @pytest.mark.django_db
    def test_an_account_of_another_hand_is_left_alone(self) -> None:
        user = get_user_model().objects.create_user("admin", password="hers")
        load_accounts(Pieces(str))
        user.refresh_from_db()
        assert user.check_password("hers")
        assert not user.is_superuser


class TestPassword:
    @pytest.mark.usefixtures("new_site")
    def test_a_random_password_is_told_once(self, settings: Settings, load_demo: LoadDemo) -> None:
        settings.DEMO_PASSWORD = ""
        told = re.search(r"Their password: (\S+)$", load_demo(), re.MULTILINE)
        assert told
        assert len(told[1]) >= 16
        assert get_user_model().objects.get(username="redactie").check_password(told[1])
        assert "password" not in load_demo()

    @pytest.mark.django_db
    def test_a_given_password_is_not_printed(self, settings: Settings) -> None:
        settings.DEMO_PASSWORD = "a password of the operator"
        told = " ".join(load_accounts(Pieces(str)))
        assert "DEMO_PASSWORD" in told
        assert settings.DEMO_PASSWORD not in told
        admin = get_user_model().objects.get(username="admin")
        assert admin.check_password("a password of the operator")
