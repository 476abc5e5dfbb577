"""File locks that the kernel gives back when a process ends, however it ends."""

import fcntl
import os
import time
from pathlib import Path
from typing import Self


class FileLock:
    """One lock on one file, shared or exclusive.

    Children never inherit it: Python opens files close-on-exec.
    """

    def __init__(self, path: Path) -> None:
        """Open the file of the lock, making it when needed; nothing is locked yet."""
        self._fd = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)

    def share(self) -> None:
        """Wait until nobody holds the lock exclusively, then hold it together with others."""
        fcntl.flock(self._fd, fcntl.LOCK_SH)

    def own(self) -> None:
        """Wait until nobody else holds the lock, then hold it alone."""
        fcntl.flock(self._fd, fcntl.LOCK_EX)

    def try_share(self) -> bool:
        """Share the lock if that is possible at once; say whether it was."""
        return self._try(fcntl.LOCK_SH)

    def try_own(self) -> bool:
        """Hold the lock alone if that is possible at once; say whether it was.

        A lock held before is lost when it was not (as flock(2) tells).
        """
        return self._try(fcntl.LOCK_EX)

    def release(self) -> None:
        """Give the lock back; the file stays open for another turn."""
        fcntl.flock(self._fd, fcntl.LOCK_UN)

    def close(self) -> None:
        """Give the lock back and close its file."""
        os.close(self._fd)

    def is_held(self) -> bool:
        """Say whether anybody else holds the lock, leaving it free where not."""
        if self.try_own():
            self.release()
            return False
        return True

    def wait_until_free(self, seconds: float) -> bool:
        """Wait at most `seconds` until nobody else holds the lock; say whether that came true."""
        end = time.monotonic() + seconds
        while self.is_held():
            if time.monotonic() > end:
                return False
            time.sleep(0.02)
        return True

    def __enter__(self) -> Self:
        """Hold the lock alone inside the `with` block."""
        self.own()
        return self

    def __exit__(self, *_: object) -> None:
        """Give the lock back and close its file."""
        self.close()

    def _try(self, kind: int) -> bool:
        try:
            fcntl.flock(self._fd, kind | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
