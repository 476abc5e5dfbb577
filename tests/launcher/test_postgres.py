"""The embedded database: shared by its users, stopped after the last, unharmed by kill -9."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psycopg2
import pytest

from bps_portal.launcher import CHECKOUT, LaunchError, cluster, keeper, postgres
from bps_portal.launcher.binaries import Programs
from bps_portal.launcher.place import Place

from .conftest import query, server_number

USER = """
import sys
from pathlib import Path
from bps_portal.launcher.postgres import ensure_database
print(ensure_database(Path(sys.argv[1])), flush=True)
sys.stdin.read()
"""


def eventually(what: Callable[[], bool], seconds: float = 20) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            if what():
                return True
        except psycopg2.OperationalError:
            pass
        time.sleep(0.05)
    return False


def another_user(checkout: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", USER, checkout],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=CHECKOUT,
    )


def end(process: subprocess.Popen[str]) -> None:
    process.communicate()


def keeper_number(place: Place) -> int:
    found = subprocess.run(
        ["pgrep", "-f", f"launcher.keeper {place.folder} "], capture_output=True, check=True
    )
    return int(found.stdout)


def test_an_address_of_the_caller_comes_first(
    checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://elsewhere/portal")
    assert postgres.ensure_database(checkout) == "postgres://elsewhere/portal"
    assert list(checkout.iterdir()) == []


def test_it_starts_once_and_stops_after_its_last_user(
    installed: Path, server: Place, database: str
) -> None:
    number = server_number(server)
    assert postgres.ensure_database(installed) == database
    assert server_number(server) == number
    postgres.release_database()
    assert cluster.running(server) is None
    assert query(postgres.ensure_database(installed), "SELECT number FROM kept") == [(7,)]


def test_it_stays_for_a_user_who_came_later(installed: Path, server: Place, database: str) -> None:
    other = another_user(installed)
    assert other.stdout
    assert other.stdout.readline().strip() == database
    postgres.release_database()
    assert query(database, "SELECT number FROM kept") == [(7,)]
    end(other)
    assert eventually(lambda: cluster.running(server) is None)


def test_a_killed_user_does_not_keep_it_alive(
    installed: Path, server: Place, database: str
) -> None:
    postgres.release_database()
    other = another_user(installed)
    assert other.stdout
    other.stdout.readline()
    assert cluster.running(server)
    other.kill()
    end(other)
    assert eventually(lambda: cluster.running(server) is None)


def test_a_killed_server_comes_back_at_the_same_address(server: Place, database: str) -> None:
    os.kill(server_number(server), signal.SIGKILL)
    assert eventually(lambda: query(database, "SELECT number FROM kept") == [(7,)])


def test_a_killed_keeper_is_replaced(installed: Path, server: Place, database: str) -> None:
    number = server_number(server)
    os.kill(keeper_number(server), signal.SIGKILL)
    assert postgres.ensure_database(installed) == database
    assert server_number(server) == number
    postgres.release_database()
    assert cluster.running(server) is None


def test_nothing_is_lost_when_everything_was_killed(
    installed: Path, server: Place, database: str
) -> None:
    os.kill(keeper_number(server), signal.SIGKILL)
    os.kill(server_number(server), signal.SIGKILL)
    again = postgres.ensure_database(installed)
    assert query(again, "SELECT number FROM kept") == [(7,)]


def test_a_lock_file_whose_number_now_names_another_program_is_no_obstacle(
    installed: Path, server: Place, database: str
) -> None:
    postgres.release_database()
    stale = server.data / "postmaster.pid"
    stale.write_text(f"{os.getpid()}\n{server.data}\n0\n1\n\n127.0.0.1\n  0 0\nready\n")
    server.give(stale)
    again = postgres.ensure_database(installed)
    assert query(again, "SELECT number FROM kept") == [(7,)]


def test_a_taken_port_is_replaced(installed: Path, server: Place, database: str) -> None:
    postgres.release_database()
    port = int((server.folder / "port").read_text())
    with cluster.socket.create_server((cluster.HOST, port)):
        again = postgres.ensure_database(installed)
        assert f":{port}/" not in again
        assert query(again, "SELECT number FROM kept") == [(7,)]


def test_nobody_enters_without_the_password(server: Place, database: str) -> None:
    assert cluster.password_file(server).stat().st_mode & 0o077 == 0
    assert server.folder.stat().st_mode & 0o077 == 0
    port = int((server.folder / "port").read_text())
    with pytest.raises(psycopg2.OperationalError, match="password"):
        psycopg2.connect(host=cluster.HOST, port=port, user=cluster.ROLE, dbname=cluster.DATABASE)


def test_letters_are_letters_beyond_ascii(database: str) -> None:
    sql = "SELECT lower('ÉÀÇ'), to_tsvector('french', '« L’école »')::text, 'e' < 'é'"
    assert query(database, sql) == [("éàç", "'écol':2", True)]


def test_the_extensions_are_at_hand(database: str) -> None:
    names = "SELECT count(*) FROM pg_available_extensions WHERE name IN "
    assert query(database, f"{names}('unaccent', 'pg_trgm', 'btree_gin')") == [(3,)]


def test_a_server_that_cannot_start_says_why(installed: Path, server: Place, database: str) -> None:
    postgres.release_database()
    settings = server.data / "postgresql.conf"
    right = settings.read_text()
    settings.write_text("max_connections = 'many'\n")
    try:
        with pytest.raises(LaunchError, match=r"did not start: .*contains errors.*server\.log"):
            postgres.ensure_database(installed)
    finally:
        settings.write_text(right)


def test_a_second_keeper_leaves_the_first_alone(server: Place, database: str) -> None:
    programs = Programs(Path("/nowhere"), 18)
    second = subprocess.run(
        keeper.command(server, programs), capture_output=True, text=True, cwd=CHECKOUT, check=True
    )
    assert second.stdout == ""
    assert query(database, "SELECT number FROM kept") == [(7,)]
