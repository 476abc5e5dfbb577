"""The only reader of the process environment.

Every other settings module asks here, so that this file lists all that an operator can set.
"""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import environ
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent.parent

SMTP_TIMEOUT_SECONDS = 30
CONNECT_SECONDS = 3

_env = environ.Env()


def required(name: str, purpose: str) -> str:
    """Return the value of `name`.

    Raises:
        ImproperlyConfigured: when it is unset or empty, with a sentence that says what to set.
    """
    value = _env.str(name, default="")
    if not value:
        message = f"Set the environment variable {name}: {purpose}."
        raise ImproperlyConfigured(message)
    return value


def text(name: str, default: str = "") -> str:
    """Return the value of `name`, or `default`."""
    return _env.str(name, default=default)


def words(name: str, default: tuple[str, ...] = ()) -> list[str]:
    """Return the comma-separated values of `name`."""
    return _env.list(name, default=list(default))


def languages_among(name: str, known: Mapping[str, Any]) -> list[tuple[str, Any]]:
    """Return the languages that `name` lists, as pairs of a code and its name in `known`.

    Raises:
        ImproperlyConfigured: for a code that is not known.
    """
    codes = list(dict.fromkeys(code.strip() for code in words(name) if code.strip()))
    if unknown := [code for code in codes if code not in known]:
        message = (
            f"{name} may hold {', '.join(known)}, not {', '.join(unknown)};"
            " add another language to LANGUAGES in bps_portal/settings/base.py."
        )
        raise ImproperlyConfigured(message)
    return [(code, known[code]) for code in codes]


def days(name: str, default: int) -> int:
    """Return the number of days in `name`, or `default`.

    Raises:
        ImproperlyConfigured: for anything but a whole number from 1.
    """
    return number(name, default, "whole number of days")


def number(name: str, default: int, kind: str = "whole number") -> int:
    """Return the number in `name`, or `default`.

    Raises:
        ImproperlyConfigured: for anything but a whole number from 1.
    """
    value = text(name, str(default))
    if not value.isdecimal() or int(value) < 1:
        message = f"{name} must be a {kind} from 1, not {value!r}."
        raise ImproperlyConfigured(message)
    return int(value)


def day(name: str, default: str) -> date:
    """Return the day in `name`, or `default`.

    Raises:
        ImproperlyConfigured: for anything but a date such as 2027-09-30.
    """
    value = text(name, default)
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        message = f"{name} must be a date such as 2027-09-30, not {value!r}."
        raise ImproperlyConfigured(message) from error


def database(url: str) -> dict[str, Any]:
    """Return Django's database settings for a PostgreSQL `url`.

    Raises:
        ImproperlyConfigured: for any other database; the portal uses PostgreSQL's own search.
    """
    config = dict(_env.db_url_config(url))
    if config.get("ENGINE") != "django.db.backends.postgresql":
        message = "DATABASE_URL must be a PostgreSQL address, such as postgres://user@host/name."
        raise ImproperlyConfigured(message)
    # A server that does not even refuse must not hold up the page that can be given without it.
    options = {"connect_timeout": CONNECT_SECONDS} | config.get("OPTIONS", {})
    return config | {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True, "OPTIONS": options}


def cache(url: str, most: int = 10_000) -> dict[str, Any]:
    """Return Django's cache settings for `url`; an empty one means in-process memory.

    A process or a table holds at most `most` entries; Redis has a limit of its own (`maxmemory`).
    """
    config = dict(_env.cache_url_config(url or "locmemcache://"))
    if config["BACKEND"].endswith("RedisCache"):
        return config | {"BACKEND": "bps_portal.delivery.shared_cache.SharedCache"}
    return config | {"OPTIONS": {"MAX_ENTRIES": most}}


def mailer(url: str) -> dict[str, Any]:
    """Return the settings of one entry of `MAILERS` for an e-mail `url` such as smtp://host:25."""
    config = dict(_env.email_url_config(url))
    is_smtp = config["EMAIL_BACKEND"].endswith("smtp.EmailBackend")
    options = {
        # A server that does not answer would hold up every task behind this e-mail.
        "timeout": SMTP_TIMEOUT_SECONDS if is_smtp else None,
        "host": config.get("EMAIL_HOST"),
        "port": config.get("EMAIL_PORT"),
        "username": config.get("EMAIL_HOST_USER"),
        "password": config.get("EMAIL_HOST_PASSWORD"),
        "use_tls": config.get("EMAIL_USE_TLS"),
        "use_ssl": config.get("EMAIL_USE_SSL"),
    }
    entry: dict[str, Any] = {"BACKEND": config["EMAIL_BACKEND"]}
    if given := {key: value for key, value in options.items() if value}:
        entry["OPTIONS"] = given
    return entry


def uploads(s3: Mapping[str, str]) -> dict[str, Any]:
    """Return where uploads are stored: in the bucket that `s3` names, else in MEDIA_ROOT.

    Args:
        s3: the S3 variables by name. Without a key the machine's own role is used, without an
            endpoint Amazon's.
    """
    if not s3["S3_BUCKET"]:
        return {"BACKEND": "bps_portal.content.disk_storage.WholeFileStorage"}
    options = {
        "bucket_name": s3["S3_BUCKET"],
        "endpoint_url": s3["S3_ENDPOINT_URL"] or None,
        "region_name": s3["S3_REGION"] or None,
        "access_key": s3["S3_ACCESS_KEY_ID"] or None,
        "secret_key": s3["S3_SECRET_ACCESS_KEY"] or None,
    }
    return {"BACKEND": "bps_portal.content.object_storage.ObjectStorage", "OPTIONS": options}
