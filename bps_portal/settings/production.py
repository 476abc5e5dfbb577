"""Production: strict by default, refuses to start without its secrets."""

from urllib.parse import urlsplit

from .base import *  # noqa: F403
from .env import database, required, text, words

DEBUG = False
SERVE_MEDIA = False
# A copy of the site for trials sets CRAWLABLE=0.
CRAWLABLE = text("CRAWLABLE", "1") == "1"
CHECK_EXTERNAL_LINKS = text("CHECK_EXTERNAL_LINKS", "1") == "1"
SECRET_KEY = required("SECRET_KEY", "a long random text that only this site knows")
ALLOWED_HOSTS = [
    *required("ALLOWED_HOSTS", "the host names of the site, separated by commas").split(","),
    *FORMER_HOSTS,
]
DATABASES = {
    "default": database(required("DATABASE_URL", "such as postgres://user:password@host/name"))
}
WAGTAILADMIN_BASE_URL = required("SITE_URL", "the public address, such as https://www.example.org")

SECURE_SSL_REDIRECT = urlsplit(WAGTAILADMIN_BASE_URL).scheme == "https"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT
SECURE_HSTS_SECONDS = 31_536_000 if SECURE_SSL_REDIRECT else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_SSL_REDIRECT
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
if words("TRUSTED_PROXIES"):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
