"""Which PostgreSQL is chosen, and the one sentence where none runs."""

from pathlib import Path

import pytest

from bps_portal.launcher import LaunchError, binaries
from bps_portal.launcher.place import Place


@pytest.fixture
def machine(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine without any PostgreSQL: nothing on PATH, in Debian's folder or in the wheel."""
    empty = checkout / "machine"
    empty.mkdir()
    monkeypatch.setenv("PATH", str(empty))
    monkeypatch.setattr(binaries, "DEBIAN", empty / "postgresql")
    monkeypatch.setattr(binaries, "unpack_bundled", lambda _place: None)
    return empty


def install(folder: Path, says: str, status: int = 0, extensions: tuple[str, ...] = ()) -> Path:
    programs = folder / "bin"
    programs.mkdir(parents=True)
    stream = ">&2" if status else ""
    for name in ("postgres", "initdb"):
        program = programs / name
        program.write_text(f"#!/bin/sh\necho '{says}' {stream}\nexit {status}\n")
        program.chmod(0o755)
    known = folder / "share" / "extension"
    known.mkdir(parents=True)
    for name in extensions or binaries.EXTENSIONS:
        (known / f"{name}.control").touch()
    return programs


def test_the_bundled_one_runs_here(place: Place) -> None:
    programs = binaries.find_programs(place)
    assert programs.major >= binaries.OLDEST
    assert Path(programs.path("initdb")).exists()


def test_a_newer_installed_one_comes_before_an_older(machine: Path, place: Place) -> None:
    for major in (15, 17):
        install(machine / "postgresql" / str(major), f"postgres (PostgreSQL) {major}.2")
    assert binaries.find_programs(place).major == 17


def test_the_one_that_made_the_data_is_used(machine: Path, place: Place) -> None:
    for major in (15, 17):
        install(machine / "postgresql" / str(major), f"postgres (PostgreSQL) {major}.2")
    assert binaries.find_programs(place, 15).major == 15


def test_a_bundled_one_that_does_not_run_is_passed_over(
    machine: Path, place: Place, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = install(machine / "bundled", "libxml2.so.2: cannot open shared object file", 127)
    monkeypatch.setattr(binaries, "unpack_bundled", lambda _place: broken)
    install(machine / "postgresql" / "16", "postgres (PostgreSQL) 16.1")
    assert binaries.find_programs(place).major == 16
    assert "libxml2.so.2" in capsys.readouterr().err


def test_one_on_the_path_is_found(
    machine: Path, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    programs = install(machine / "own", "postgres (PostgreSQL) 16.1 (Own 1)")
    monkeypatch.setenv("PATH", f"{programs}:/bin:/usr/bin")
    assert binaries.find_programs(place).folder == programs


@pytest.mark.parametrize(
    ("says", "status", "extensions", "problem"),
    [
        ("postgres (PostgreSQL) 14.9", 0, (), "PostgreSQL 14 is too old"),
        ("cannot open shared object file", 127, (), "cannot open shared object file"),
        ("postgres (PostgreSQL) 16.1", 0, ("pg_trgm",), "extensions unaccent, btree_gin"),
    ],
)
def test_an_unfit_one_is_named_with_its_fault(
    machine: Path,
    place: Place,
    says: str,
    status: int,
    extensions: tuple[str, ...],
    problem: str,
) -> None:
    install(machine / "postgresql" / "16", says, status, extensions)
    with pytest.raises(LaunchError, match=problem) as refused:
        binaries.find_programs(place)
    assert "DATABASE_URL" in str(refused.value)
    assert "\n" not in str(refused.value)


def test_none_at_all_is_one_sentence(machine: Path, place: Place) -> None:
    with pytest.raises(LaunchError, match=r"^No PostgreSQL was found here: install .*\.$"):
        binaries.find_programs(place)


def test_data_of_a_version_that_is_gone_are_not_touched(machine: Path, place: Place) -> None:
    install(machine / "postgresql" / "16", "postgres (PostgreSQL) 16.1")
    with pytest.raises(LaunchError, match="made by PostgreSQL 18, which is not at hand"):
        binaries.find_programs(place, 18)
