#!/bin/sh
# `make check`: runs every check, then names those that failed.
set -eu
cd "$(dirname "$0")/.."
. .ci/need.sh

bin=.venv/bin
failed=

step() {
    name=$1
    shift
    echo "--- $name"
    "$@" || failed="$failed
  $name"
}

find_uv() {
    if [ -x .tools/bin/uv ]; then echo .tools/bin/uv; else command -v uv; fi
}

lock_is_fresh() {
    "$(find_uv)" lock --check || {
        echo "uv.lock does not fit pyproject.toml, or the package index cannot be asked: run uv lock."
        return 1
    }
}

# A lock made behind a mirror would send everybody there.
lock_names_public_hosts() {
    others=$(grep -oE 'https?://[^/"]+' uv.lock | sort -u |
        grep -vxE 'https://(pypi\.org|files\.pythonhosted\.org)' || true)
    [ -z "$others" ] || {
        echo "uv.lock names other hosts than the public ones:" "$others"
        return 1
    }
}

translations() {
    need xgettext gettext || {
        echo "GNU gettext is missing and only root may install it: install the package gettext."
        return 1
    }
    $bin/python .ci/translations.py check
}

shell_scripts() {
    for script in .ci/*.sh bps_portal/launcher/*.sh; do
        sh -n "$script" || return 1
    done
    bash -n .ci/run
}


step "format" $bin/ruff format --check .
step "lint" $bin/ruff check .
step "types" $bin/mypy
step "import floors" $bin/lint-imports --no-logo
step "language codes" $bin/python .ci/language_codes.py
step "templates: lint" $bin/djlint templates --lint --quiet
step "templates: format" $bin/djlint templates --check --quiet
step "shell scripts" shell_scripts
step "container file" $bin/hadolint Dockerfile deploy/varnish/Dockerfile
step "system checks" $bin/python manage.py check --fail-level WARNING
step "migrations" $bin/python manage.py makemigrations --check --dry-run
step "translations" translations
step "lock file" lock_is_fresh
step "lock file: hosts" lock_names_public_hosts
step "dependency audit" $bin/python .ci/audit.py "$(find_uv)"
step "licences" $bin/python .ci/licences.py "$(find_uv)"

if [ -n "$failed" ]; then
    echo "Failed checks:$failed" >&2
    exit 1
fi
echo "All checks passed."
