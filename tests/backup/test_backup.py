"""What cannot be backed up or restored is refused with one sentence, and nothing is changed."""

import hashlib
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import connection

from bps_portal.backup import database, making, restoring
from bps_portal.content.models import PortalDocument
from tests.buckets import storage_at
from tests.factories import DocumentFactory
from tests.stand.processes import free_port

DUMP, FILE = b"a dump", b"a brochure"


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A backup with one upload; its dump is none that PostgreSQL would take."""
    made = tmp_path / "backup"
    (made / "media" / "documents").mkdir(parents=True)
    (made / "database.dump").write_bytes(DUMP)
    (made / "media" / "documents" / "kept.pdf").write_bytes(FILE)
    kept = {
        "field": "content.portaldocument.file",
        "name": "documents/kept.pdf",
        "size": len(FILE),
        "sha256": sha256(FILE),
    }
    manifest = {
        "format": 1,
        "made_at": "2026-11-29T01:00:00+00:00",
        "postgresql": 15,
        "migrations": [["content", "0001_initial"], ["gone_app", "0001_initial"]],
        "database_sha256": sha256(DUMP),
        "files": [kept],
        "lost": [],
    }
    (made / "manifest.json").write_text(json.dumps(manifest))
    return made


def change(folder: Path, changed: Callable[[dict[str, Any]], Any]) -> None:
    manifest = json.loads((folder / "manifest.json").read_text())
    changed(manifest)
    (folder / "manifest.json").write_text(json.dumps(manifest))


DAMAGES: dict[str, tuple[Callable[[Path], Any], str]] = {
    "no folder": (lambda f: f.rename(f.with_name("away")), "is no folder"),
    "not whole": (lambda f: (f / "manifest.json").unlink(), "is no whole backup"),
    "list cut off": (lambda f: os.truncate(f / "manifest.json", 20), "is damaged"),
    "list without files": (lambda f: change(f, lambda m: m.pop("made_at")), "is damaged"),
    "newer format": (
        lambda f: change(f, lambda m: m.update(format=2)),
        "restore it with a newer portal",
    ),
    "newer portal": (
        lambda f: change(f, lambda m: m["migrations"].append(["content", "9999_to_come"])),
        "is from a newer portal",
    ),
    "unknown field": (
        lambda f: change(f, lambda m: m["files"][0].update(field="a.b.c")),
        "files of a.b.c",
    ),
    "outside": (
        lambda f: change(f, lambda m: m["files"][0].update(name="../../etc/passwd")),
        "outside the uploads",
    ),
    "dump changed": (lambda f: (f / "database.dump").write_bytes(b"x"), "database.dump is not"),
    "upload changed": (
        lambda f: (f / "media" / "documents" / "kept.pdf").write_bytes(b"x"),
        "kept.pdf is not what was backed up",
    ),
    "upload missing": (
        lambda f: (f / "media" / "documents" / "kept.pdf").unlink(),
        "kept.pdf cannot be read",
    ),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_backup_that_is_not_whole_is_refused(
    db: None, folder: Path, damage: str, monkeypatch
) -> None:
    monkeypatch.setattr(restoring, "restore", pytest.fail)
    do, words = DAMAGES[damage]
    do(folder)
    with pytest.raises(CommandError, match=words) as refusal:
        call_command("restore", str(folder), "--yes")
    assert "\n" not in str(refusal.value)


def test_nothing_is_replaced_without_consent(db: None, folder: Path) -> None:
    with pytest.raises(CommandError, match=r"here is the database .* Say --yes"):
        call_command("restore", str(folder))


@pytest.mark.parametrize(
    ("version", "words"), [(99, "use a PostgreSQL at least as new"), (15, "pg_restore failed")]
)
def test_a_dump_that_the_database_refuses_takes_its_uploads_away_again(
    db: None, folder: Path, monkeypatch, version: int, words: str
) -> None:
    # The test's own connection is that of its transaction.
    monkeypatch.setattr(connection, "close", lambda: None)
    change(folder, lambda m: m.update(postgresql=version))
    with pytest.raises(CommandError, match=f"Nothing was restored: .*{words}"):
        call_command("restore", str(folder), "--yes")
    assert not default_storage.exists("documents/kept.pdf")


def test_a_program_that_is_too_old_is_named(monkeypatch) -> None:
    with pytest.raises(database.DatabaseError, match="install the package postgresql-client-99"):
        database._program("pg_dump", 99)


def test_a_folder_with_content_is_kept(db: None, folder: Path) -> None:
    with pytest.raises(CommandError, match="is not empty"):
        call_command("backup", str(folder))
    with pytest.raises(CommandError, match="is a file"):
        call_command("backup", str(folder / "manifest.json"))
    with pytest.raises(CommandError, match="cannot be written"):
        call_command("backup", "/proc/nowhere/backup")


@pytest.fixture
def _no_dump(monkeypatch) -> None:
    """Look at the uploads alone: the test's own rows are in no snapshot."""

    def dump(file: Path, _snapshot: str) -> None:
        file.write_bytes(DUMP)

    monkeypatch.setattr(making, "_begin", lambda _cursor: "snapshot")
    monkeypatch.setattr(database, "dump", dump)


