# shellcheck shell=bash disable=SC2154
# The private PostgreSQL: Debian's programs, its own directory and port, fsync on.

postgres_port=$((port + 40))
postgres_bin=

need_postgres() {
    postgres_bin=$(pg_config --bindir 2>/dev/null) && [ -x "$postgres_bin/postgres" ] && return
    # Without pg_config: the newest version that is installed.
    postgres_bin=$(find /usr/lib/postgresql -path '*/bin/postgres' -printf '%h\n' 2>/dev/null \
        | sort -V | tail -n 1)
    [ -n "$postgres_bin" ] || refuse "PostgreSQL is missing: apt-get install postgresql"
}

# PostgreSQL refuses to run as root: root runs it as the user postgres.
as_postgres=()
[ "$(id -u)" -ne 0 ] || as_postgres=(--reuid=postgres --regid=postgres --init-groups)
postgres_do() { setpriv ${as_postgres[@]+"${as_postgres[@]}"} "$@"; }

psql_do() {
    PGPASSWORD=$(<"$data/postgres/password") PGCONNECT_TIMEOUT=2 \
        "$postgres_bin/psql" -X -q -At -h 127.0.0.1 -p "$postgres_port" -U prakerja "$@"
}

make_postgres() {
    [ ! -e "$data/postgres/data/PG_VERSION" ] || return 0
    echo "Making a database in $data/postgres …"
    install -d -m 700 "$data/postgres"
    [ ${#as_postgres[@]} -eq 0 ] || chown postgres: "$data/postgres"
    (cd / && postgres_do test -w "$data/postgres") \
        || refuse "the user postgres cannot reach $data: name another directory with --data DIR."
    [ ${#data} -le 80 ] || refuse "$data is too long for a socket: name a shorter directory with --data DIR."
    (umask 077 && random_hex 24 >"$data/postgres/password")
    [ ${#as_postgres[@]} -eq 0 ] || chown postgres: "$data/postgres/password"
    rm -rf "$data/postgres/data"
    (cd / && postgres_do "$postgres_bin/initdb" -D "$data/postgres/data" -U prakerja --auth=scram-sha-256 \
        --pwfile="$data/postgres/password" --encoding=UTF8 --locale=C --data-checksums) \
        >>"$data/logs/postgres.log" 2>&1 || refuse "initdb failed: see $data/logs/postgres.log"
}

random_hex() { od -An -v -tx1 -N "$1" /dev/urandom | tr -d ' \n'; }

spawn_postgres() {
    # 56 for each silo, 54 for each API node (docs/operations.md), and some for users and tests.
    local connections=$((silos * 56 + apis * 54 + 24))
    kill_postgres_orphans
    # No process uses this directory now. A pid in these files belongs to another program, or to none.
    rm -f "$data"/postgres/data/postmaster.pid "$data"/postgres/.s.PGSQL.*.lock
    spawn postgres ${as_postgres[@]+"${as_postgres[@]}"} "$postgres_bin/postgres" -D "$data/postgres/data" \
        -p "$postgres_port" -c listen_addresses=127.0.0.1 -c unix_socket_directories="$data/postgres" \
        -c fsync=on -c synchronous_commit=on -c max_connections=$connections \
        -c shared_buffers=256MB -c min_wal_size=2GB -c max_wal_size=2GB -c log_line_prefix='%m [%p] %a '
}

postgres_answers() { psql_do -d postgres -c 'SELECT 1' >/dev/null 2>&1; }

start_postgres() {
    make_postgres
    start postgres
    await postgres postgres_answers
    [ "$(psql_do -d postgres -c "SELECT 1 FROM pg_database WHERE datname = 'prakerja'")" = 1 ] \
        || psql_do -d postgres -c 'CREATE DATABASE prakerja' \
        || refuse "the database could not be created: see $data/logs/postgres.log"
}

# After the main process was killed the others are not children of this script, but all work in its directory.
# find may fail: processes that it may not read, or that have ended meanwhile, are not ours.
postgres_pids() {
    find /proc -maxdepth 2 -path '/proc/[0-9]*/cwd' -lname "$data/postgres/data" -printf '%h\n' 2>/dev/null \
        | sed 's#/proc/##'
}

continue_postgres() {
    local pid
    for pid in $(postgres_pids); do kill -CONT "$pid" 2>/dev/null; done
}

# A service manager does the same when the main process of a service has ended.
kill_postgres_orphans() {
    local pid orphans
    while orphans=$(postgres_pids); [ -n "$orphans" ]; do
        for pid in $orphans; do kill -KILL "$pid" 2>/dev/null; done
        pause 0.1
    done
}
