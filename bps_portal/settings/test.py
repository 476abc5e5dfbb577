"""The test suite: quick password hashing, immediate tasks, files in a temporary folder."""

import tempfile
from pathlib import Path

from .base import *  # noqa: F403
from .env import database, text

SECRET_KEY = "tests only"  # noqa: S105
DATABASES = {"default": database(text("DATABASE_URL", "postgres:///bps_portal"))}
# A migrated database to copy, made by the launcher's pytest plugin.
if template := text("TEST_DATABASE_TEMPLATE"):
    DATABASES["default"]["TEST"] = {"TEMPLATE": template}
ALLOWED_HOSTS = ["*"]
WAGTAILADMIN_BASE_URL = "http://localhost"
SERVE_MEDIA = True
# Tests change what readers see in transactions that are never committed.
PAGE_CACHE = False
CORE_PAGES_ROOT = ""
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# It wants tasks in the database.
DAILY_COMMANDS.remove("prune_db_task_results")
TASKS = {"default": {"BACKEND": "django.tasks.backends.immediate.ImmediateBackend"}}
MAILERS = {"default": {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"}}
MEDIA_ROOT = Path(tempfile.mkdtemp(prefix="bps-media-"))
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
WHITENOISE_AUTOREFRESH = True
# So that a page costs as many queries each time.
ALERTS_CHECKED_EVERY = 3600.0
# Tests sign in without a request, which axes asks for.
AXES_ENABLED = False
