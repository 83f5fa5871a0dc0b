# shellcheck shell=bash
# Finds a Python that really runs, makes .venv, and installs the locked requirements and the project into it.

# A name on PATH may be a shim for a version that is not there, so only running it tells.
is_new_enough() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 </dev/null; }

# Debian ships Python without the module that puts pip into a new environment.
can_make_venv() { "$1" -c 'import ensurepip, venv' >/dev/null 2>&1 </dev/null; }

python_candidates() {
    [ -z "${SHANHAI_PYTHON:-}" ] || printf '%s\n' "$SHANHAI_PYTHON"
    type -aP python3.11 python3.12 python3.13 python3 python || true
    printf '%s\n' /usr/bin/python3.11 /usr/bin/python3 /usr/local/bin/python3
}

# Prints the first candidate that passes every test named in the arguments.
find_python() {
    local candidate test
    while read -r candidate; do
        for test in "$@"; do
            "$test" "$candidate" || continue 2
        done
        printf '%s\n' "$candidate"
        return 0
    done < <(python_candidates)
    return 1
}

choose_python() {
    find_python is_new_enough can_make_venv && return 0
    local version=3
    if [ -x /usr/bin/python3 ] && is_new_enough /usr/bin/python3; then
        version=$(/usr/bin/python3 -c 'import sys; print("%d.%d" % sys.version_info[:2])')
    fi
    need_packages "the Python environment" "python$version" "python$version-venv" || return 1
    find_python is_new_enough can_make_venv && return 0
    say "No Python 3.11 or newer runs here. Install one, or name it: SHANHAI_PYTHON=/path/to/python3.11 bin/run"
    return 1
}

# Its commands carry its path, so an environment that came along with a moved checkout is of no use.
has_venv() {
    is_new_enough "$venv/bin/python" && "$venv/bin/python" -c 'import pip' 2>/dev/null &&
        grep -qsF "$venv/bin/python" "$venv/bin/pip"
}

make_venv() {
    has_venv && return 0
    local python
    python=$(choose_python)
    say "Making the environment .venv with $("$python" --version)"
    "$python" -m venv --clear "$venv"
}

# stamped NAME CONTENT: whether CONTENT was installed before under NAME; stamp NAME CONTENT: remember that it is now.
stamped() { [ "$(cat "$venv/stamp-$1" 2>/dev/null)" = "$2" ]; }
stamp() { printf '%s\n' "$2" >"$venv/stamp-$1"; }

fingerprint() { cat "$@" | sha256sum | cut -d ' ' -f 1; }

install_lock() {
    local name=$1 lock="$root/requirements/$1.txt" content
    content=$(fingerprint "$lock")
    stamped "$name" "$content" && return 0
    say "Installing requirements/$name.txt (once, and again when it changes)"
    # The lock is complete, so nothing needs resolving, and nothing that is not in it can come in.
    "$venv/bin/python" -m pip install --quiet --require-hashes --no-deps --requirement "$lock" </dev/null >&2
    stamp "$name" "$content"
}

install_project() {
    local content
    content=$(fingerprint "$root/pyproject.toml")
    stamped project "$content" && return 0
    say "Installing shanhai itself"
    "$venv/bin/python" -m pip install --quiet --no-deps --no-build-isolation --editable "$root" </dev/null >&2
    stamp project "$content"
}

# prepare LOCK...: everything in place to run; two commands at once take turns.
prepare() {
    local lock
    exec 9<"$root/requirements"
    flock 9
    make_venv
    for lock in "$@"; do install_lock "$lock"; done
    install_project
    exec 9<&-
}
