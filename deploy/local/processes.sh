# shellcheck shell=bash disable=SC2154
# The processes of the cluster: each has its pid in $data/run/NAME.pid and its log in $data/logs/NAME.log.

names=(postgres)
for ((i = 1; i <= silos; i++)); do names+=("silo-$i"); done
for ((i = 1; i <= apis; i++)); do names+=("api-$i"); done
names+=(proxy)

declare -A pids=()
problems_pid=

# What may take how long, in seconds. A node finishes what it has in 30, after it has drained.
start_patience=60
stop_patience=40

# While it waits bash learns which processes ended; that one was killed is told below, in words of our own.
pause() { sleep "$1"; } 2>/dev/null

take_data_directory() {
    install -d -m 711 "$data" || refuse "$data cannot be made; name another directory with --data DIR."
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

# Starts a process and keeps its pid. It has a session of its own, so that Ctrl-C reaches this script alone,
# and the kernel kills it should this script be killed.
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

# PostgreSQL goes on to tell that it is shut down; the others end with the reason. Further up are earlier starts.
why_ended() { tail -n 10 "$1" | grep -E ' (FATAL|PANIC): ' | tail -n 1 | grep . || tail -n 1 "$1"; }

# Waits until a command succeeds; ends everything when the process has died before that, or takes too long.
await() {
    local name=$1 until=$((SECONDS + start_patience))
    shift
    until "$@"; do
        runs "$name" || refuse "$name did not start: $(why_ended "$data/logs/$name.log")"
        ((SECONDS < until)) || refuse "$name is not ready after $start_patience s: see $data/logs/$name.log"
        pause 0.2
    done
}

watch_over_all() {
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

# In the order in which nobody is asked for what is gone: proxy, API nodes, silos, PostgreSQL.
stop_all() {
    trap '' INT TERM HUP
    local kind
    for kind in proxy api silo postgres; do stop_kind "$kind"; done
    kill_postgres_orphans
    if [ -n "$problems_pid" ]; then
        # What was logged last is still to be told: tail looks once a second where the kernel does not wake it.
        pause 1
        kill -KILL -- "-$problems_pid" 2>/dev/null
    fi
    rm -f "$data"/run/*.pid
}

stop_kind() {
    local name until=$((SECONDS + stop_patience)) signal=TERM ours=()
    # SIGTERM would let PostgreSQL wait for its clients; SIGINT sends them away.
    [ "$1" = postgres ] && signal=INT && continue_postgres
    for name in "${names[@]}"; do
        if [[ $name != "$1"* ]] || ! runs "$name"; then continue; fi
        kill "-$signal" "${pids[$name]}" 2>/dev/null
        # One that was paused would never hear of it.
        kill -CONT "${pids[$name]}" 2>/dev/null
        ours+=("$name")
    done
    for name in ${ours[@]+"${ours[@]}"}; do
        while runs "$name" && ((SECONDS < until)); do pause 0.1; done
        if runs "$name"; then
            echo "$name: did not stop in $stop_patience s, killed"
            kill -KILL "${pids[$name]}" 2>/dev/null
        fi
        wait "${pids[$name]}" 2>/dev/null
    done
}

# Prints what the logs say of problems from now on, with the node's name in front.
tell_problems() {
    local name logs=()
    for name in "${names[@]}"; do
        logs+=("$data/logs/$name.log")
        : >>"$data/logs/$name.log"
    done
    setsid setpriv --pdeathsig KILL "$here/local/problems" "${logs[@]}" {lock}>&- &
    problems_pid=$!
    disown "$problems_pid"
}
