"""Starts and stops the programs of a stand on free ports of 127.0.0.1."""

import contextlib
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from bps_portal.launcher import cluster
from bps_portal.launcher.binaries import find_programs
from bps_portal.launcher.place import Place, place_for

ROOT = Path(__file__).parents[2]
HOST = "127.0.0.1"
PATIENCE_SECONDS = 30


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port


class Program:
    """A program of the stand; `log` holds what it says."""

    url = ""
    # Where it answers once it is up.
    answers_at = "/healthz/live"

    def __init__(self, name: str, command: list[str], **environment: str) -> None:
        self.command, self.environment = command, environment
        self.log = Path(tempfile.mkdtemp(prefix=f"stand-{name}-")) / "log"
        self.process: subprocess.Popen[bytes] | None = None

    def answers(self) -> bool:
        """Tell whether it is up."""
        with contextlib.suppress(OSError):
            urllib.request.urlopen(self.url + self.answers_at, timeout=10).close()  # noqa: S310 - our own
            return True
        return False

    def up(self) -> None:
        """Start it and wait until it answers."""
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
            if self.answers():
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
    """gunicorn as the image runs it, on a database and a folder of uploads."""

    def __init__(
        self, media: Path, database_url: str, workers: int = 2, **environment: str
    ) -> None:
        self.port = free_port()
        self.url = f"http://{HOST}:{self.port}"
        super().__init__(
            "portal",
            [
                *(sys.executable, "-m", "gunicorn", "--config=deploy/gunicorn.conf.py"),
                *(f"--bind={HOST}:{self.port}", "--graceful-timeout=5"),
            ],
            WEB_CONCURRENCY=str(workers),
            WEB_THREADS="4",
            **settings_of(media, database_url),
            **environment,
        )


class Command(Program):
    """A command of manage.py, or a module of this folder, that runs until it is stopped."""

    def __init__(
        self, name: str, *options: str, media: Path, database_url: str, **environment: str
    ) -> None:
        start = ["-m", name] if "." in name else ["manage.py", name]
        super().__init__(
            name,
            [sys.executable, *start, *options],
            **settings_of(media, database_url),
            **environment,
        )

    def answers(self) -> bool:
        """Tell nothing: nobody can ask it."""
        return True


def settings_of(media: Path, database_url: str) -> dict[str, str]:
    """Return the environment of whatever runs on a database and a folder of uploads."""
    return {
        "DJANGO_SETTINGS_MODULE": "tests.stand.settings",
        "DATABASE_URL": database_url,
        "STAND_MEDIA": str(media),
    }


class Redis(Program):
    """Redis that keeps nothing on disk."""

    def __init__(self) -> None:
        self.port = free_port()
        self.url = f"redis://{HOST}:{self.port}"
        options = f"--bind {HOST} --port {self.port} --appendonly no"
        super().__init__("redis", ["redis-server", *options.split(), "--save", ""])

    def answers(self) -> bool:
        """Tell whether it takes connections."""
        return cluster.answers(self.port)


class Database:
    """A PostgreSQL of its own with a copy of a database; killed, it loses nothing."""

    def __init__(self, source: str) -> None:
        ours = place_for(ROOT)
        self.programs = find_programs(ours)
        folder = Path(tempfile.mkdtemp(prefix="stand-postgres-"))
        self.place = Place(folder, ours.account)
        self.place.give(folder)
        self.log = cluster.log_file(self.place)
        cluster.create(self.place, self.programs)
        self.port = free_port()
        self.url = cluster.url(self.place, self.port)
        self.up()
        dump = [self.programs.path("pg_dump"), "--format=custom", f"--dbname={source}"]
        load = [self.programs.path("pg_restore"), "--no-owner", f"--dbname={self.url}"]
        with subprocess.Popen(dump, stdout=subprocess.PIPE) as dumping:
            subprocess.run(load, stdin=dumping.stdout, check=True)

    def up(self) -> None:
        """Start it and wait until it answers."""
        process = cluster.start(self.place, self.programs, self.port)
        cluster.wait_until_ready(self.place, process)
        # Whoever kills it later need not wait for it.
        threading.Thread(target=process.wait, daemon=True).start()

    def answers(self) -> bool:
        """Tell whether it takes connections."""
        return cluster.answers(self.port)

    def stop(self) -> None:
        """Stop it in order."""
        cluster.stop(self.place)

    def kill(self) -> None:
        """Kill every process of it at once, as a power cut does."""
        data = self.place.data.resolve()
        for entry in Path("/proc").iterdir():
            with contextlib.suppress(OSError):
                if entry.name.isdigit() and (entry / "cwd").readlink() == data:
                    os.kill(int(entry.name), signal.SIGKILL)


