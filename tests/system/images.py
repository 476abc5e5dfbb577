"""Builds the container image and runs commands in it, with whatever tool is at hand."""

import contextlib
import json
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.stand.processes import ROOT

NAME = "localhost/bps-portal-test"
BASE = "localhost/bps-portal-test-base"
# What the image says that it writes; all else is read-only.
WRITTEN = ("/tmp", "/app/var/media", "/app/var/core")  # noqa: S108 - of the image
SUITE = "trixie"
MIRROR = "http://deb.debian.org/debian"


def said(*command: str) -> str:
    """Run a command to its end and return what it says.

    Raises:
        RuntimeError: with its last lines, where it fails.
    """
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    if done.returncode:
        raise RuntimeError(f"{command[:3]} failed: {done.stdout[-3000:]}{done.stderr[-3000:]}")
    return done.stdout


class Engine:
    """Docker or Podman."""

    def __init__(self, tool: str) -> None:
        self.tool = tool

    def build(self) -> dict[str, Any]:
        """Build the image; return its configuration."""
        said(self.tool, "build", "--tag", NAME, ".")
        (found,) = json.loads(said(self.tool, "image", "inspect", NAME))
        config: dict[str, Any] = found["Config"]
        return config

    def command(self, words: list[str], environment: dict[str, str], port: int) -> list[str]:
        """Return the command that runs `words` in the image, its root read-only."""
        temporary = [word for folder in WRITTEN for word in ("--tmpfs", f"{folder}:mode=1777")]
        given = [word for name in environment for word in ("--env", f"{name}={environment[name]}")]
        published = f"127.0.0.1:{port}:{port}"
        options = ["--rm", "--read-only", *temporary, *given, "--publish", published]
        return [self.tool, "run", *options, NAME, *words]

    def close(self) -> None:
        """Leave nothing running."""


class Buildah:
    """buildah without an engine, as root, on Debian's own Python."""

    def __init__(self) -> None:
        self.container = self.mounted = ""
        self.config: dict[str, Any] = {}

    def build(self) -> dict[str, Any]:
        """Build the image; return its configuration."""
        if not said("buildah", "images", "--noheading", "--filter", f"reference={BASE}").strip():
            self._import_base()
        said(
            *("buildah", "bud", "--isolation", "chroot", "--format", "docker", "--layers"),
            *(
                "--build-arg",
                f"PYTHON_IMAGE={BASE}",
                "--volume",
                "/etc/ssl/certs:/etc/ssl/certs:ro",
            ),
            *("--tag", NAME, "."),
        )
        found = json.loads(said("buildah", "inspect", "--type", "image", NAME))
        self.config = found["Docker"]["config"]
        self.container = said("buildah", "from", NAME).strip()
        self.mounted = said("buildah", "mount", self.container).strip()
        return self.config

    def _import_base(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            packages = "--include=python3,python3-venv,ca-certificates"
            said("debootstrap", "--variant=minbase", packages, SUITE, folder, MIRROR)
            container = said("buildah", "from", "scratch").strip()
            said("buildah", "add", "--quiet", container, folder, "/")
            said("buildah", "commit", "--quiet", "--rm", container, BASE)

    def command(self, words: list[str], environment: dict[str, str], port: int) -> list[str]:
        """Return the command that runs `words` in the image, its root read-only."""
        del port
        own = dict(entry.partition("=")[::2] for entry in self.config["Env"])
        given = [f"{name}={value}" for name, value in (own | environment).items()]
        mounts = " && ".join(f"mount -t tmpfs -o mode=1777 none $1{name}" for name in WRITTEN)
        script = (
            f"mount --bind $1 $1 && mount -o remount,bind,ro $1 && {mounts} && "
            "mount -t tmpfs none $1/dev && mkdir -m 1777 $1/dev/shm && "
            "for d in null urandom; do touch $1/dev/$d; mount --bind /dev/$d $1/dev/$d; done && "
            "mount -t proc none $1/proc && user=$2 && root=$1 && shift 2 && "
            'exec chroot --userspec=$user:$user "$root" env -i -C /app "$@"'
        )
        user = self.config["User"]
        inside = words or self.config["Cmd"]
        return ["unshare", "-m", "sh", "-ec", script, "-", self.mounted, user, *given, *inside]

    def close(self) -> None:
        """Take the container away; the layers stay for the next build."""
        if self.container:
            said("buildah", "umount", self.container)
            said("buildah", "rm", self.container)


def tool() -> Engine | Buildah | None:
    """Return what can build and run an image here, or None."""
    for name in ("docker", "podman"):
        if shutil.which(name):
            answers = subprocess.run([name, "info"], capture_output=True, check=False)
            if answers.returncode == 0:
                return Engine(name)
    is_root = Path("/proc/self").owner() == "root"
    if is_root and shutil.which("buildah") and shutil.which("debootstrap"):
        return Buildah()
    return None


@contextlib.contextmanager
def built(builder: Engine | Buildah) -> Iterator[dict[str, Any]]:
    """Build the image, give its configuration, and tidy up at the end."""
    try:
        yield builder.build()
    finally:
        builder.close()
