"""Settings of the portal behind a front cache: the tests' database and files, all caches on."""

from pathlib import Path

from bps_portal.settings import base
from bps_portal.settings.env import required, text
from bps_portal.settings.test import *  # noqa: F403
from bps_portal.settings.test import CHANGES_ASKED_EVERY

MEDIA_ROOT = Path(required("STAND_MEDIA", "the folder of the uploads"))
PAGE_CACHE = text("PAGE_CACHE", "1") == "1"
CORE_PAGES_ROOT = text("CORE_PAGES_DIR")
ALERTS_CHECKED_EVERY = CHANGES_ASKED_EVERY
# For the worker, where one runs.
TASKS = base.TASKS
ROOT_URLCONF = "tests.stand.urls"
# Straight from the folders of the code.
WHITENOISE_USE_FINDERS = True
