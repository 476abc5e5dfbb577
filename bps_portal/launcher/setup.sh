#!/bin/sh
# Makes .venv with the locked dependencies, from the first Python 3.13 or 3.12 that really starts.
#   setup.sh run   what `make run` needs
#   setup.sh dev   what tests and checks need as well
# Nothing is downloaded while uv.lock and pyproject.toml stay the same.
set -eu

cd "$(dirname "$0")/../.."
wanted=${1:-run}
pinned_uv=0.13.9
oldest_uv_minor=8

fail() {
    echo "$*" >&2
    exit 1
}

# --- Is everything there already? ---------------------------------------------------------------

sum=$(cat pyproject.toml uv.lock | cksum)
is_installed() {
    [ -x .venv/bin/python ] && [ "$(cat ".venv/.installed-$1" 2>/dev/null)" = "$sum" ] &&
        .venv/bin/python -c '' 2>/dev/null
}
if is_installed dev || { [ "$wanted" = run ] && is_installed run; }; then
    exit 0
fi

# --- A Python -----------------------------------------------------------------------------------

# Folders of PATH, one a line.
path_folders() {
    printf '%s\n' "$PATH" | tr ':' '\n'
}

# Every folder that may hold pyenv's versions. A shim fails where its version is not selected, and
# HOME may not be the one that pyenv was installed in: the folder of the shims tells its root.
pyenv_roots() {
    {
        printf '%s\n' "${PYENV_ROOT:-}" "${HOME:-}/.pyenv"
        path_folders | sed -n 's,/shims/*$,,p'
    } | awk 'NF && !seen[$0]++'
}

candidates() {
    for version in 3.13 3.12; do
        path_folders | sed "s,\$,/python$version,"
        pyenv_roots | while read -r root; do
            for found in "$root"/versions/"$version"*/bin/python; do
                echo "$found"
            done
        done
    done
    path_folders | sed 's,$,/python3,'
}

# Prints the real path of a suitable Python, past shims and virtual environments.
real_python() {
    "$1" -c 'import sys
if not (3, 12) <= sys.version_info[:2] <= (3, 13): sys.exit(1)
print(getattr(sys, "_base_executable", sys.executable))' 2>/dev/null
}

find_python() {
    candidates | while read -r candidate; do
        if [ -x "$candidate" ] && real_python "$candidate"; then
            break
        fi
    done
}

# Any Python that starts is enough to fetch uv.
any_python() {
    for name in python3 python; do
        path_folders | while read -r folder; do
            if [ -x "$folder/$name" ] &&
                "$folder/$name" -c 'import sys; sys.exit(sys.version_info < (3, 8))' 2>/dev/null; then
                echo "$folder/$name"
                break
            fi
        done
    done | head -n 1
}

# --- uv -----------------------------------------------------------------------------------------

is_good_uv() {
    version=$("$1" --version 2>/dev/null) || return 1
    version=${version#uv }
    major=${version%%.*}
    minor=${version#*.}
    minor=${minor%%.*}
    case "$major$minor" in *[!0-9]* | '') return 1 ;; esac
    [ "$major" -gt 0 ] || [ "$minor" -ge "$oldest_uv_minor" ]
}

find_uv() {
    if command -v uv >/dev/null 2>&1 && is_good_uv uv; then
        uv=uv
        return
    fi
    uv=.tools/bin/uv
    if is_good_uv "$uv"; then
        return
    fi
    base=${python:-$(any_python)}
    [ -n "$base" ] || fail "No Python was found: install Python 3.12 or 3.13 with its venv module."
    echo "Fetching uv $pinned_uv, which installs the locked dependencies ..." >&2
    rm -rf .tools
    "$base" -m venv .tools >/dev/null 2>&1 || {
        rm -rf .tools
        fail "Python's venv module does not work in $base: install it (Debian: apt-get install python3-venv), or install uv."
    }
    .tools/bin/python -m pip install --quiet --disable-pip-version-check "uv==$pinned_uv" || {
        rm -rf .tools
        fail "uv $pinned_uv could not be installed: check that this machine reaches the Python package index."
    }
}

# --- The environment ----------------------------------------------------------------------------

python=$(find_python)
find_uv
echo "Installing the locked dependencies into .venv ..." >&2
export UV_PROJECT_ENVIRONMENT=.venv
# VIRTUAL_ENV of a caller would only make uv warn that it is not used.
unset VIRTUAL_ENV
set -- sync --frozen
if [ -n "${PYTHONDONTWRITEBYTECODE:-}" ]; then
    # Otherwise every single start would compile all that it imports, which takes seconds.
    set -- "$@" --compile-bytecode
fi
if [ "$wanted" = run ]; then
    set -- "$@" --inexact --no-default-groups --group local
fi
if [ -n "$python" ] && ! real_python .venv/bin/python >/dev/null; then
    set -- "$@" --python "$python"
fi
if ! "$uv" "$@"; then
    [ -n "$python" ] || fail "This machine has no Python 3.12 or 3.13 and uv could not bring one: install one of them."
    fail "The locked dependencies could not be installed: see the lines above."
fi
printf '%s\n' "$sum" >".venv/.installed-$wanted"
