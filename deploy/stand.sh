#!/bin/sh
# `make stand`: the portal of compose.yaml on this machine; its secrets are made once, in var/stand.env.
set -eu
cd "$(dirname "$0")/.."

docker compose version >/dev/null 2>&1 || {
    echo "The stand needs Docker with its compose plugin; \`make run\` serves the portal without it." >&2
    exit 1
}
secrets=var/stand.env
if [ ! -s "$secrets" ]; then
    mkdir -p var
    random() { head -c 48 /dev/urandom | base64 | tr -d '/+=\n'; }
    umask 077
    printf '%s=%s\n' SECRET_KEY "$(random)" POSTGRES_PASSWORD "$(random)" \
        ADMIN_PASSWORD "$(random | cut -c 1-20)" METRICS_TOKEN "$(random)" >"$secrets"
fi
echo "http://localhost:${STAND_PORT:-8080}/admin/: user admin, password in $secrets (ADMIN_PASSWORD)" >&2
exec docker compose --env-file "$secrets" up --build "$@"
