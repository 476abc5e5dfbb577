"""Readers who go on reading, whatever happens, and note what they got."""

import http.client
import itertools
import random
import threading
import time
from collections import Counter
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit


class Readers:
    """Connections that read addresses in turn, each on a line of its own that it keeps open.

    Afterwards `answers` counts each status, and `failures` tells what was no answer below 500: the
    address, with the status or the fault of the connection.
    """

    def __init__(self, addresses: list[str], number: int = 8, pause: float = 0.0) -> None:
        self.answers: Counter[int] = Counter()
        self.failures: list[tuple[str, str]] = []
        self._addresses, self._pause = addresses, pause
        self._end = threading.Event()
        self._threads = [threading.Thread(target=self._read) for _ in range(number)]

    def __enter__(self) -> Self:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._end.set()
        for thread in self._threads:
            thread.join()

    def read_some_more(self, number: int = 50, patience: float = 180.0) -> None:
        """Return once so many further answers have come."""
        wanted, end = self.answers.total() + number, time.monotonic() + patience
        while self.answers.total() < wanted:
            if time.monotonic() > end:
                raise TimeoutError(f"{number} answers did not come: {self.failures[-3:]}")
            time.sleep(0.02)

    def _read(self) -> None:
        line: http.client.HTTPConnection | None = None
        order = random.sample(self._addresses, len(self._addresses))
        for address in itertools.cycle(order):
            if self._end.is_set():
                break
            parts = urlsplit(address)
            try:
                line = line or http.client.HTTPConnection(parts.netloc, timeout=30)
                target = parts.path + (f"?{parts.query}" if parts.query else "")
                line.request("GET", target, headers={"Accept-Encoding": "gzip"})
                answer = line.getresponse()
                answer.read()
            except (OSError, http.client.HTTPException) as fault:
                self.failures.append((address, repr(fault)))
                line = None
                time.sleep(0.05)
                continue
            self.answers[answer.status] += 1
            if answer.status >= 500:
                self.failures.append((address, str(answer.status)))
            if answer.will_close:
                line.close()
                line = None
            time.sleep(self._pause)
        if line:
            line.close()
