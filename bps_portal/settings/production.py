"""Production: strict by default; says all that keeps it from starting at once."""

from itertools import chain
from urllib.parse import urlsplit

from .base import *  # noqa: F403
from .env import database, mailer, text, words
from .error_reports import report_errors
from .refusals import (
    half_storage,
    lonely_processes,
    missing,
    refuse,
    weak_key,
    weak_token,
    wrong_address,
    wrong_database,
    wrong_hosts,
    wrong_media_address,
    wrong_networks,
)

NEEDED = {
    "SECRET_KEY": "a long random text that only this site knows",
    "ALLOWED_HOSTS": "the host names of the site, separated by commas",
    "DATABASE_URL": "such as postgres://user:password@host/name",
    "SITE_URL": "the public address, such as https://www.example.org",
}

DEBUG = False
# What stands in front may serve them from the disk; then nobody asks here.
SERVE_MEDIA = MEDIA_URL.startswith("/")
# A copy of the site for trials sets CRAWLABLE=0.
CRAWLABLE = text("CRAWLABLE", "1") == "1"
CHECK_EXTERNAL_LINKS = text("CHECK_EXTERNAL_LINKS", "1") == "1"
SECRET_KEY = text("SECRET_KEY")
ALLOWED_HOSTS = [host.strip() for host in words("ALLOWED_HOSTS") if host.strip()]
WAGTAILADMIN_BASE_URL = text("SITE_URL")

refuse(
    chain(
        missing({name: text(name) for name in NEEDED}, NEEDED),
        weak_key(SECRET_KEY),
        weak_token("METRICS_TOKEN", METRICS_TOKEN),
        wrong_address(WAGTAILADMIN_BASE_URL),
        wrong_hosts(ALLOWED_HOSTS, WAGTAILADMIN_BASE_URL),
        wrong_networks("TRUSTED_PROXIES", TRUSTED_PROXIES),
        lonely_processes(text("WEB_CONCURRENCY"), text("CACHE_URL")),
        half_storage(S3),
        wrong_media_address(MEDIA_URL),
        wrong_database(text("DATABASE_URL")),
    )
)

ALLOWED_HOSTS += FORMER_HOSTS
DATABASES = {"default": database(text("DATABASE_URL"))}
# Without a setting, the mail server of this machine: messages are nothing for a log.
MAILERS = {"default": mailer(text("EMAIL_URL", "smtp://localhost:25"))}
_site = urlsplit(WAGTAILADMIN_BASE_URL)
DEFAULT_FROM_EMAIL = text(
    "DEFAULT_FROM_EMAIL", f"portal@{(_site.hostname or '').removeprefix('www.')}"
)

SECOND_FACTOR_REQUIRED = text("SECOND_FACTOR_REQUIRED", "1") == "1"

SECURE_SSL_REDIRECT = _site.scheme == "https"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT
SECURE_HSTS_SECONDS = 31_536_000 if SECURE_SSL_REDIRECT else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_SSL_REDIRECT
# Browsers' preload list takes whole domains: that is for the owner of the domain to ask, and hard
# to take back.
SECURE_HSTS_PRELOAD = SECURE_SSL_REDIRECT and text("HSTS_PRELOAD") == "1"
SILENCED_SYSTEM_CHECKS = ["security.W021"]
if words("TRUSTED_PROXIES"):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

report_errors(text("SENTRY_DSN"), text("RELEASE"), _site.hostname or "")
