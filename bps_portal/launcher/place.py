"""Where the embedded server's files lie, and which system user it runs as."""

import hashlib
import os
import pwd
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from . import LaunchError

# Used by root alone, for a checkout that the server's user cannot reach (under /root, say).
SHARED_ROOT = Path("/var/lib/bps-portal")
SERVER_USERS = ("postgres", "nobody")


@dataclass(frozen=True)
class Account:
    """The system user that the server runs as when its caller is root."""

    name: str
    uid: int
    gid: int

    @classmethod
    def of(cls, entry: pwd.struct_passwd) -> "Account":
        """Return the account of a line of the user database."""
        return cls(entry.pw_name, entry.pw_uid, entry.pw_gid)


@dataclass(frozen=True)
class Place:
    """A folder of the server's own, and its account (None: the caller's own)."""

    folder: Path
    account: Account | None = None

    @property
    def cluster(self) -> Path:
        """The folder that appears only once the database is complete."""
        return self.folder / "cluster"

    @property
    def data(self) -> Path:
        """PostgreSQL's data folder."""
        return self.cluster / "data"

    def process_options(self) -> dict[str, Any]:
        """Return the arguments that let `subprocess` run a program as the server's user."""
        # Settings of the caller's own PostgreSQL and locale must not reach this one.
        kept = {
            key: value
            for key, value in os.environ.items()
            if not key.startswith(("PG", "LC_", "LANG"))
        }
        options: dict[str, Any] = {"env": kept | {"LC_ALL": "C"}, "cwd": self.folder}
        if self.account:
            options["user"] = self.account.uid
            options["group"] = self.account.gid
            options["extra_groups"] = []
            options["env"] |= {"HOME": str(self.folder), "USER": self.account.name}
        return options

    def make(self) -> None:
        """Make the folder, closed to everybody but the server's user."""
        self.folder.parent.mkdir(mode=0o755, parents=True, exist_ok=True)
        self.folder.mkdir(mode=0o700, exist_ok=True)
        self.give(self.folder)

    def give(self, path: Path) -> None:
        """Hand a file, or a folder with all that it holds, to the server's user."""
        if not self.account:
            return
        os.lchown(path, self.account.uid, self.account.gid)
        if path.is_dir() and not path.is_symlink():
            for child in path.iterdir():
                self.give(child)


def place_for(checkout: Path) -> Place:
    """Return the place of the database of a checkout.

    Raises:
        LaunchError: when the files there belong to somebody else, or root finds no other user.
    """
    inside = checkout / "var" / "postgres"
    if os.geteuid() == 0:
        return _place_for_root(checkout, inside)
    if inside.exists() and not os.access(inside, os.R_OK | os.W_OK | os.X_OK):
        owner = _name_of(inside.stat().st_uid)
        message = (
            f"The database in {inside} belongs to the user {owner}: run this as that user or as "
            "root, or set DATABASE_URL."
        )
        raise LaunchError(message)
    return Place(inside)


def _place_for_root(checkout: Path, inside: Path) -> Place:
    digest = hashlib.sha256(str(checkout).encode()).hexdigest()[:12]
    outside = SHARED_ROOT / f"{checkout.name}-{digest}"
    for folder in (inside, outside):
        place = Place(folder)
        if place.data.is_dir():
            owner = place.data.stat().st_uid
            return Place(folder, Account.of(pwd.getpwuid(owner)))
    account = _server_account()
    inside.parent.mkdir(mode=0o755, exist_ok=True)
    folder = inside if _can_enter(inside.parent, account) else outside
    return Place(folder, account)


def _server_account() -> Account:
    for name in SERVER_USERS:
        try:
            return Account.of(pwd.getpwnam(name))
        except KeyError:
            continue
    message = (
        "PostgreSQL refuses to run as root and there is neither a user postgres nor nobody: "
        "run this as another user, or set DATABASE_URL."
    )
    raise LaunchError(message)


def _can_enter(folder: Path, account: Account) -> bool:
    """Say whether `account` may pass through every folder on the way to `folder`."""
    options = Place(Path("/"), account).process_options()
    test = subprocess.run(
        ["/bin/sh", "-c", 'cd "$1"', "sh", str(folder)],
        stderr=subprocess.DEVNULL,
        check=False,
        **options,
    )
    return test.returncode == 0


def _name_of(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return str(uid)
