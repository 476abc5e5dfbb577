"""The process that keeps the embedded server alive for as long as somebody uses it.

Users hold a shared lock, which the kernel gives back however they end. Once the keeper gets the
lock alone, nobody is left: it stops the server and ends. A server that was killed meanwhile is
started again on the same port, so that the addresses which its users hold stay right.
"""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

from . import LaunchError, cluster
from .binaries import Programs
from .locks import FileLock
from .place import Account, Place

PAUSE = 0.1
# Processes of a killed server keep its shared memory for a moment.
ATTEMPTS = 40
ATTEMPT_PAUSE = 0.25


def users_lock(place: Place) -> FileLock:
    """Return the lock that every user of the server shares."""
    return FileLock(place.folder / "users.lock")


def keeper_lock(place: Place) -> FileLock:
    """Return the lock that a keeper holds all its life."""
    return FileLock(place.folder / "keeper.lock")


def command(place: Place, programs: Programs) -> list[str]:
    """Return the command line of a keeper."""
    account = place.account
    words = [str(place.folder), str(programs.folder), str(programs.major)]
    if account:
        words += [account.name, str(account.uid), str(account.gid)]
    return [sys.executable, "-m", __name__, *words]


class Keeper:
    """One server and the wish to keep it."""

    def __init__(self, place: Place, programs: Programs) -> None:
        """Take the place and the programs; nothing happens yet."""
        self.place = place
        self.programs = programs
        self.process: subprocess.Popen[bytes] | None = None
        self.port = 0
        self.told_to_stop = False

    def bring_up(self) -> None:
        """Start the server, or adopt the one that a killed keeper left behind.

        Raises:
            LaunchError: when it cannot start.
        """
        if server := cluster.running(self.place):
            self._adopt(server)
            return
        # One that was killed comes back where its users look for it.
        kept_port = self.port
        for attempt in range(ATTEMPTS):
            if attempt:
                time.sleep(ATTEMPT_PAUSE)
            cluster.clear_stale_lock(self.place)
            self.port = kept_port or self._first_port()
            self.process = cluster.start(self.place, self.programs, self.port)
            try:
                cluster.wait_until_ready(self.place, self.process)
            except LaunchError as error:
                if attempt + 1 == ATTEMPTS or not _passes(str(error)):
                    raise
            else:
                (self.place.folder / "port").write_text(f"{self.port}\n")
                return

    def _adopt(self, server: cluster.Running) -> None:
        self.port = server.port
        end = time.monotonic() + cluster.START_SECONDS
        while server and not server.ready and time.monotonic() < end:
            time.sleep(PAUSE)
            server = cluster.running(self.place) or server

    def _first_port(self) -> int:
        """Return the port of the last time where it is free, so that bookmarks of tools last."""
        try:
            last = int((self.place.folder / "port").read_text())
        except (FileNotFoundError, ValueError):
            return free_port()
        return last if is_free(last) else free_port()

    def is_up(self) -> bool:
        """Say whether the server still lives."""
        if self.process:
            return self.process.poll() is None
        return cluster.running(self.place) is not None

    def watch(self, users: FileLock) -> None:
        """Keep the server until nobody uses it, then stop it."""
        while not self.told_to_stop and not users.try_own():
            if not self.is_up():
                self.process = None
                self.bring_up()
            time.sleep(PAUSE)
        cluster.stop(self.place)
        if self.process:
            self.process.wait()


def is_free(port: int) -> bool:
    """Say whether a port of 127.0.0.1 can be listened on."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((cluster.HOST, port))
        except OSError:
            return False
    return True


def free_port() -> int:
    """Return a port of 127.0.0.1 that nobody listens on."""
    with socket.socket() as probe:
        probe.bind((cluster.HOST, 0))
        return int(probe.getsockname()[1])


def _passes(complaint: str) -> bool:
    """Say whether a failed start is worth another try."""
    return any(
        sign in complaint
        for sign in ("shared memory block", "still in use", "could not bind", "listen socket")
    )


def main(words: list[str]) -> int:
    """Keep the server that the words name; write the port, or a complaint, to standard output."""
    # Nobody's child: whoever started it may live longer or shorter.
    if os.fork():
        return 0
    folder, programs, major, *account = words
    place = Place(
        Path(folder), Account(account[0], int(account[1]), int(account[2])) if account else None
    )
    return keep(place, Programs(Path(programs), int(major)))


def keep(place: Place, programs: Programs) -> int:
    """Keep the server until nobody uses it; return the exit status."""
    lock = keeper_lock(place)
    if not lock.try_own():
        return 0
    keeper = Keeper(place, programs)

    def stop(*_: object) -> None:
        keeper.told_to_stop = True

    signal.signal(signal.SIGTERM, stop)
    for ignored in (signal.SIGINT, signal.SIGHUP):
        signal.signal(ignored, signal.SIG_IGN)
    try:
        keeper.bring_up()
    except LaunchError as error:
        _answer(f"error {error}")
        return 1
    _answer(f"port {keeper.port}")
    try:
        keeper.watch(users_lock(place))
    except LaunchError as error:
        with cluster.log_file(place).open("a") as log:
            log.write(f"keeper: gave up: {error}\n")
        return 1
    return 0


def _answer(text: str) -> None:
    """Tell the one who started this process, who may be gone, then let go of its output."""
    with contextlib.suppress(BrokenPipeError):
        os.write(sys.stdout.fileno(), f"{text}\n".encode())
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, sys.stdout.fileno())
    os.close(nothing)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
