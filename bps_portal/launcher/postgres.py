"""The embedded PostgreSQL: one call gives a database that answers.

Several processes may use it at once (`make run`, commands of manage.py, a test run). The first
one starts it, a keeper process of its own stops it after the last one.
"""

import os
import select
import subprocess
import time
from pathlib import Path

from . import CHECKOUT, LaunchError, cluster, keeper
from .binaries import find_programs
from .locks import FileLock
from .place import Place, place_for
from .progress import say

SLOW = 1.5
PATIENCE = cluster.START_SECONDS + 30
# Kept open until this process ends: closing the file would give the shared lock back.
_held: dict[Path, FileLock] = {}


def ensure_database(checkout: Path = CHECKOUT) -> str:
    """Return a DATABASE_URL whose server answers, starting the embedded one where needed.

    `DATABASE_URL` in the environment comes before everything else and is returned as it is.
    This process counts as a user of the embedded server until it ends or calls
    `release_database`.

    Raises:
        LaunchError: when no PostgreSQL can run here; its text says what to do.
    """
    if given := os.environ.get("DATABASE_URL"):
        return given
    try:
        place = place_for(checkout)
        place.make()
        return use(place)
    except OSError as error:
        message = f"The embedded PostgreSQL cannot be set up ({error}): set DATABASE_URL instead."
        raise LaunchError(message) from error


def use(place: Place) -> str:
    """Count this process as a user of the server at `place`; return its DATABASE_URL."""
    if place.folder not in _held:
        users = keeper.users_lock(place)
        place.give(place.folder / "users.lock")
        # Waits while the keeper stops the server after its last user.
        users.share()
        _held[place.folder] = users
    with FileLock(place.folder / "start.lock"):
        place.give(place.folder / "start.lock")
        port = _port_of_kept_server(place) or _start(place)
    return cluster.url(place, port)


def release_database() -> None:
    """Stop using the embedded server; where nobody else does, return once it has stopped."""
    while _held:
        folder, users = _held.popitem()
        last = users.try_own()
        users.release()
        if last:
            _wait_for_the_end(folder, users)
        users.close()


def _wait_for_the_end(folder: Path, users: FileLock) -> None:
    gone = keeper.keeper_lock(Place(folder))
    end = time.monotonic() + cluster.STOP_SECONDS
    while time.monotonic() < end and not gone.wait_until_free(0):
        if users.try_own():
            users.release()
        elif users.try_share():
            # Somebody new shares the server: it stays.
            users.release()
            break
        time.sleep(0.05)
    gone.close()


def _port_of_kept_server(place: Place) -> int | None:
    """Return the port of a server that is ready and watched over, or None where there is none."""
    lock = keeper.keeper_lock(place)
    end = time.monotonic() + PATIENCE
    try:
        while lock.is_held() and time.monotonic() < end:
            server = cluster.running(place)
            if server and server.ready and cluster.answers(server.port):
                return server.port
            time.sleep(0.05)
        return None
    finally:
        lock.close()


def _start(place: Place) -> int:
    programs = find_programs(place, cluster.data_version(place))
    if cluster.data_version(place) is None:
        cluster.create(place, programs)
    with cluster.log_file(place).open("ab") as log:
        process = subprocess.Popen(
            keeper.command(place, programs),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=log,
            cwd=CHECKOUT,
            start_new_session=True,
        )
    answer = _first_line(process)
    # Made by root; another day the owner of the folder may start it.
    for name in ("keeper.lock", "server.log", "port"):
        if (place.folder / name).exists():
            place.give(place.folder / name)
    kind, _, rest = answer.partition(" ")
    if kind == "port":
        return int(rest)
    raise LaunchError(rest or f"The keeper of PostgreSQL ended: {cluster.last_complaint(place)}")


def _first_line(process: subprocess.Popen[bytes]) -> str:
    """Return what the keeper says first, telling the reader when that takes long."""
    stream = process.stdout
    if stream is None:
        return ""
    with stream:
        if not select.select([stream], [], [], SLOW)[0]:
            say("Waiting for PostgreSQL to start ...")
        answer = stream.readline().decode().strip()
    process.wait()
    return answer
