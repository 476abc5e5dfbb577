"""gunicorn as the image runs it: `gunicorn -c deploy/gunicorn.conf.py`."""

import os
import shutil
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bps_portal.settings.logs import logging_of

wsgi_app = "bps_portal.wsgi"
bind = f"0.0.0.0:{os.environ.get('PORT') or '8000'}"
worker_class = "gthread"
# WEB_CONCURRENCY processes, which gunicorn reads by itself; several need a CACHE_URL.
threads = int(os.environ.get("WEB_THREADS") or 8)
# A connection of the front cache may stay idle that long; less than its own limit would let it meet
# a closed one.
keepalive = 75
timeout = 60
# After SIGTERM and SIGHUP: answers under way are finished.
graceful_timeout = 30
# Its place would be in a home folder, which the user of the image has not.
control_socket_disable = True
# The heartbeat of the workers, never on a disk.
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None
# Whose X-Forwarded-Proto is believed.
forwarded_allow_ips = os.environ.get("TRUSTED_PROXIES") or "127.0.0.1,::1"

logger_class = "bps_portal.delivery.server_log.ServerLog"
logconfig_dict = logging_of(os.environ.get("LOG_FORMAT") or "console")
accesslog = "-"

# The processes count together; workers inherit the folder, a reload finds it again. It has a name
# before the library is loaded, which looks for it then.
OWN = "portal-metrics-"
if "PROMETHEUS_MULTIPROC_DIR" not in os.environ:
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = tempfile.mkdtemp(prefix=OWN)


def child_exit(server, worker):
    """Forget what only a running process can tell."""
    from prometheus_client.multiprocess import mark_process_dead

    mark_process_dead(worker.pid)


def on_exit(server):
    """Leave nothing behind."""
    folder = Path(os.environ["PROMETHEUS_MULTIPROC_DIR"])
    if folder.name.startswith(OWN):
        shutil.rmtree(folder, ignore_errors=True)
