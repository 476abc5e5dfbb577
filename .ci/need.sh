# shellcheck shell=sh
# Sourced by the scripts beside it: programs that do not come from the lock file.

# need PROGRAM PACKAGE: make sure that PROGRAM is there, as root by installing Debian's PACKAGE.
# Returns 1 where it is not to be had.
need() {
    command -v "$1" >/dev/null 2>&1 && return 0
    if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null 2>&1; then
        return 1
    fi
    echo "Installing $2 ..." >&2
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq >/dev/null && apt-get install -y -qq --no-install-recommends "$2" >/dev/null
    command -v "$1" >/dev/null 2>&1
}
