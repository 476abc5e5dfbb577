"""The first start of a site: fixed pages, roles, numbers and an administrator, no demo content."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.apps import apps
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import connection, transaction
from django.utils.translation import to_locale
from wagtail.models import Site
from wagtail.users.models import UserProfile

from bps_portal import languages
from bps_portal.accounts.roles import EDITING_GROUPS, open_language, translators_name
from emergency.models import EmergencyNumber
from emergency.seed import load_numbers

from .fixed_pages import ensure_fixed_pages

type Report = Callable[[str], None]

# Any number: two runs at once wait for one another.
LOCK = 1_832_001


class RefusedError(Exception):
    """Why the site cannot be set up like this, in one sentence; nothing was changed."""


@dataclass(frozen=True)
class Administrator:
    """The first administrator, as the operator names them.

    Without a password they choose one at the address in their invitation. `language` is that in
    which they read the admin.
    """

    name: str
    email: str
    password: str = ""
    language: str = ""

    def check(self) -> None:
        """Look at what the operator gave.

        Raises:
            RefusedError: for a missing name, no e-mail address, or a password that is too weak.
        """
        try:
            validate_email(self.email)
        except ValidationError as error:
            raise RefusedError(f"{self.email!r} is no e-mail address.") from error
        user = get_user_model()(username=self.name, email=self.email)
        others = {field.name for field in user._meta.fields} - {"username"}
        try:
            user.clean_fields(exclude=others)
        except ValidationError as error:
            raise RefusedError(
                f"{self.name!r} is no user name: at most 150 letters, digits and @/./+/-/_."
            ) from error
        if self.password:
            try:
                validate_password(self.password, user)
            except ValidationError as error:
                raise RefusedError(
                    f"The password is refused: {' '.join(error.messages)}"
                ) from error


def administrators() -> Any:
    """Return the accounts that may do everything."""
    return get_user_model().objects.filter(is_superuser=True, is_active=True)


@transaction.atomic
def set_up(administrator: Administrator | None, report: Report) -> Any:
    """Make what the site does not have yet, all or nothing; what is there stays as it is.

    Args:
        administrator: the first one; None where the site has one.
        report: takes each line of progress.

    Returns:
        The administrator who has no password yet and waits for an invitation, or None.

    Raises:
        RefusedError: where the account cannot be made, or addresses would be in English.
    """
    _require_catalogues()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
    _pages(report)
    _roles(report)
    _numbers(report)
    if administrator:
        _first(administrator, report)
    first = administrators().order_by("pk").first()
    return first if first and not first.has_usable_password() else None


def other_address() -> str:
    """Return the address that the site has in the admin where SITE_URL gives another, or ""."""
    site = Site.objects.filter(is_default_site=True).first()
    wanted = urlsplit(settings.WAGTAILADMIN_BASE_URL)
    if not site or urlsplit(site.root_url).hostname == wanted.hostname:
        return ""
    return str(site.root_url)


def _require_catalogues() -> None:
    for code in languages.required_codes():
        name = Path(to_locale(code), "LC_MESSAGES", "django.mo")
        if not any((Path(folder) / name).exists() for folder in settings.LOCALE_PATHS):
            raise RefusedError(
                "The translations are not compiled: run `manage.py compilemessages` first."
            )


def _pages(report: Report) -> None:
    report("Pages ...")
    drafts = []
    for _key, page, made in ensure_fixed_pages({}):
        if made:
            report(f"  {page.title}")
        page.refresh_from_db(fields=["live"])
        if not page.live:
            drafts.append(page)
    for page in drafts:
        report(f"  Still to be written: {page.title} (/admin/pages/{page.pk}/edit/)")


def _roles(report: Report) -> None:
    """Migrations make the roles; those that somebody renamed or removed are left so."""
    report("Roles ...")
    translators = [translators_name(code) for code in languages.required_codes()]
    if not Group.objects.filter(name__in=[*EDITING_GROUPS, *translators]).exists():
        for name in EDITING_GROUPS:
            Group.objects.get_or_create(name=name)
        for code in languages.required_codes():
            open_language(apps, code, languages.own_name(code))
    report(f"  {', '.join(Group.objects.order_by('pk').values_list('name', flat=True))}")


def _numbers(report: Report) -> None:
    """Make the numbers of a site that has none; one that editors have deleted stays so."""
    report("Emergency numbers ...")
    if not EmergencyNumber.objects.exists():
        load_numbers()
    report(f"  {EmergencyNumber.objects.count()} numbers")


def _first(administrator: Administrator, report: Report) -> None:
    report("Administrator ...")
    users = get_user_model().objects
    if users.filter(username=administrator.name).exists():
        raise RefusedError(
            f"The user {administrator.name!r} exists and is no administrator: choose another name."
        )
    user = users.create_user(
        administrator.name,
        email=administrator.email,
        password=administrator.password or None,
        is_superuser=True,
        is_staff=True,
    )
    profile = UserProfile.get_for_user(user)
    profile.preferred_language = administrator.language
    profile.current_time_zone = settings.TIME_ZONE
    profile.save()
    report(f"  {user.get_username()}")
