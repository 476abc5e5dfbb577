"""Draw the demo pictures: every SVG in scenes/ becomes a JPEG in ../pictures/.

Run by hand after a scene or motifs.svg has changed:

    python bps_portal/demo/artwork/draw.py [NAME ...]

It needs Chromium and the `dev` dependency group. The portal itself only reads the JPEGs.
"""

import io
import shutil
import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

HERE = Path(__file__).resolve().parent
PICTURES = HERE.parent / "pictures"
SIZE = (1600, 1000)
# Drawn at twice the size and then reduced: smoother edges than Chromium's own smoothing.
SCALE = 2
QUALITY = 84


def shared_definitions() -> str:
    """Return the `<defs>` element of motifs.svg."""
    motifs = (HERE / "motifs.svg").read_text(encoding="utf-8")
    return motifs[motifs.index("<defs>") : motifs.rindex("</svg>")]


def page_of(scene: Path) -> str:
    """Return an HTML page that shows the scene alone, edge to edge."""
    opening, rest = scene.read_text(encoding="utf-8").split(">", 1)
    return f"<!doctype html><style>body{{margin:0}}</style>{opening}>{shared_definitions()}{rest}"


def draw(page: Page, scene: Path) -> Path:
    """Draw one scene and return the path of its JPEG."""
    page.set_content(page_of(scene))
    with Image.open(io.BytesIO(page.screenshot())) as drawn:
        picture = drawn.convert("RGB").resize(SIZE, Image.Resampling.LANCZOS)
    target = PICTURES / f"{scene.stem}.jpg"
    picture.save(target, quality=QUALITY, optimize=True, progressive=True)
    return target


def main(names: list[str]) -> None:
    """Draw the named scenes, or all of them."""
    PICTURES.mkdir(exist_ok=True)
    scenes = sorted((HERE / "scenes").glob("*.svg"))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"))
        page = browser.new_page(
            viewport={"width": SIZE[0], "height": SIZE[1]}, device_scale_factor=SCALE
        )
        for scene in scenes:
            if not names or scene.stem in names:
                target = draw(page, scene)
                sys.stdout.write(f"{target.name}: {target.stat().st_size // 1024} kB\n")
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1:])
