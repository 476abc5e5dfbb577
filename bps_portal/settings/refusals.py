"""What keeps production from starting: each reason is one sentence that says what to set."""

import ipaddress
from collections.abc import Iterable, Iterator
from importlib.util import find_spec
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

from .env import database

# As Django's own check asks (security.W009).
SHORTEST_KEY = 50
LEAST_SIGNS = 5
SHORTEST_TOKEN = 24
# A stand on one machine has no certificate.
OWN_MACHINE = {"localhost", "127.0.0.1", "::1"}
S3_ALONE = ("S3_ENDPOINT_URL", "S3_REGION", "S3_ACCESS_KEY_ID")


def refuse(problems: Iterable[str]) -> None:
    """Stop the start with all problems at once.

    Raises:
        ImproperlyConfigured: where there is one.
    """
    found = list(problems)
    if found:
        raise ImproperlyConfigured("The portal does not start:\n" + "\n".join(found))


def missing(values: dict[str, str], purposes: dict[str, str]) -> Iterator[str]:
    """Yield a sentence for each variable of `purposes` that has no value."""
    for name, purpose in purposes.items():
        if not values[name]:
            yield f"Set the environment variable {name}: {purpose}."


def weak_key(key: str) -> Iterator[str]:
    """Yield what makes a secret key easy to guess; the key is not shown."""
    if key and (len(key) < SHORTEST_KEY or len(set(key)) < LEAST_SIGNS):
        yield (
            f"SECRET_KEY must have at least {SHORTEST_KEY} signs that nobody can guess, such as"
            " those of `python -c 'import secrets; print(secrets.token_urlsafe(50))'`."
        )


def weak_token(name: str, token: str) -> Iterator[str]:
    """Yield why a token could be guessed; it is not shown."""
    if token and len(token) < SHORTEST_TOKEN:
        yield f"{name} must have at least {SHORTEST_TOKEN} signs that nobody can guess."


def wrong_address(url: str) -> Iterator[str]:
    """Yield what is wrong with the public address: a scheme and a host, nothing after it."""
    if not url:
        return
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        yield f"SITE_URL must be an address such as https://www.example.org, not {url!r}."
        return
    if parts.scheme == "http" and parts.hostname not in OWN_MACHINE:
        yield f"SITE_URL must begin with https://, not {url!r}: editors sign in there."
    if parts.path or parts.query or parts.fragment or parts.username:
        yield (
            f"SITE_URL must end after the host, such as https://{parts.hostname},"
            " without a slash, a path or a user."
        )


def wrong_media_address(url: str) -> Iterator[str]:
    """Yield what is wrong with the address of uploads: a path, or another host's."""
    if not url.endswith("/") or not url.startswith(("/", "https://", "http://localhost")):
        yield f"MEDIA_URL must be such as /media/ or https://files.example.org/, not {url!r}."


def wrong_hosts(hosts: list[str], url: str) -> Iterator[str]:
    """Yield what is wrong with the hosts that the portal answers by."""
    if "*" in hosts:
        yield "ALLOWED_HOSTS must name the hosts of the site, not every one (*)."
        return
    host = urlsplit(url).hostname
    if hosts and host and not any(_covers(allowed, host) for allowed in hosts):
        yield f"ALLOWED_HOSTS must hold the host of SITE_URL: add {host}."


def wrong_networks(name: str, networks: list[str]) -> Iterator[str]:
    """Yield the entries that are neither an address nor a network."""
    for network in networks:
        try:
            ipaddress.ip_network(network.strip(), strict=False)
        except ValueError:
            yield (
                f"{name} must hold addresses or networks such as 10.0.0.0/8, separated by commas,"
                f" not {network!r}."
            )


def wrong_database(url: str) -> Iterator[str]:
    """Yield why a database is none for the portal, which uses PostgreSQL's own search."""
    if url:
        try:
            database(url)
        except (ImproperlyConfigured, ValueError):
            yield "DATABASE_URL must be a PostgreSQL address, such as postgres://user@host/name."


def lonely_processes(processes: str, cache: str) -> Iterator[str]:
    """Yield why several processes cannot each have a cache of their own.

    They would each count the visitors' messages, and each keep the sites' addresses.
    """
    if processes and not (processes.isdecimal() and int(processes) > 0):
        yield f"WEB_CONCURRENCY must be a number of processes from 1, not {processes!r}."
    elif processes and int(processes) > 1 and (not cache or cache.startswith("locmem")):
        yield (
            f"WEB_CONCURRENCY={processes} needs a cache that its processes share: set CACHE_URL"
            " to redis://host:6379/0, or to dbcache://cache for one in PostgreSQL."
        )


def half_storage(values: dict[str, str]) -> Iterator[str]:
    """Yield what lacks for uploads in object storage.

    Args:
        values: the S3 variables by name; those that are not set are empty.
    """
    bucket = values["S3_BUCKET"]
    if bucket and find_spec("storages") is None:
        yield "S3_BUCKET needs the library django-storages: install the extra s3."
    if not bucket and (given := [name for name in S3_ALONE if values[name]]):
        yield f"Set S3_BUCKET, the bucket of the uploads, or leave out {', '.join(given)}."
    if bool(values["S3_ACCESS_KEY_ID"]) != bool(values["S3_SECRET_ACCESS_KEY"]):
        yield "Set both S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY, or neither."
    endpoint = values["S3_ENDPOINT_URL"]
    if endpoint and not (urlsplit(endpoint).scheme and urlsplit(endpoint).hostname):
        yield f"S3_ENDPOINT_URL must be an address such as https://s3.example.org, not {endpoint!r}."


def _covers(allowed: str, host: str) -> bool:
    """Tell whether an entry of ALLOWED_HOSTS covers a host, as Django reads it."""
    allowed = allowed.lower().strip("[]")
    if allowed.startswith("."):
        return host.endswith(allowed) or host == allowed[1:]
    return allowed == host
