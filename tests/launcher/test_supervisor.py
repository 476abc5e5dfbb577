"""Programs that live and end together."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from bps_portal.launcher import CHECKOUT, LaunchError, tied
from bps_portal.launcher.supervisor import Program, Supervisor, describe

SLEEP = [sys.executable, "-c", "import time; time.sleep(600)"]
DEAF = """
import signal, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
print("deaf", flush=True)
time.sleep(600)
"""
PARENT = f"""
import subprocess, time
from bps_portal.launcher import tied
child = subprocess.Popen(tied.command({SLEEP!r}))
time.sleep(1)
print(child.pid, flush=True)
time.sleep(600)
"""


@pytest.fixture(autouse=True)
def _in_the_checkout(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(CHECKOUT)


def is_alive(number: int) -> bool:
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    status = Path(f"/proc/{number}/stat")
    return not status.exists() or status.read_text().split(")")[1].split()[0] != "Z"


def test_one_that_ends_is_named_and_the_others_are_stopped() -> None:
    supervisor = Supervisor()
    ends = Program("short", [sys.executable, "-c", "raise SystemExit(3)"])
    stays = Program("long", SLEEP)
    supervisor.start(ends, stays)
    assert ends.process
    ends.process.wait()
    with pytest.raises(LaunchError, match=r"The short process ended \(exit status 3\)"):
        supervisor.watch_once()
    supervisor.stop()
    assert stays.process
    assert not is_alive(stays.process.pid)


def test_one_that_may_is_started_again() -> None:
    supervisor = Supervisor()
    program = Program("worker", SLEEP, restart_after_seconds=0.0)
    supervisor.start(program)
    assert program.process
    first = program.process
    first.kill()
    first.wait()
    supervisor.watch_once()
    assert program.process is not first
    assert program.status is None
    supervisor.stop()


def test_a_deaf_one_is_killed(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("bps_portal.launcher.supervisor.STOP_SECONDS", 0.2)
    supervisor = Supervisor()
    program = Program("deaf", [sys.executable, "-c", DEAF])
    supervisor.start(program)
    seen = ""
    while "| deaf" not in seen:
        seen += capfd.readouterr().out
        time.sleep(0.02)
    supervisor.stop()
    assert program.status == -signal.SIGKILL


def test_a_signal_asks_for_the_end() -> None:
    before = {sign: signal.getsignal(sign) for sign in (signal.SIGINT, signal.SIGTERM)}
    hang_up = signal.getsignal(signal.SIGHUP)
    supervisor = Supervisor()
    supervisor.stop_on_signals()
    try:
        os.kill(os.getpid(), signal.SIGTERM)
        supervisor.watch_once()
        assert supervisor.asked_to_stop
    finally:
        for sign, handler in (before | {signal.SIGHUP: hang_up}).items():
            signal.signal(sign, handler)


@pytest.mark.skipif(sys.platform != "linux", reason="Linux alone ends orphans")
def test_a_program_ends_with_a_killed_parent() -> None:
    parent = subprocess.Popen([sys.executable, "-c", PARENT], stdout=subprocess.PIPE, text=True)
    assert parent.stdout
    child = int(parent.stdout.readline())
    assert is_alive(child)
    parent.kill()
    parent.communicate()
    end = time.monotonic() + 10
    while is_alive(child) and time.monotonic() < end:
        time.sleep(0.05)
    assert not is_alive(child)


def test_a_program_whose_parent_is_gone_already_does_not_start() -> None:
    words = tied.command([sys.executable, "-c", "print('ran')"])
    words[3] = "1"
    done = subprocess.run(words, capture_output=True, text=True, check=True)
    assert done.stdout == ""


def test_a_status_in_words() -> None:
    assert describe(-9) == "killed by SIGKILL"
    assert describe(1) == "exit status 1"
