"""Record the films: every HTML file of this folder becomes a WebM film beside it.

Run by hand after a drawing has changed:

    python bps_portal/demo/films/make.py

It needs Chromium and the `dev` dependency group. The portal itself only reads the films and their
captions.
"""

import shutil
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

HERE = Path(__file__).resolve().parent


def main() -> None:
    """Record all films, each in as much time as it lasts."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"),
            args=["--no-sandbox", "--autoplay-policy=no-user-gesture-required"],
        )
        for source in sorted(HERE.glob("*.html")):
            page = browser.new_page(viewport={"width": 960, "height": 540})
            page.goto(source.as_uri())
            film = bytes(page.evaluate("record()"))
            target = source.with_suffix(".webm")
            target.write_bytes(film)
            sys.stdout.write(f"{target.name}: {len(film) // 1024} kB\n")
        browser.close()


if __name__ == "__main__":
    main()
