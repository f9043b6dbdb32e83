#!/usr/bin/env bash
# Sets up what teipress needs: system packages that are missing (by apt-get), and .venv with the project.
#
#   .ci/setup.sh build          to make books
#   .ci/setup.sh test           to test as well: Java for EPUBCheck, and the packages of [dev]
#   .ci/setup.sh conformance    and Node and Chromium, for Ace by DAISY and a reading system
#
# All is looked for first; without the rights to install, nothing is changed and one message says what to do.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

say() { printf 'setup: %s\n' "$*" >&2; }
die() { say "$@"; exit 1; }

recent() { command -v "$1" >/dev/null && "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }

find_python() {
    local candidate
    for candidate in ${PYTHON:-python3 python3.14 python3.13 python3.12 python3.11}; do
        if recent "$candidate"; then
            echo "$candidate"
            return
        fi
    done
    die "teipress needs Python 3.11 or newer, and ${PYTHON:-python3} is not; install one, or name it: PYTHON=/path/to/python3 make"
}

# Python's venv is in a package of its own on Debian, named after the version where that is not the system's own.
venv_package() {
    local version
    version=$("$1" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
    if [ "$(/usr/bin/python3 -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null)" = "$version" ]; then
        echo python3-venv
    else
        echo "python$version-venv"
    fi
}

has_library() {
    "$1" - "$2" <<'PYTHON' 2>/dev/null
import ctypes, ctypes.util, sys
try:
    ctypes.CDLL(f"lib{sys.argv[1]}.so.0")
except OSError:
    sys.exit(ctypes.util.find_library(sys.argv[1]) is None)
PYTHON
}

missing_packages() {
    local python=$1 purpose=$2 library
    "$python" -c 'import ensurepip, venv' 2>/dev/null || venv_package "$python"
    for library in pango-1.0 pangoft2-1.0 harfbuzz-subset; do
        has_library "$python" "$library" || case $library in
            harfbuzz-subset) echo libharfbuzz-subset0 ;;
            *) echo "lib$library-0" ;;
        esac
    done
    if [ "$purpose" != build ] && ! java -version >/dev/null 2>&1; then
        echo default-jre-headless
    fi
    if [ "$purpose" = conformance ]; then
        command -v node >/dev/null || echo nodejs
        command -v npm >/dev/null || echo npm
        command -v chromium >/dev/null || command -v chromium-browser >/dev/null || echo chromium
    fi
}

apt_get() {
    local root=()
    [ "$(id -u)" = 0 ] || root=(sudo -n)
    "${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get "$@" 2>&1 </dev/null
}

install_packages() {
    local told
    command -v apt-get >/dev/null ||
        die "missing: $*. These are Debian's names; install what your system calls them, and run make again"
    [ "$(id -u)" = 0 ] || sudo -n true 2>/dev/null ||
        die "missing: $*. Install with: sudo apt-get install $*"
    say "installing with apt-get: $*"
    told=$(apt_get update) || say "apt-get update failed; going on with the lists that are there"
    told+=$(apt_get install -y --no-install-recommends "$@") || {
        tail -n 40 <<<"$told" >&2
        die "apt-get could not install: $*"
    }
}

main() {
    local purpose=${1:-build} python packages=() extra="[verify]"
    [ "$purpose" = build ] || extra="[dev]"
    python=$(find_python)
    mapfile -t packages < <(missing_packages "$python" "$purpose")
    if [ ${#packages[@]} -gt 0 ]; then
        install_packages "${packages[@]}"
        mapfile -t packages < <(missing_packages "$python" "$purpose")
        [ ${#packages[@]} = 0 ] || die "still missing after the installation: ${packages[*]}"
    fi
    # A folder that was moved, or whose Python is gone, is made anew.
    if ! .venv/bin/pip --version >/dev/null 2>&1; then
        say "making a virtual environment in .venv with $("$python" --version)"
        "$python" -m venv --clear .venv
    fi
    say "installing teipress$extra and the packages it needs into .venv with pip"
    .venv/bin/pip install --quiet --editable ".$extra"
    if [ "$purpose" = conformance ]; then
        say "installing Ace and a reading system into tests/conformance with npm"
        PUPPETEER_SKIP_DOWNLOAD=1 npm install --no-audit --no-fund --no-package-lock --silent --prefix tests/conformance
        touch .venv/test.stamp
    fi
    # Who can test can build.
    touch .venv/build.stamp ".venv/$purpose.stamp"
}

main "$@"
