# shellcheck shell=bash disable=SC2154
# The processes of the cluster: each has its pid in $data/run/NAME.pid and its log in $data/logs/NAME.log.

names=(postgres)
for ((i = 1; i <= silos; i++)); do names+=("silo-$i"); done
for ((i = 1; i <= apis; i++)); do names+=("api-$i"); done
names+=(proxy)

declare -A pids=()
problems_pid=

# Timeouts in seconds. A node finishes current requests in 30 s, after it has drained.
start_timeout=60
stop_timeout=40

# While bash waits it reports processes that were killed; supervise_all prints its own message instead.
pause() { sleep "$1"; } 2>/dev/null

take_data_directory() {
    install -d -m 711 "$data" || refuse "$data cannot be created; name another directory with --data DIR."
    data=$(cd "$data" && pwd)
    exec {lock}>"$data/lock" || refuse "$data cannot be written; name another directory with --data DIR."
    flock -n "$lock" || refuse "$data is in use by another local cluster; name another with --data DIR."
    install -d -m 700 "$data"/{keys,logs,run,outbox}
    rm -f "$data"/run/*.pid
    local used
    for ((used = port; used < port + 50; used++)); do
        ! (: <"/dev/tcp/127.0.0.1/$used") 2>/dev/null \
            || refuse "port $used is in use; name another first port with --port P."
    done
}

# Starts a process and stores its pid. It has its own session, so that Ctrl-C reaches only this script,
# and the kernel kills it if this script is killed.
spawn() {
    local name=$1
    shift
    setsid setpriv --pdeathsig KILL "$@" </dev/null >>"$data/logs/$name.log" 2>&1 {lock}>&- &
    pids[$name]=$!
    echo "${pids[$name]}" >"$data/run/$name.pid.new"
    mv "$data/run/$name.pid.new" "$data/run/$name.pid"
}

runs() { [ -n "${pids[$1]:-}" ] && kill -0 "${pids[$1]}" 2>/dev/null; }

start() {
    case $1 in
        postgres) spawn_postgres ;;
        silo-*) spawn_silo "${1#silo-}" ;;
        api-*) spawn_api "${1#api-}" ;;
        proxy) spawn_proxy ;;
    esac
}

# PostgreSQL logs its shutdown after the reason; the others log the reason last. Older lines are of older starts.
why_ended() { tail -n 10 "$1" | grep -E ' (FATAL|PANIC): ' | tail -n 1 | grep . || tail -n 1 "$1"; }

# Waits until a command succeeds; stops everything when the process ends before that, or takes too long.
await() {
    local name=$1 until=$((SECONDS + start_timeout))
    shift
    until "$@"; do
        runs "$name" || refuse "$name did not start: $(why_ended "$data/logs/$name.log")"
        ((SECONDS < until)) || refuse "$name is not ready after $start_timeout s: see $data/logs/$name.log"
        pause 0.2
    done
}

supervise_all() {
    local name died
    while true; do
        pause 0.5
        died=()
        for name in "${names[@]}"; do
            if [ -z "${pids[$name]:-}" ] || runs "$name"; then continue; fi
            wait "${pids[$name]}" 2>/dev/null
            echo "$name: ended with exit code $?"
            unset "pids[$name]"
            rm -f "$data/run/$name.pid"
            died+=("$name")
        done
        if $restart && [ ${#died[@]} -gt 0 ]; then
            pause 1
            for name in "${died[@]}"; do start "$name"; done
        fi
    done
}

# Callers stop before the parts they call: proxy, API nodes, silos, PostgreSQL.
stop_all() {
    trap '' INT TERM HUP
    local kind
    for kind in proxy api silo postgres; do stop_kind "$kind"; done
    kill_postgres_orphans
    if [ -n "$problems_pid" ]; then
        # The last log lines must still be printed: without kernel notification tail reads once a second.
        pause 1
        kill -KILL -- "-$problems_pid" 2>/dev/null
    fi
    rm -f "$data"/run/*.pid
}

stop_kind() {
    local name until=$((SECONDS + stop_timeout)) signal=TERM ours=()
    # On SIGTERM PostgreSQL waits for its clients; on SIGINT it disconnects them.
    [ "$1" = postgres ] && signal=INT && continue_postgres
    for name in "${names[@]}"; do
        if [[ $name != "$1"* ]] || ! runs "$name"; then continue; fi
        kill "-$signal" "${pids[$name]}" 2>/dev/null
        # A paused process would not receive the signal.
        kill -CONT "${pids[$name]}" 2>/dev/null
        ours+=("$name")
    done
    for name in ${ours[@]+"${ours[@]}"}; do
        while runs "$name" && ((SECONDS < until)); do pause 0.1; done
        if runs "$name"; then
            echo "$name: did not stop in $stop_timeout s, killed"
            kill -KILL "${pids[$name]}" 2>/dev/null
        fi
        wait "${pids[$name]}" 2>/dev/null
    done
}

# Prints problems from the logs from now on, with the node's name in front.
print_problems() {
    local name logs=()
    for name in "${names[@]}"; do
        logs+=("$data/logs/$name.log")
        : >>"$data/logs/$name.log"
    done
    setsid setpriv --pdeathsig KILL "$here/local/problems" "${logs[@]}" {lock}>&- &
    problems_pid=$!
    disown "$problems_pid"
}
