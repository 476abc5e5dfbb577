"""Starts and stops the programs of a stand on free ports of 127.0.0.1."""

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
HOST = "127.0.0.1"
PATIENCE_SECONDS = 30
# As deploy/varnish/default.vcl advises.
QUIET = "-ReqHeader,-RespHeader,-ReqUnset,-RespUnset,-VCL_call,-VCL_return"


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port


class Program:
    """A program of the stand; `log` holds what it says."""

    url: str
    # Where it answers once it is up.
    answers_at = "/healthz/live"

    def __init__(self, name: str, command: list[str], **environment: str) -> None:
        self.command, self.environment = command, environment
        self.log = Path(tempfile.mkdtemp(prefix=f"stand-{name}-")) / "log"
        self.process: subprocess.Popen[bytes] | None = None

    def up(self) -> None:
        """Start it and wait until it answers."""
        url = f"{self.url}{self.answers_at}"
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self.command,
                env=os.environ | self.environment,
                stdout=log,
                stderr=log,
                cwd=ROOT,
                start_new_session=True,
            )
        end = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < end and self.process.poll() is None:
            with contextlib.suppress(OSError):
                urllib.request.urlopen(url, timeout=10).close()  # noqa: S310 - our own
                return
            time.sleep(0.05)
        self.stop(signal.SIGKILL)
        raise RuntimeError(f"{self.command[0]} does not answer: {self.log.read_text()[-2000:]}")

    def stop(self, sign: int = signal.SIGTERM) -> None:
        """End it with all that it started."""
        if self.process:
            if self.process.poll() is None:
                os.killpg(self.process.pid, sign)
            self.process.wait()
        self.process = None


class Portal(Program):
    """gunicorn with the portal, on the database and the files of this test run."""

    def __init__(
        self, media: Path, database_url: str, workers: int = 2, **environment: str
    ) -> None:
        self.port = free_port()
        self.url = f"http://{HOST}:{self.port}"
        options = f"--workers {workers} --threads 4 --graceful-timeout 5 --no-control-socket"
        command = [
            sys.executable,
            "-m",
            "gunicorn",
            "bps_portal.wsgi",
            f"--bind={HOST}:{self.port}",
        ]
        super().__init__(
            "portal",
            [*command, *options.split()],
            DJANGO_SETTINGS_MODULE="tests.stand.settings",
            DATABASE_URL=database_url,
            STAND_MEDIA=str(media),
            **environment,
        )


class Varnish(Program):
    """Varnish with the configuration of deploy/varnish; purges have a listener of their own."""

    def __init__(self, backend: int) -> None:
        self.port, self.purge_port = free_port(), free_port()
        self.url, self.purge_url = (
            f"http://{HOST}:{port}" for port in (self.port, self.purge_port)
        )
        self.folder = Path(tempfile.mkdtemp(prefix="stand-vcl-"))
        self.folder.chmod(0o755)
        vcl = ROOT / "deploy" / "varnish"
        shutil.copy(vcl / "default.vcl", self.folder)
        text = (vcl / "backend.vcl").read_text()
        (self.folder / "backend.vcl").write_text(text.replace('"8000"', f'"{backend}"'))
        super().__init__(
            "varnish",
            [
                *("varnishd", "-F", "-n", str(self.folder / "run")),
                *("-f", str(self.folder / "default.vcl"), "-p", f"vcl_path={self.folder}"),
                *("-a", f"web={HOST}:{self.port}", "-a", f"purge={HOST}:{self.purge_port}"),
                *("-s", "malloc,256m", "-T", "none", "-p", "thread_pools=1"),
                *("-p", f"vsl_mask={QUIET}"),
            ],
        )


class Nginx(Program):
    """nginx with the configuration of deploy/nginx."""

    def __init__(self, backend: int) -> None:
        self.port = free_port()
        self.url = f"http://{HOST}:{self.port}"
        self.folder = Path(tempfile.mkdtemp(prefix="stand-nginx-"))
        self.folder.chmod(0o755)
        text = (ROOT / "deploy" / "nginx" / "portal.conf").read_text()
        for ours, here in (
            ("127.0.0.1:8000", f"{HOST}:{backend}"),
            ("listen 80", f"listen {HOST}:{self.port}"),
            ("/var/cache/nginx/portal", str(self.folder / "cache")),
            ("/srv/portal/var/static", str(self.folder)),
            ("/srv/portal/var/media", str(self.folder)),
        ):
            assert ours in text, ours
            text = text.replace(ours, here)
        (self.folder / "portal.conf").write_text(text)
        (self.folder / "nginx.conf").write_text(
            f"daemon off; pid {self.folder}/pid; error_log {self.folder}/error.log;\n"
            f"events {{}}\nhttp {{ access_log off; include {self.folder}/portal.conf; }}\n"
        )
        super().__init__(
            "nginx", ["nginx", "-c", str(self.folder / "nginx.conf"), "-p", str(self.folder)]
        )


@contextlib.contextmanager
def running[P: (Portal, Varnish, Nginx)](program: P) -> Iterator[P]:
    """Run a program for a while."""
    program.up()
    try:
        yield program
    except BaseException:
        sys.stderr.write(program.log.read_text()[-3000:])
        raise
    finally:
        program.stop()
