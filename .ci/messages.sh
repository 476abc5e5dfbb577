#!/bin/sh
# `make messages`: extracts the texts of the code into the catalogues and compiles them.
set -eu
cd "$(dirname "$0")/.."
. .ci/need.sh

need xgettext gettext || {
    echo "GNU gettext is missing and only root may install it: install the package gettext." >&2
    exit 1
}
exec .venv/bin/python .ci/translations.py update