class Varnish(Program):
    """Varnish with the configuration of deploy/varnish; purges have a listener of their own."""

    def __init__(self, *backends: int, core: int | None = None, storage: str = "256m") -> None:
        self.port, self.purge_port = free_port(), free_port()
        self.url, self.purge_url = (
            f"http://{HOST}:{port}" for port in (self.port, self.purge_port)
        )
        self.folder = Path(tempfile.mkdtemp(prefix="stand-vcl-"))
        self.folder.chmod(0o755)
        vcl = ROOT / "deploy" / "varnish"
        shutil.copy(vcl / "default.vcl", self.folder)
        text = (vcl / "backend.vcl").read_text().replace('"8081"', f'"{core or free_port()}"')
        (self.folder / "backend.vcl").write_text(self._backends(text, backends))
        super().__init__(
            "varnish",
            [
                *("sh", str(vcl / "start.sh"), "-n", str(self.folder / "run")),
                *("-f", str(self.folder / "default.vcl"), "-p", f"vcl_path={self.folder}"),
                *("-a", f"web={HOST}:{self.port}", "-a", f"purge={HOST}:{self.purge_port}"),
                *("-s", f"malloc,{storage}", "-T", "none"),
            ],
        )

    def objects(self) -> int:
        """Return how many answers it holds, or notes that an address has none for all."""
        told = subprocess.run(
            ["varnishstat", "-n", str(self.folder / "run"), "-j", "-f", "MAIN.n_object"],
            capture_output=True,
            check=True,
        )
        number: int = json.loads(told.stdout)["counters"]["MAIN.n_object"]["value"]
        return number

    @staticmethod
    def _backends(text: str, ports: tuple[int, ...]) -> str:
        """Return the file with a backend for each port, as its comment advises."""
        block = re.search(r"backend portal_1 \{.*?\n\}\n", text, re.DOTALL)
        line = re.search(r" +portals.add_backend\(portal_1\);\n", text)
        assert block
        assert line
        names = {f"portal_{number}": port for number, port in enumerate(ports, 1)}
        blocks = [
            block[0].replace("portal_1", name).replace('"8000"', f'"{port}"')
            for name, port in names.items()
        ]
        text = text.replace(block[0], "\n".join(blocks))
        return text.replace(line[0], "".join(line[0].replace("portal_1", name) for name in names))


class Nginx(Program):
    """nginx with the configuration of deploy/nginx; `core` is where the core pages lie."""

    def __init__(self, backend: int, core: Path | None = None) -> None:
        self.port, self.core_port = free_port(), free_port()
        self.url = f"http://{HOST}:{self.port}"
        self.folder = Path(tempfile.mkdtemp(prefix="stand-nginx-"))
        self.folder.chmod(0o755)
        deploy = ROOT / "deploy" / "nginx"
        for name in ("portal.conf", "core.conf"):
            text = (deploy / name).read_text()
            for ours, here in (
                ("127.0.0.1:8000", f"{HOST}:{backend}"),
                ("127.0.0.1:8081", f"{HOST}:{self.core_port}"),
                ("listen 80;", f"listen {HOST}:{self.port};"),
                ("/var/cache/nginx/portal", str(self.folder / "cache")),
                ("/srv/portal/var/static", str(ROOT / "static")),
                ("/srv/portal/var/media", str(self.folder)),
                ("/srv/portal/var/core", str(core or self.folder)),
                ("/srv/portal/deploy/nginx", str(deploy)),
            ):
                text = text.replace(ours, here)
            assert "/srv/" not in text, text
            (self.folder / name).write_text(text)
        (self.folder / "nginx.conf").write_text(
            f"daemon off; pid {self.folder}/pid; error_log {self.folder}/error.log;\n"
            # Who starts it can read the files of this checkout.
            f"{'user root;' if os.geteuid() == 0 else ''}\n"
            "events {}\nhttp { access_log off;\n"
            f"types {{ text/html html; text/css css; }}\n"
            f"include {self.folder}/portal.conf; include {self.folder}/core.conf; }}\n"
        )
        super().__init__(
            "nginx", ["nginx", "-c", str(self.folder / "nginx.conf"), "-p", str(self.folder)]
        )


@contextlib.contextmanager
def running[P: Program](program: P) -> Iterator[P]:
    """Run a program for a while."""
    program.up()
    try:
        yield program
    except BaseException:
        sys.stderr.write(program.log.read_text()[-3000:])
        raise
    finally:
        program.stop()
