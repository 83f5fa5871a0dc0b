# shellcheck shell=bash
# Debian and Ubuntu packages: installed when we are root, named otherwise.

is_installed() {
    [ "$(dpkg-query --show --showformat='${db:Status-Status}' "$1" 2>/dev/null)" = installed ]
}

# need_packages WHAT_FOR PACKAGE...: makes sure that the packages are there, or says how to get them and fails.
need_packages() {
    local what_for=$1 package missing=()
    shift
    for package in "$@"; do
        is_installed "$package" || missing+=("$package")
    done
    [ ${#missing[@]} -eq 0 ] && return 0
    if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null; then
        say "Missing for $what_for: ${missing[*]}. Install with:"
        say "    sudo apt-get update && sudo apt-get install --yes --no-install-recommends ${missing[*]}"
        return 1
    fi
    say "Installing for $what_for: ${missing[*]}"
    apt-get update -qq </dev/null >&2 || say "The package lists could not be renewed; trying with those at hand."
    DEBIAN_FRONTEND=noninteractive apt-get install -qq --yes --no-install-recommends "${missing[@]}" </dev/null >/dev/null
}

# What the journeys in a real browser want; only the tests that open one ask for it. Chromium without windows
# takes half the processor time of the whole one, which does where a distribution has no other.
need_browser() {
    need_packages "tests in a browser" chromium-headless-shell fonts-noto-cjk ||
        need_packages "tests in a browser" chromium fonts-noto-cjk
}

# What papers (PDF) are set with: WeasyPrint's libraries, and Chinese type.
need_papers() { need_packages "papers" libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-noto-cjk; }
