# shellcheck shell=bash disable=SC2154
# How silos, API nodes and the proxy are started.

silo_url() { echo "http://127.0.0.1:$((port + 10 + $1))"; }
api_url() { echo "http://127.0.0.1:$((port + $1))"; }
program() { echo "$root/artifacts/bin/Prakerja.$1/${configuration,,}/Prakerja.$1.dll"; }

need_programs() {
    local name
    for name in Silo Api; do
        [ -f "$(program "$name")" ] || refuse "$(program "$name") is missing: do not use --no-build."
    done
}

# Settings that all nodes share. Secrets are in the environment, where other users cannot read them.
share_settings() {
    export DOTNET_ENVIRONMENT=Development ASPNETCORE_ENVIRONMENT=Development
    export Prakerja__Demo__Enabled=false
    # Load driver and tests come from one address. PROXY_SOURCE_LIMITS=on keeps the limits on.
    PROXY_SOURCE_LIMITS=${PROXY_SOURCE_LIMITS:-off}
    export PROXY_SOURCE_LIMITS Prakerja__Proxies__Networks__0=127.0.0.0/8
    if [ "$PROXY_SOURCE_LIMITS" = off ]; then export Prakerja__SourceLimits__Enabled=false; fi
    export Prakerja__IdentityKeyFile=$data/keys/identity.key
    export Prakerja__Outbox=$data/outbox
    # One line for each message, so that problems can be recognised by their first word.
    export Logging__Console__FormatterName=simple Logging__Console__FormatterOptions__SingleLine=true
}

# The application name shows an administrator and the fault test which node owns a connection.
connect_as() {
    local server="Host=127.0.0.1;Port=$postgres_port;Database=prakerja;Username=prakerja" password
    password=$(<"$data/postgres/password")
    export Prakerja__Postgres__ConnectionString="$server;Password=$password;Application Name=$1"
}

make_identity_key() {
    [ -e "$data/keys/identity.key" ] || [ -e "$data/postgres/data/PG_VERSION" ] \
        || (umask 077 && random_hex 32 >"$data/keys/identity.key")
}

spawn_silo() {
    connect_as "silo-$1"
    spawn "silo-$1" dotnet "$(program Silo)" --urls "$(silo_url "$1")" --Prakerja:Data="$data/silo-$1" \
        --Prakerja:Cluster:SiloPort=$((port + 20 + $1)) --Prakerja:Cluster:GatewayPort=$((port + 30 + $1))
}

# Two seconds, so that the proxy has checked twice before a stopping node accepts no more requests.
spawn_api() {
    connect_as "api-$1"
    spawn "api-$1" dotnet "$(program Api)" --urls "$(api_url "$1")" --Prakerja:Data="$data/api-$1" \
        --Prakerja:Cluster:DrainSeconds=2
}

spawn_proxy() {
    local i
    {
        echo "backend api"
        for ((i = 1; i <= apis; i++)); do echo "    server api-$i 127.0.0.1:$((port + i))"; done
    } >"$data/run/proxy-nodes.cfg"
    PROXY_PORT=$port PROXY_ADDRESS=127.0.0.1 \
        spawn proxy haproxy -db -f "$here/proxy/haproxy.cfg" -f "$data/run/proxy-nodes.cfg"
}

is_ready() { curl -fso /dev/null -m 2 "$1/health/ready"; }

start_all() {
    local i
    make_identity_key
    share_settings
    start_postgres
    connect_as migrate
    dotnet "$(program Silo)" migrate --Prakerja:Data="$data/silo-1" >>"$data/logs/silo-1.log" 2>&1 \
        || refuse "the schema could not be created: $(tail -n 1 "$data/logs/silo-1.log")"
    for ((i = 1; i <= silos; i++)); do start "silo-$i"; done
    for ((i = 1; i <= silos; i++)); do await "silo-$i" is_ready "$(silo_url "$i")"; done
    for ((i = 1; i <= apis; i++)); do start "api-$i"; done
    for ((i = 1; i <= apis; i++)); do await "api-$i" is_ready "$(api_url "$i")"; done
    start proxy
    await proxy is_ready "http://127.0.0.1:$port"
}

print_addresses() {
    local i key
    # The first silo to start created the key in its own directory; a link in one fixed place is easier to find.
    for key in "$data"/silo-*/management.key; do
        [ ! -f "$key" ] || ln -sfn "$key" "$data/keys/management.key"
    done
    echo "Kartu Prakerja, a cluster on this machine ($ASPNETCORE_ENVIRONMENT):"
    echo "  API, through the proxy   http://127.0.0.1:$port   (to read and try: /docs)"
    for ((i = 1; i <= apis; i++)); do echo "  api-$i                    $(api_url "$i")"; done
    for ((i = 1; i <= silos; i++)); do echo "  silo-$i                   $(silo_url "$i")/health/ready"; done
    echo "  PostgreSQL               PGPASSWORD=\$(cat $data/postgres/password) psql -h 127.0.0.1" \
        "-p $postgres_port -U prakerja prakerja"
    echo "  first management key     $data/keys/management.key"
    echo "  identity key             $data/keys/identity.key"
    echo "  logs, pids               $data/logs, $data/run"
    echo "Ctrl-C stops it. Problems from its logs follow here."
}
