"""One data folder: made whole or not at all, and known to be alive or not."""

import shutil
from pathlib import Path

import pytest

from bps_portal.launcher import LaunchError, cluster, postgres
from bps_portal.launcher.binaries import Programs, find_programs, unpack_bundled
from bps_portal.launcher.keeper import free_port
from bps_portal.launcher.place import Place

from .conftest import server_number


def test_a_locale_that_this_machine_lacks_is_passed_over(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "CHARACTER_TYPES", ("xx_XX.UTF-8", "C"))
    cluster.create(place, find_programs(place))
    assert cluster.data_version(place)


def test_without_any_usable_locale_nothing_is_left(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "CHARACTER_TYPES", ("xx_XX.UTF-8",))
    programs = find_programs(place)
    with pytest.raises(LaunchError, match=r"initdb failed .*invalid locale name"):
        cluster.create(place, programs)
    assert not place.cluster.exists()
    assert cluster.data_version(place) is None


def test_a_failing_program_is_quoted(place: Place, checkout: Path) -> None:
    initdb = checkout / "initdb"
    initdb.write_text("#!/bin/sh\necho 'no space left' >&2\nexit 1\n")
    initdb.chmod(0o755)
    with pytest.raises(LaunchError, match=r"initdb failed .*no space left"):
        cluster.create(place, Programs(checkout, 18))


def test_elsewhere_a_process_number_has_to_be_enough(
    server: Place, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "PROC", Path("/nonexistent"))
    assert server_number(server)
    cluster.clear_stale_lock(server)
    assert server_number(server)


@pytest.mark.parametrize("text", ["", "no number\n\n\nx\n", "999999999\n/x\n0\n1\n"])
def test_a_lock_file_of_no_server_counts_as_none(
    place: Place, text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    place.data.mkdir(parents=True)
    (place.data / "postmaster.pid").write_text(text)
    assert cluster.running(place) is None
    monkeypatch.setattr(cluster, "PROC", Path("/nonexistent"))
    assert cluster.running(place) is None
    cluster.stop(place)


def test_the_lock_of_a_living_server_stays(server: Place, database: str) -> None:
    cluster.clear_stale_lock(server)
    assert (server.data / "postmaster.pid").exists()


def test_a_log_says_its_last_error_or_that_there_is_none(place: Place) -> None:
    assert "it said nothing" in cluster.last_complaint(place)
    log = cluster.log_file(place)
    log.write_text("LOG: starting\nFATAL: out of memory\nLOG: bye\n")
    assert cluster.last_complaint(place) == f"FATAL: out of memory (see {log})"


def test_a_long_log_begins_anew(
    installed: Path, server: Place, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    postgres.release_database()
    cluster.log_file(server).write_text("old\n" * 10)
    monkeypatch.setattr(cluster, "LOG_LIMIT", 10)
    programs = find_programs(server, cluster.data_version(server))
    process = cluster.start(server, programs, free_port())
    cluster.wait_until_ready(server, process)
    cluster.stop(server)
    process.wait()
    assert "old" not in cluster.log_file(server).read_text()


def test_programs_of_an_earlier_version_are_replaced(place: Place) -> None:
    programs = unpack_bundled(place)
    assert programs
    older = place.folder / "server" / "postgresql-1"
    shutil.move(programs.parent, older)
    assert unpack_bundled(place) == programs
    assert not older.exists()
