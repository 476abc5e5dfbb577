"""Lists the licences of what production installs, and refuses those that nobody has agreed to.

    python .ci/licences.py UV

What a package says of itself is believed: its licence expression (PEP 639), else its classifiers,
else its first words.
"""

import re
import subprocess
import sys
from collections import Counter
from importlib.metadata import PackageNotFoundError, metadata

# Each lets anybody run, change and pass on the portal under its own licence.
AGREED = re.compile(
    r"apache|bsd|mit\b|isc\b|python software foundation|psf|mozilla|mpl|lgpl|lesser general|zlib"
    r"|unlicense|public domain|hpnd|postgresql|zpl",
    re.IGNORECASE,
)
# Whoever passes on a copy of the portal together with these passes it on under their licence.
AGREED_ALONE = {"translate-toolkit"}
CLASSIFIER = "License :: OSI Approved :: "


def main(uv: str) -> int:
    """Print how many packages have each licence; return 1 where one is not agreed to."""
    export = [uv, "export", "--quiet", "--frozen", "--no-default-groups", "--all-extras"]
    export += ["--no-emit-project", "--no-hashes"]
    lines = subprocess.run(export, capture_output=True, text=True, check=True).stdout.splitlines()
    names = sorted({line.split("==")[0] for line in lines if re.match(r"[a-z0-9]", line)})
    found = {name: licence for name in names if (licence := licence_of(name)) is not None}
    for licence, count in Counter(found.values()).most_common():
        sys.stdout.write(f"{count:4} {licence}\n")
    refused = [
        name
        for name, licence in found.items()
        if name not in AGREED_ALONE and not AGREED.search(licence)
    ]
    for name in refused:
        sys.stdout.write(f"Nobody has agreed to the licence of {name}: {found[name]}\n")
    return bool(refused)


def licence_of(name: str) -> str | None:
    """Return the licence of a package in a few words, or None where it is not installed."""
    try:
        about = metadata(name)
    except PackageNotFoundError:
        return None
    classifiers = [
        one.removeprefix(CLASSIFIER)
        for one in about.get_all("Classifier") or []
        if one.startswith(CLASSIFIER)
    ]
    told = about.get("License-Expression") or ", ".join(classifiers) or about.get("License") or ""
    return told.strip().splitlines()[0][:80] if told.strip() else "nothing said"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
