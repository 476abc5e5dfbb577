"""gunicorn's log of requests, which names no reader."""

from datetime import timedelta
from typing import Any

from gunicorn.glogging import Logger

from .access_log import ROBOTS

# The Combined Log Format, which `count_page_views` reads.
LINE = '- - - %(t)s "%(m)s %(U)s %(H)s" %(s)s %(B)s "-" "%(a)s"'


class ServerLog(Logger):
    """Writes path, status, size and time: no address, no words of a search, no referrer.

    Of the reader's program it only says whether it calls itself a robot.
    """

    def access(self, resp: Any, req: Any, environ: dict[str, Any], request_time: timedelta) -> None:
        """Write the line of one request."""
        if not self.access_log_enabled:
            return
        atoms = self.atoms(resp, req, environ, request_time)
        atoms["a"] = "robot" if ROBOTS.search(str(atoms["a"])) else "-"
        self.access_log.info(
            LINE,
            self.atoms_wrapper_class(atoms),
            extra={
                "method": atoms["m"],
                "path": atoms["U"],
                "status": int(atoms["s"]),
                "bytes": atoms["B"],
                "milliseconds": round(request_time / timedelta(milliseconds=1), 1),
            },
        )
