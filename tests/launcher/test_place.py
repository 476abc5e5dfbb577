"""Where the data lie and whose they are."""

import os
import pwd
from pathlib import Path

import pytest

from bps_portal.launcher import LaunchError, place
from bps_portal.launcher.place import place_for

AS_ROOT = os.geteuid() == 0
only_root = pytest.mark.skipif(not AS_ROOT, reason="only root changes its user")


def test_the_data_lie_in_the_checkout(checkout: Path) -> None:
    assert place_for(checkout).folder == checkout / "var" / "postgres"


def test_files_of_another_user_are_refused_with_a_sentence(
    checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (checkout / "var" / "postgres").mkdir(parents=True)
    monkeypatch.setattr(os, "geteuid", lambda: 12345)
    monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(LaunchError, match=r"belongs to the user .* or set DATABASE_URL"):
        place_for(checkout)


@only_root
def test_root_starts_it_as_another_user(checkout: Path) -> None:
    account = place_for(checkout).account
    assert account
    assert account.name in place.SERVER_USERS


@only_root
def test_root_keeps_the_owner_of_existing_data(checkout: Path) -> None:
    data = checkout / "var" / "postgres" / "cluster" / "data"
    data.mkdir(parents=True)
    owner = pwd.getpwnam("daemon")
    os.chown(data, owner.pw_uid, owner.pw_gid)
    account = place_for(checkout).account
    assert account
    assert account.name == "daemon"


@only_root
def test_a_checkout_that_the_server_cannot_enter_keeps_its_data_elsewhere(
    checkout: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(place, "SHARED_ROOT", tmp_path)
    checkout.chmod(0o700)
    first = place_for(checkout)
    assert first.folder.parent == tmp_path
    assert place_for(checkout) == first
    assert place_for(checkout.parent).folder != first.folder


@only_root
def test_without_any_other_user_root_is_told_so(
    checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(place, "SERVER_USERS", ("nosuchuser",))
    with pytest.raises(LaunchError, match="refuses to run as root"):
        place_for(checkout)
