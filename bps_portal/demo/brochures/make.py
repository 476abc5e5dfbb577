"""Make the brochures: every HTML file of this folder becomes a tagged PDF in pdf/.

Run by hand after a text, style.css or a picture has changed:

    python bps_portal/demo/brochures/make.py

It needs Chromium, the Inter fonts (Debian: fonts-inter) and the `dev` dependency group. The
portal itself only reads the PDFs.
"""

import io
import shutil
import sys
from pathlib import Path

from playwright.sync_api import Page, sync_playwright
from pypdf import PdfReader, PdfWriter
from pypdf.generic import BooleanObject, DictionaryObject, NameObject, TextStringObject

HERE = Path(__file__).resolve().parent
PDFS = HERE / "pdf"


def printed(page: Page, source: Path) -> tuple[bytes, str, str]:
    """Return the PDF that Chromium prints, with the title and language of its source."""
    page.goto(source.as_uri())
    pdf = page.pdf(prefer_css_page_size=True, print_background=True, tagged=True, outline=True)
    return pdf, page.title(), str(page.locator("html").get_attribute("lang"))


def finished(pdf: bytes, title: str, language: str) -> bytes:
    """Return the PDF with what readers' tools ask for (ISO 14289-1, 7.1 and 7.2).

    Title and language stand in the catalogue, the window shows the title, and no time of making
    is kept, so that the same source gives the same bytes.
    """
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf)))
    writer.metadata = None
    writer.add_metadata({"/Title": title})
    writer.root_object[NameObject("/Lang")] = TextStringObject(language)
    writer.root_object[NameObject("/ViewerPreferences")] = DictionaryObject(
        {NameObject("/DisplayDocTitle"): BooleanObject(True)}
    )
    result = io.BytesIO()
    writer.write(result)
    return result.getvalue()


def main() -> None:
    """Make all brochures."""
    PDFS.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"))
        page = browser.new_page()
        for source in sorted(HERE.glob("*.html")):
            target = PDFS / f"{source.stem}.pdf"
            target.write_bytes(finished(*printed(page, source)))
            sys.stdout.write(f"{target.name}: {target.stat().st_size // 1024} kB\n")
        browser.close()


if __name__ == "__main__":
    main()
