"""Says whether this process answers, and whether it can do its work, for whoever sends readers to it.

Both answer by any name or number of the machine, redirect nowhere and tell strangers no more than
yes or no; the log says what is wrong.
"""

import logging
import os
from collections.abc import Callable
from http import HTTPStatus
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.core.cache import cache
from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from bps_portal.content.disk_storage import free_bytes

logger = logging.getLogger(__name__)

LIVE = "/healthz/live"
READY = "/healthz/ready"
# Less, and the next upload or log may be the last.
LEAST_FREE_BYTES = 200 * 1024 * 1024


class NotReadyError(Exception):
    """What is wrong, in a few words for the log."""


def say_health(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable:
    """Return middleware that answers `/healthz/live` and `/healthz/ready`.

    It stands before everything else: no host is checked, no scheme, no language.
    """

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if request.path_info == LIVE:
            return _answer(HTTPStatus.OK, "ok")
        if request.path_info == READY:
            return _readiness()
        return get_response(request)

    return middleware


def _readiness() -> HttpResponse:
    try:
        for check in (_database, _cache, _disk):
            check()
    except NotReadyError as problem:
        logger.warning("Not ready: %s", problem)
        return _answer(HTTPStatus.SERVICE_UNAVAILABLE, "not ready")
    return _answer(HTTPStatus.OK, "ok")


def _answer(status: HTTPStatus, word: str) -> HttpResponse:
    return HttpResponse(
        f"{word}\n",
        status=status,
        content_type="text/plain; charset=utf-8",
        headers={"Cache-Control": "no-store"},
    )


def migrations_to_run() -> list[Any]:
    """Return the plan of the migrations that the database lacks, each with its direction.

    Raises:
        Error: where the database does not answer (django.db).
    """
    executor = MigrationExecutor(connection)
    plan: list[Any] = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return plan


def _database() -> None:
    try:
        missing = migrations_to_run()
    except Error as error:
        raise NotReadyError(f"the database does not answer: {error}") from error
    if missing:
        raise NotReadyError(
            f"migrations are missing: {', '.join(str(step) for step, _ in missing)}"
        )


def _cache() -> None:
    word = uuid4().hex
    try:
        cache.set("delivery.health", word, timeout=60)
        found = cache.get("delivery.health")
    # Whatever a cache's own library raises.
    except Exception as error:
        raise NotReadyError(f"the cache does not answer: {error}") from error
    if found is None:
        raise NotReadyError("the cache keeps nothing")


def _disk() -> None:
    if settings.S3["S3_BUCKET"]:
        return
    folder = Path(settings.MEDIA_ROOT)
    if folder.exists() and not os.access(folder, os.W_OK):
        raise NotReadyError("the folder of uploads cannot be written")
    free = free_bytes(folder)
    if free < LEAST_FREE_BYTES:
        raise NotReadyError(f"{free // 1024 // 1024} MB are left on the disk of uploads")
