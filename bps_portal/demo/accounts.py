"""Makes the demo accounts."""

import secrets
from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractUser, Group
from wagtail.users.models import UserProfile

from .once import Pieces

PASSWORD_BYTES = 12


@dataclass(frozen=True)
class Account:
    """One account: its role is a group, or everything for the administrator."""

    name: str
    language: str
    group: str = ""


ACCOUNTS = (
    Account("admin", "fr"),
    Account("redactie", "nl", "Editors"),
    Account("moderator", "fr", "Moderators"),
    Account("vertaler-nl", "nl", "Translators (nl)"),
    Account("traducteur-fr", "fr", "Translators (fr)"),
)


def load_accounts(pieces: Pieces) -> list[str]:
    """Make the accounts that no run has made; return lines that tell how to sign in.

    The password is `DEMO_PASSWORD`, or a random one that is told this once. An account whose
    group the site does not have waits for a later run; one that exists already, by another hand,
    is left alone.
    """
    password = settings.DEMO_PASSWORD or secrets.token_urlsafe(PASSWORD_BYTES)
    made = list(_made(pieces, password))
    if not made:
        return []
    told = "the one in DEMO_PASSWORD" if settings.DEMO_PASSWORD else password
    return [f"Accounts for /admin/: {', '.join(made)}", f"Their password: {told}"]


def _made(pieces: Pieces, password: str) -> Iterator[str]:
    users = get_user_model().objects
    for account in ACCOUNTS:
        group = Group.objects.filter(name=account.group).first()
        waits = bool(account.group) and group is None
        taken = users.filter(username=account.name).exists()
        if waits or taken or pieces.known(f"account:{account.name}"):
            continue
        user = users.create_user(
            account.name,
            password=password,
            is_superuser=not account.group,
            is_staff=not account.group,
        )
        if group:
            user.groups.add(group)
        _set_language(user, account.language)
        pieces.remember(f"account:{account.name}", user)
        yield account.name


def _set_language(user: AbstractUser, code: str) -> None:
    profile = UserProfile.get_for_user(user)
    profile.preferred_language = code
    profile.current_time_zone = settings.TIME_ZONE
    profile.save()
