"""One PostgreSQL data folder: made, started, asked how it is, stopped."""

import contextlib
import os
import re
import secrets
import shutil
import signal
import socket
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

from . import LaunchError
from .binaries import Programs
from .place import Place
from .progress import say

DATABASE = "bps_portal"
ROLE = "bps_portal"
HOST = "127.0.0.1"
# The first that this machine has. Without one that knows letters beyond ASCII, PostgreSQL's text
# search would take « and ’ for letters.
CHARACTER_TYPES = ("C.UTF-8", "C.utf8", "en_US.UTF-8", "C")
START_SECONDS = 120
STOP_SECONDS = 60
LOG_LIMIT = 5_000_000
# Linux tells there what a process is; elsewhere a process number has to be enough.
PROC = Path("/proc")


@dataclass(frozen=True)
class Running:
    """A server process, as its own lock file in the data folder tells."""

    pid: int
    port: int
    ready: bool


def password_file(place: Place) -> Path:
    """Return the file that holds the password of the database's only role."""
    return place.cluster / "password"


def log_file(place: Place) -> Path:
    """Return the file that the server writes its messages to."""
    return place.folder / "server.log"


def url(place: Place, port: int) -> str:
    """Return the DATABASE_URL of the server that listens on `port`."""
    password = password_file(place).read_text().strip()
    return f"postgres://{ROLE}:{password}@{HOST}:{port}/{DATABASE}"


def data_version(place: Place) -> int | None:
    """Return the major version that made the data, or None where there are none."""
    try:
        return int((place.data / "PG_VERSION").read_text())
    except FileNotFoundError:
        return None


def create(place: Place, programs: Programs) -> None:
    """Make the data folder with its database; it appears whole or not at all.

    Raises:
        LaunchError: with the program's own complaint.
    """
    say(f"Creating the database (once, PostgreSQL {programs.major}) ...")
    fresh = place.folder / "cluster.new"
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(mode=0o700)
    password = fresh / "password"
    password.touch(mode=0o600)
    password.write_text(f"{secrets.token_hex(24)}\n")
    place.give(fresh)
    _initialise(place, programs, fresh / "data", password)
    # Single-user mode makes the database before any server listens.
    _run(
        place,
        [programs.path("postgres"), "--single", "-D", str(fresh / "data"), "template1"],
        typed=f"CREATE DATABASE {DATABASE};\n",
    )
    fresh.rename(place.cluster)


def _initialise(place: Place, programs: Programs, data: Path, password: Path) -> None:
    command = [
        programs.path("initdb"),
        f"--pgdata={data}",
        f"--username={ROLE}",
        f"--pwfile={password}",
        "--auth=scram-sha-256",
        "--encoding=UTF8",
    ]
    # The builtin provider sorts and changes case alike on every machine, with or without ICU.
    builtin = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    problem: LaunchError | None = None
    for character_type in CHARACTER_TYPES:
        locale = ["--locale=C", f"--lc-ctype={character_type}"]
        if programs.major >= 17:
            locale += builtin
        try:
            _run(place, command + locale)
        except LaunchError as error:
            problem = error
            if "invalid locale name" not in str(error):
                break
        else:
            return
    if problem:
        raise problem


def _run(place: Place, command: list[str], typed: str | None = None) -> None:
    done = subprocess.run(
        command, input=typed or "", capture_output=True, text=True, check=False,
        **place.process_options(),
    )  # fmt: skip
    if done.returncode or "ERROR:" in done.stderr or "FATAL:" in done.stderr:
        complaint = " ".join(done.stderr.split())
        name = Path(command[0]).name
        message = f"PostgreSQL's {name} failed in {place.folder}: {complaint}"
        raise LaunchError(message)


def running(place: Place) -> Running | None:
    """Return the live server of the data folder, or None.

    A lock file that a killed server left behind counts as none.
    """
    try:
        lines = (place.data / "postmaster.pid").read_text().splitlines()
        pid, port = int(lines[0]), int(lines[3])
    except (FileNotFoundError, IndexError, ValueError):
        return None
    if not _is_server(pid, place):
        return None
    return Running(pid, port, ready=len(lines) > 7 and lines[7].strip() == "ready")


def _is_server(pid: int, place: Place) -> bool:
    if not PROC.is_dir():
        return _exists(pid)
    # The number may meanwhile belong to another program. A server works inside its data folder.
    return _working_folder(pid) == place.data.resolve()


def _exists(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _working_folder(pid: int) -> Path | None:
    """Return where a process works; None for a dead one and for another user's."""
    try:
        return (PROC / str(pid) / "cwd").readlink()
    except OSError:
        return None


def clear_stale_lock(place: Place) -> None:
    """Remove the lock file of a dead server whose number another program now has.

    PostgreSQL itself would refuse to start, since it only asks whether that number is in use.
    """
    if running(place) or not PROC.is_dir():
        return
    numbers = (int(entry.name) for entry in PROC.iterdir() if entry.name.isdigit())
    if any(_working_folder(number) == place.data.resolve() for number in numbers):
        return
    (place.data / "postmaster.pid").unlink(missing_ok=True)


def start(place: Place, programs: Programs, port: int) -> subprocess.Popen[bytes]:
    """Start the server on a port of 127.0.0.1 and return at once."""
    log = log_file(place)
    if log.exists() and log.stat().st_size > LOG_LIMIT:
        log.unlink()
    command = [programs.path("postgres"), "-D", str(place.data)]
    settings = {
        "listen_addresses": HOST,
        "port": port,
        # No socket file: its path may not be longer than 107 bytes.
        "unix_socket_directories": "",
        "max_connections": 100,
        "shared_buffers": "128MB",
        "jit": "off",
    }
    for name, value in settings.items():
        command += ["-c", f"{name}={value}"]
    with log.open("ab") as output:
        return subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,
            **place.process_options(),
        )


def wait_until_ready(place: Place, process: subprocess.Popen[bytes]) -> Running:
    """Wait until a started server answers.

    Raises:
        LaunchError: when it ended instead, or is not ready in time; with its last complaint.
    """
    begun = time.monotonic()
    while time.monotonic() - begun < START_SECONDS:
        if process.poll() is not None:
            break
        server = running(place)
        if server and server.ready and answers(server.port):
            return server
        time.sleep(0.02)
    else:
        process.send_signal(signal.SIGQUIT)
    raise LaunchError(f"PostgreSQL did not start: {last_complaint(place)}")


def answers(port: int) -> bool:
    """Say whether something accepts connections on a port of this machine."""
    try:
        socket.create_connection((HOST, port), timeout=2).close()
    except OSError:
        return False
    return True


def last_complaint(place: Place) -> str:
    """Return the last error in the server's log, with the path of the log."""
    log = log_file(place)
    lines = log.read_text(errors="replace").splitlines()[-50:] if log.exists() else []
    errors = [line for line in lines if re.search(r"FATAL|PANIC|error", line)]
    found = (errors or lines or ["it said nothing"])[-1].strip()
    return f"{found} (see {log})"


def stop(place: Place) -> None:
    """Stop the server of the data folder, ending its connections but losing no data."""
    for sign in (signal.SIGINT, signal.SIGQUIT):
        server = running(place)
        if not server:
            return
        with contextlib.suppress(ProcessLookupError):
            os.kill(server.pid, sign)
        end = time.monotonic() + STOP_SECONDS
        while running(place) and time.monotonic() < end:
            time.sleep(0.02)
