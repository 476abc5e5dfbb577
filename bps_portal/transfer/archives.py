"""Unpacking a ZIP file that nobody vouches for."""

import shutil
import stat
import zipfile
from collections.abc import Callable
from pathlib import Path, PurePosixPath

# A whole site with its pictures and films; a bomb is larger.
MOST_BYTES = 20_000_000_000
MOST_ENTRIES = 1_000_000


def unpack(archive: Path, folder: Path, set_aside: Callable[[str, str], None]) -> None:
    """Unpack into an empty folder; whatever would lead out of it is set aside.

    Raises:
        ValueError: with one clear sentence, when it is no ZIP file or holds too much.
    """
    try:
        with zipfile.ZipFile(archive) as entries:
            infos = entries.infolist()
            if len(infos) > MOST_ENTRIES or sum(info.file_size for info in infos) > MOST_BYTES:
                raise ValueError("it holds more than a site")
            for info in infos:
                if reason := _refusal(info):
                    set_aside(info.filename, reason)
                elif not info.is_dir():
                    target = folder / PurePosixPath(info.filename)
                    target.parent.mkdir(parents=True, exist_ok=True)
                    with entries.open(info) as content, target.open("wb") as out:
                        shutil.copyfileobj(content, out)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError) as error:
        raise ValueError("it is no ZIP file that can be opened") from error
    except OSError as error:
        raise ValueError(f"it cannot be read ({error.strerror or error})") from error


def _refusal(info: zipfile.ZipInfo) -> str:
    path = PurePosixPath(info.filename)
    if path.is_absolute() or ".." in path.parts or "\\" in info.filename or "\0" in info.filename:
        return "its name leads out of the folder"
    if stat.S_ISLNK(info.external_attr >> 16):
        return "it is a symbolic link, which is never followed"
    return ""
