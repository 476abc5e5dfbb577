"""The W3C's checker (vnu) finds no error in the HTML of any page type, nor in a stylesheet."""

import subprocess
from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import render_to_string
from django.test import Client
from django.utils import translation

from .addresses import FURTHER, JUDGED
from .tools import MODULES, install_node_packages, program


@pytest.mark.system
def test_the_w3c_finds_no_error(demo: str, django_db_blocker, tmp_path: Path) -> None:
    install_node_packages()
    client = Client()
    kept = {}
    with django_db_blocker.unblock():
        for number, path in enumerate([*JUDGED["fr"], *JUDGED["nl"], *FURTHER]):
            kept[f"{number}.html"] = path
            (tmp_path / f"{number}.html").write_bytes(client.get(path, follow=True).content)
        form = client.post("/fr/contact/", {"subject": "", "message": ""})
        (tmp_path / "form.html").write_bytes(form.content)
        for code in ("fr", "nl"):
            with translation.override(code):
                page = render_to_string("500.html", request=None)
            (tmp_path / f"500-{code}.html").write_text(page, encoding="utf-8")
    sheets = sorted((settings.BASE_DIR / "static" / "css").glob("*.css"))
    vnu = MODULES / "vnu-jar" / "build" / "dist" / "vnu.jar"
    checked = subprocess.run(
        [
            program("java", "default-jre-headless"),
            "-jar",
            vnu,
            "--errors-only",
            "--also-check-css",
            *sorted(tmp_path.iterdir()),
            *sheets,
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    assert checked.returncode == 0, f"{checked.stderr}\n{kept}"
