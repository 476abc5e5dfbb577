"""Runs a program that the kernel ends when the one who started it dies, even by kill -9.

    python -m bps_portal.launcher.tied PARENT COMMAND...

Linux alone can do that; elsewhere the program merely runs.
"""

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1


def command(words: list[str]) -> list[str]:
    """Return the command line that ties `words` to the calling process."""
    return [sys.executable, "-m", __name__, str(os.getpid()), *words]


def main(words: list[str]) -> None:
    """Become the program of the command line."""
    parent, *program = words
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    # It may have died before the kernel was asked.
    if os.getppid() == int(parent):
        os.execvp(program[0], program)


if __name__ == "__main__":
    main(sys.argv[1:])
