"""Runs several programs side by side and stops all of them together."""

import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field

from . import LaunchError, tied

# Longer than gunicorn's own 10 seconds for answers under way.
STOP_SECONDS = 15
PAUSE = 0.1


@dataclass
class Program:
    """One program: its name before each line of output, its command, what it needs set."""

    name: str
    command: list[str]
    environment: dict[str, str] = field(default_factory=dict)
    # One that stumbled over a restarting database is started again, if it had lived that long.
    restart_after_seconds: float | None = None
    process: subprocess.Popen[bytes] | None = field(default=None, init=False)
    started: float = field(default=0.0, init=False)

    def start(self) -> None:
        """Start the program in a group of its own, out of reach of the terminal's Ctrl-C."""
        self.process = subprocess.Popen(
            tied.command(self.command),
            env=os.environ | self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        self.started = time.monotonic()
        threading.Thread(target=self._print, args=[self.process], daemon=True).start()

    def _print(self, process: subprocess.Popen[bytes]) -> None:
        if not process.stdout:
            return
        with process.stdout as output:
            for line in output:
                text = line.decode(errors="replace").rstrip()
                sys.stdout.write(f"{self.name:>9} | {text}\n")
                sys.stdout.flush()

    @property
    def status(self) -> int | None:
        """The exit status, or None while the program runs."""
        return self.process.poll() if self.process else None

    def send(self, sign: signal.Signals) -> None:
        """Send a signal to the program, and SIGKILL to all that it started too."""
        if self.process:
            with contextlib.suppress(ProcessLookupError):
                if sign is signal.SIGKILL:
                    os.killpg(self.process.pid, sign)
                else:
                    self.process.send_signal(sign)


class Supervisor:
    """Programs that live and end together."""

    def __init__(self) -> None:
        """Begin without any program."""
        self.programs: list[Program] = []
        self._asked_to_stop = threading.Event()

    def stop_on_signals(self) -> None:
        """Let Ctrl-C, a closed terminal and SIGTERM end `watch`."""
        for sign in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(sign, lambda *_: self._asked_to_stop.set())

    @property
    def asked_to_stop(self) -> bool:
        """Whether somebody asked for the end."""
        return self._asked_to_stop.is_set()

    def start(self, *programs: Program) -> None:
        """Start further programs and look after them from now on."""
        for program in programs:
            program.start()
            self.programs.append(program)

    def watch_once(self) -> None:
        """Look after the programs for a moment.

        Raises:
            LaunchError: when one of them ended by itself.
        """
        self._asked_to_stop.wait(PAUSE)
        for program in self.programs:
            status = program.status
            if status is None or self.asked_to_stop:
                continue
            lived = time.monotonic() - program.started
            least = program.restart_after_seconds
            if least is None or lived < least:
                raise LaunchError(f"The {program.name} process ended ({describe(status)}).")
            program.start()

    def stop(self) -> None:
        """Stop every program: politely, then after a while for good."""
        for program in self.programs:
            program.send(signal.SIGTERM)
        end = time.monotonic() + STOP_SECONDS
        while any(program.status is None for program in self.programs):
            if time.monotonic() > end:
                break
            time.sleep(0.02)
        for program in self.programs:
            # The group of an ended program may still hold what it started.
            program.send(signal.SIGKILL)
            if program.process:
                program.process.wait()


def describe(status: int) -> str:
    """Return an exit status in words."""
    if status < 0:
        return f"killed by {signal.Signals(-status).name}"
    return f"exit status {status}"
