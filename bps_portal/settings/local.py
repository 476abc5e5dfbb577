"""A developer's machine and `make run`: everything has a default, nothing is a secret."""

from .base import *  # noqa: F403
from .env import database, text

DEBUG = text("DEBUG") == "1"
SECRET_KEY = text("SECRET_KEY", "local-only: production refuses to start without a key of its own")
DATABASES = {"default": database(text("DATABASE_URL", "postgres:///bps_portal"))}
# No web server stands in front of the local site, so the application serves uploads itself.
SERVE_MEDIA = True
SECURITY_CONTACT = text("SECURITY_CONTACT", "mailto:security@example.org")
SILENCED_SYSTEM_CHECKS: list[str] = []
if DEBUG:
    STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
