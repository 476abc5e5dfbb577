"""Compiles the catalogues of translations without GNU gettext, which a fresh machine lacks.

The compiled files are not kept in the repository: two people who translate at the same time
would get a conflict in each of them.
"""

import os
import tempfile
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po

from . import CHECKOUT, LaunchError
from .progress import say


def compile_messages(checkout: Path = CHECKOUT) -> int:
    """Compile every catalogue that is newer than its compiled file; return how many there were.

    Raises:
        LaunchError: naming the file and line of a catalogue that cannot be read.
    """
    stale = [
        source
        for source in sorted((checkout / "locale").glob("*/LC_MESSAGES/*.po"))
        if _is_newer(source, source.with_suffix(".mo"))
    ]
    for source in stale:
        say(f"Compiling {source.relative_to(checkout)} ...")
        _compile(source)
    return len(stale)


def _is_newer(source: Path, target: Path) -> bool:
    return not target.exists() or source.stat().st_mtime > target.stat().st_mtime


def _compile(source: Path) -> None:
    begun = source.stat().st_mtime
    try:
        with source.open("rb") as file:
            # Babel keeps a catalogue's own rule for plurals only where it knows the language.
            catalogue = read_po(file, locale=source.parts[-3], abort_invalid=True)
    except (PoFileError, UnicodeDecodeError) as error:
        raise LaunchError(f"The catalogue {source} cannot be read: {error}.") from error
    with tempfile.NamedTemporaryFile(dir=source.parent, delete=False) as target:
        write_mo(target, catalogue)
    unfinished = Path(target.name)
    unfinished.chmod(0o644)
    # The catalogue may be saved again meanwhile: then it stays the newer one.
    os.utime(unfinished, (begun, begun))
    # At once, since a server may be reading the old one.
    unfinished.rename(source.with_suffix(".mo"))
