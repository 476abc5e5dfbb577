"""A real ClamAV looks at what an editor uploads."""

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from bps_portal.content.uploads import check_content

from .tools import program

# The test file of the European Institute for Computer Antivirus Research, in two parts so that no
# scanner takes this file for it.
EICAR = r"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR" + "-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
PATIENCE = 60


@pytest.fixture
def daemon(tmp_path_factory: pytest.TempPathFactory, settings: Any) -> Iterator[None]:
    """The scanner, with a signature of the test file alone: the true ones are far too many."""
    folder = tmp_path_factory.mktemp("clamav")
    signatures = folder / "signatures"
    signatures.mkdir()
    (signatures / "test.ndb").write_text(f"Eicar-Test:0:0:{EICAR.encode().hex()}\n")
    place = folder / "clamd.ctl"
    configuration = folder / "clamd.conf"
    configuration.write_text(
        f"DatabaseDirectory {signatures}\nLocalSocket {place}\nForeground yes\n"
        f"TemporaryDirectory {folder}\nStreamMaxLength 35M\nUser {_owner()}\n"
    )
    for each in (folder, signatures, *signatures.iterdir(), configuration):
        each.chmod(0o777)
    running = subprocess.Popen(
        [_daemon(), f"--config-file={configuration}"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait_for(place, running)
        settings.CLAMAV_URL = f"unix://{place}"
        yield
    finally:
        running.terminate()
        running.wait(PATIENCE)


def _owner() -> str:
    """Return who runs it: the daemon gives root's rights up itself."""
    return "root" if os.geteuid() == 0 else Path.home().owner()


def _daemon() -> str:
    return shutil.which("clamd") or program("/usr/sbin/clamd", "clamav-daemon")


def _wait_for(place: Path, running: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and running.poll() is None:
        with socket.socket(socket.AF_UNIX) as connection:
            if connection.connect_ex(str(place)) == 0:
                return
        time.sleep(0.2)
    pytest.fail("clamd does not start")


def test_the_test_virus_is_refused_and_a_clean_file_taken(daemon: None) -> None:
    check_content(SimpleUploadedFile("a.txt", b"Bonjour"))
    with pytest.raises(ValidationError) as refused:
        check_content(SimpleUploadedFile("a.txt", EICAR.encode()))
    assert refused.value.code == "virus"
