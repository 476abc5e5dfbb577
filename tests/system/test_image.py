"""The container image: built, without a secret, started on a read-only root by a user without rights.

`make test-image` runs these; they take minutes, so `make test-system` leaves them out.
"""

import json
import signal
import subprocess
import urllib.request
from collections.abc import Iterator
from typing import Any

import pytest

from tests.settings.test_production import GIVEN
from tests.stand.processes import HOST, Program, free_port, running
from tests.system import images

pytestmark = pytest.mark.image


@pytest.fixture(scope="module")
def image() -> Iterator[tuple[Any, dict[str, Any]]]:
    """What runs the image, and its configuration."""
    builder = images.tool()
    if builder is None:
        pytest.skip("To build the image: docker, podman, or as root buildah and debootstrap.")
    with images.built(builder) as config:
        yield builder, config


def inside(image: tuple[Any, dict[str, Any]], *words: str) -> str:
    """Return what a command says inside the image."""
    builder, _config = image
    return images.said(*builder.command(list(words), GIVEN, free_port()))


def test_it_says_how_it_runs(image) -> None:
    _builder, config = image
    assert config["User"] == "10001"
    assert config["StopSignal"] == "SIGTERM"
    assert "/healthz/live" in " ".join(config["Healthcheck"]["Test"])
    assert set(config["Volumes"]) == set(images.WRITTEN)
    assert config["Labels"]["org.opencontainers.image.licenses"] == "MIT"


def test_it_holds_no_secret_and_nothing_that_only_developers_need(image) -> None:
    _builder, config = image
    for word in ("SECRET", "PASSWORD", "TOKEN", "DATABASE_URL"):
        assert word not in " ".join(config["Env"])
    found = inside(image, "sh", "-c", "ls -A /app; which gcc uv pip || true")
    assert not {".env", ".git", "tests", "gcc", "uv"} & set(found.split())


def test_it_tells_what_it_is_made_of(image) -> None:
    bill = json.loads(inside(image, "cat", "/app/sbom.cdx.json"))
    assert bill["bomFormat"] == "CycloneDX"
    names = {component["name"] for component in bill["components"]}
    assert {"django", "wagtail", "psycopg2-binary", "django-storages"} <= names
    assert "pytest" not in names


def test_psycopg2_uses_debians_libpq(image) -> None:
    code = "import psycopg2; print(open('/proc/self/maps').read())"
    maps = inside(image, "python", "-c", code)
    (libpq,) = {line.split()[-1] for line in maps.splitlines() if "libpq" in line}
    assert libpq.startswith("/usr/lib/")


def test_backups_can_be_made_from_it(image) -> None:
    assert "pg_dump (PostgreSQL) 17" in inside(image, "pg_dump", "--version")


def test_it_answers_its_health_check_and_stops_when_asked(image) -> None:
    builder, config = image
    port = free_port()
    program = Program("image", builder.command([], GIVEN | {"PORT": str(port)}, port))
    program.url = f"http://{HOST}:{port}"
    with running(program):
        with urllib.request.urlopen(f"{program.url}/healthz/live", timeout=10) as answer:  # noqa: S310 - our own
            assert answer.read() == b"ok\n"
        subprocess.run(
            builder.command(config["Healthcheck"]["Test"][1:], {"PORT": str(port)}, free_port()),
            check=isinstance(builder, images.Buildah),
        )
        assert program.process
        program.process.send_signal(signal.SIGTERM)
        assert program.process.wait(timeout=60) == 0
    assert "Handling signal: term" in program.log.read_text()


def test_nothing_else_can_be_written(image) -> None:
    code = "import os; print(os.getuid()); open('/app/x', 'w')"
    with pytest.raises(RuntimeError, match="Read-only file system"):
        inside(image, "python", "-c", code)