@pytest.mark.usefixtures("_no_dump")
def test_a_file_that_was_lost_before_is_told(db: None, tmp_path: Path, capsys) -> None:
    kept, lost = DocumentFactory(), DocumentFactory()
    lost.file.storage.delete(lost.file.name)
    call_command("backup", str(tmp_path / "new"))
    said = capsys.readouterr().out
    assert f"{lost.file.name} is lost" in said
    assert "1 were lost before" in said
    manifest = json.loads((tmp_path / "new" / "manifest.json").read_text())
    assert manifest["lost"] == [lost.file.name]
    assert kept.file.name in {each["name"] for each in manifest["files"]}


@pytest.mark.usefixtures("_no_dump")
def test_a_file_deleted_meanwhile_makes_it_begin_anew(
    db: None, tmp_path: Path, monkeypatch, capsys
) -> None:
    going = DocumentFactory()
    listed = list(making.uploads.named())
    lists = iter([listed, []])
    going.file.storage.delete(going.file.name)
    PortalDocument.objects.all().delete()
    monkeypatch.setattr(making.uploads, "named", lambda: next(lists, listed))
    call_command("backup", str(tmp_path / "new"))
    assert "was deleted meanwhile: beginning anew" in capsys.readouterr().out
    with pytest.raises(CommandError, match="at a quieter time"):
        call_command("backup", str(tmp_path / "other"))
    assert [path.name for path in tmp_path.iterdir()] == ["new"]


@pytest.mark.usefixtures("_no_dump")
def test_a_full_disk_leaves_the_former_backup(db: None, folder: Path, monkeypatch) -> None:
    def full(*_args: object) -> str:
        raise OSError(28, "No space left on device")

    DocumentFactory()
    monkeypatch.setattr(making, "checksum", full)
    with pytest.raises(CommandError, match=r"was not made: .*No space left"):
        call_command("backup", str(folder), "--yes")
    assert (folder / "database.dump").read_bytes() == DUMP
    assert [path.name for path in folder.parent.iterdir()] == ["backup"]


@pytest.mark.usefixtures("_no_dump")
def test_uploads_in_object_storage_come_along(
    db: None, bucket, folder: Path, tmp_path: Path, monkeypatch
) -> None:
    lost, changed = DocumentFactory(), DocumentFactory()
    before = {each.file.name: each.file.read() for each in (lost, changed)}
    call_command("backup", str(tmp_path / "new"))
    for name, content in before.items():
        assert (tmp_path / "new" / "media" / name).read_bytes() == content
        default_storage.delete(name)
    default_storage.save(changed.file.name, ContentFile(b"another"))
    assert lost.file.name not in bucket()

    # The database is the test's own, and stays.
    monkeypatch.setattr(connection, "close", lambda: None)
    monkeypatch.setattr(database, "replace", lambda *_dump: None)
    call_command("restore", str(tmp_path / "new"), "--yes")
    assert set(before) <= bucket()
    for name, content in before.items():
        with default_storage.open(name) as stored:
            assert stored.read() == content


@pytest.mark.usefixtures("_no_dump")
def test_object_storage_that_does_not_answer_is_one_sentence(
    db: None, settings, folder: Path, tmp_path: Path
) -> None:
    DocumentFactory()
    nobody = storage_at(f"http://127.0.0.1:{free_port()}")
    settings.STORAGES = settings.STORAGES | {"default": nobody}
    with pytest.raises(CommandError, match=r"was not made: Could not connect .*\.$"):
        call_command("backup", str(tmp_path / "new"))
    assert [path.name for path in tmp_path.iterdir()] == ["backup"]
    with pytest.raises(CommandError, match="Could not connect"):
        call_command("restore", str(folder))
