"""`make run` itself: from nothing to a page that answers, and back to nothing."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from bps_portal.launcher import CHECKOUT, LaunchError, __main__, prepared
from bps_portal.launcher.keeper import free_port

from .conftest import query

START_SECONDS = 300


def run(words: list[str], environment: dict[str, str]) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "bps_portal.launcher", *words],
        env=os.environ | environment,
        cwd=CHECKOUT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )


def read_until(process: subprocess.Popen[str], sign: str) -> str:
    """Return what a process wrote until a line holds `sign`, or until it ended."""
    patience = threading.Timer(START_SECONDS, process.kill)
    patience.start()
    seen = ""
    assert process.stdout
    for line in process.stdout:
        seen += line
        if sign in line:
            break
    patience.cancel()
    return seen


def processes_of(session: int) -> list[str]:
    found = subprocess.run(
        ["pgrep", "-s", str(session)], capture_output=True, text=True, check=False
    )
    return found.stdout.split()


@pytest.fixture
def environment(database: str) -> dict[str, str]:
    query(database, "DROP SCHEMA public CASCADE")
    query(database, "CREATE SCHEMA public")
    return {
        "DATABASE_URL": database,
        "DJANGO_SETTINGS_MODULE": "bps_portal.settings.test",
        "DEMO_PASSWORD": "chosen by the test",
        "PORT": str(free_port()),
    }


def answer(port: str, path: str) -> int:
    connection = http.client.HTTPConnection("127.0.0.1", int(port), timeout=60)
    try:
        connection.request("GET", path)
        return connection.getresponse().status
    finally:
        connection.close()


def test_it_serves_and_ctrl_c_stops_everything(environment: dict[str, str]) -> None:
    process = run(["run"], environment)
    shown = read_until(process, "  password  ")
    assert "The portal is up." in shown, shown
    assert f"http://127.0.0.1:{environment['PORT']}/fr/" in shown
    assert f"http://127.0.0.1:{environment['PORT']}/nl/" in shown
    assert answer(environment["PORT"], "/admin/login/") == 200
    # A second one finds the port taken.
    second = run(["run"], environment)
    assert f"Port {environment['PORT']} cannot be used" in read_until(second, "Port")
    assert second.wait() == 1
    second.communicate()
    os.killpg(process.pid, signal.SIGINT)
    rest, _ = process.communicate(timeout=60)
    assert process.returncode == 0, rest
    assert rest.endswith("Stopped.\n")
    assert processes_of(process.pid) == []
    with pytest.raises(ConnectionRefusedError):
        answer(environment["PORT"], "/")


def test_a_database_that_does_not_answer_is_one_sentence(environment: dict[str, str]) -> None:
    gone = f"postgres://nobody@127.0.0.1:{free_port()}/nothing"
    process = run(["run"], environment | {"DATABASE_URL": gone})
    shown, _ = process.communicate(timeout=60)
    assert process.returncode == 1
    assert "The database of DATABASE_URL does not answer" in shown
    assert "Traceback" not in shown


def test_a_site_that_cannot_be_prepared_is_one_sentence(
    environment: dict[str, str], database: str
) -> None:
    # Django's first migration finds its table taken.
    query(database, "CREATE TABLE django_content_type (taken int)")
    process = run(["dev"], environment)
    shown, _ = process.communicate(timeout=120)
    assert process.returncode == 1
    assert shown.endswith("The site could not be prepared: see the lines above.\n")


def test_ctrl_c_before_the_site_is_up_ends_quietly(environment: dict[str, str]) -> None:
    process = run(["run"], environment)
    read_until(process, "Applying")
    os.killpg(process.pid, signal.SIGINT)
    rest, _ = process.communicate(timeout=60)
    assert process.returncode == 130
    assert rest.endswith("Stopped before the site was up.\n")
    assert processes_of(process.pid) == []


@pytest.mark.parametrize("words", [[], ["jump"], ["run", "twice"]])
def test_anything_else_is_told_the_usage(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert __main__.main(words) == 2
    assert "run|dev" in capsys.readouterr().err


@pytest.mark.parametrize("port", ["no", "0", "65536", "-1", "８000"])
def test_a_port_that_is_none_is_refused(port: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", port)
    with pytest.raises(LaunchError, match=r"PORT must be a number from 1 to 65535"):
        __main__.chosen_port()


def test_a_taken_port_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        monkeypatch.setenv("PORT", str(port))
        with pytest.raises(LaunchError, match=rf"Port {port} cannot be used .* set PORT"):
            __main__.chosen_port()


def test_the_launcher_starts_without_loading_django() -> None:
    code = "import sys, bps_portal.launcher.__main__; sys.exit('django' in sys.modules)"
    subprocess.run([sys.executable, "-c", code], cwd=CHECKOUT, check=True)


@pytest.fixture
def small_site(tmp_path: Path, database: str, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DATABASE_URL", database)
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "bps_portal.settings.local")
    (tmp_path / "static").mkdir()
    (tmp_path / "static" / "site.css").write_text("a {}")
    return tmp_path


def change_a_file(site: Path, _url: str) -> None:
    (site / "static" / "site.css").write_text("b {}")


def add_a_migration(site: Path, _url: str) -> None:
    (site / "news" / "migrations").mkdir(parents=True)
    (site / "news" / "migrations" / "0001_initial.py").touch()


def migrate(_site: Path, url: str) -> None:
    query(url, "CREATE TABLE django_migrations (id int, app text, name text, applied text)")
    query(url, "INSERT INTO django_migrations VALUES (1, 'news', '0001', 'now')")


@pytest.mark.parametrize("change", [change_a_file, add_a_migration, migrate])
def test_what_was_prepared_is_seen_to_change(
    small_site: Path, database: str, change: Callable[[Path, str], None]
) -> None:
    query(database, "DROP TABLE IF EXISTS django_migrations")
    before = prepared.state(small_site)
    assert prepared.state(small_site) == before
    change(small_site, database)
    assert prepared.state(small_site) != before
