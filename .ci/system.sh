#!/bin/sh
# `make test-system`: the tests that need further servers and tools, which come as Debian's packages.
set -eu
cd "$(dirname "$0")/.."
. .ci/need.sh

missing=
# PROGRAM PACKAGE, one pair a line.
while read -r program package; do
    need "$program" "$package" </dev/null || missing="$missing $package"
done <<'END'
varnishd varnish
nginx nginx
redis-server redis-server
clamd clamav-daemon
chromium chromium
node nodejs
npm npm
java default-jre-headless
END
# A module of Varnish is no program.
if [ -z "$(find /usr/lib -name libvmod_xkey.so 2>/dev/null)" ]; then
    need varnish-modules varnish-modules || true
    [ -n "$(find /usr/lib -name libvmod_xkey.so 2>/dev/null)" ] || missing="$missing varnish-modules"
fi
[ -z "$missing" ] || {
    echo "Only root may install what these tests need: install$missing." >&2
    exit 1
}
exec .venv/bin/python -m pytest tests/system -m "system and not image" -n auto --dist loadfile "$@"
