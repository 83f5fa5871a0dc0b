# shellcheck shell=bash
# A PostgreSQL server of our own for the tests: made afresh, reached by a socket only, gone when the command ends.

# initdb and the server refuse to run as root.
as_postgres() {
    if [ "$(id -u)" -eq 0 ]; then runuser --user postgres -- "$@"; else "$@"; fi
}

# The newest server that is installed; Debian keeps them apart from the commands on PATH.
postgres_bin() {
    local program newest=
    while read -r program; do
        [ ! -x "$program" ] || newest=$(dirname "$program")
    done < <(printf '%s\n' /usr/lib/postgresql/*/bin/initdb | sort --version-sort)
    [ -n "$newest" ] && printf '%s\n' "$newest"
}

# It does not outlive the tests, so it need not wait for the disk: what the tests kill is our own processes, never it.
postgres_options="-c listen_addresses='' -c max_connections=60 -c fsync=off -c synchronous_commit=off -c full_page_writes=off"

# start_postgres: sets SHANHAI_DATABASE to the address of a new, empty server.
start_postgres() {
    postgres_bin >/dev/null || need_packages "tests on PostgreSQL" postgresql || return 1
    postgres_programs=$(postgres_bin)
    postgres_folder=$(mktemp -d "/tmp/shanhai-postgres.XXXXXX")
    [ "$(id -u)" -ne 0 ] || chown postgres "$postgres_folder"
    (
        cd "$postgres_folder"
        as_postgres "$postgres_programs/initdb" --pgdata data --username shanhai --auth trust --encoding UTF8 \
            --locale C.UTF-8 --lc-collate C --no-sync >initdb.log 2>&1 || { cat initdb.log >&2 && exit 1; }
        as_postgres "$postgres_programs/pg_ctl" --pgdata data --wait --log server.log start \
            --options "$postgres_options -c unix_socket_directories=$postgres_folder" >/dev/null
    ) || return 1
    export SHANHAI_DATABASE="postgres://shanhai@${postgres_folder//\//%2F}/postgres"
}

stop_postgres() {
    [ -n "${postgres_folder:-}" ] || return 0
    (cd "$postgres_folder" && as_postgres "$postgres_programs/pg_ctl" --pgdata data --mode immediate stop >/dev/null) || true
    rm -rf "$postgres_folder"
    postgres_folder=
}
