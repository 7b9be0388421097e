# Short verbs for the documented commands (CONTRIBUTING.md). Needs the optional tool just.

# List the verbs
default:
    @just --list

# Run the whole system on an SQLite file
run *args:
    dotnet run --project src/Prakerja.Api {{ if args == "" { "" } else { "-- " + args } }}

# Run every check and test, or the test projects with these words in their names
test *names:
    tests/run {{ names }}

# Run a benchmark: commit-log, deadlines, event-streams, memory, cluster, draw, deadlines-million
bench *args:
    dotnet run -c Release --project tests/Prakerja.Benchmarks -- {{ args }}

# Run a cluster on this machine
cluster *args:
    deploy/local-cluster {{ args }}

# Run the load driver: wave, join, dashboard
load *args:
    dotnet run -c Release --project tests/Prakerja.Load -- {{ args }}

# Write docs/openapi.json again
openapi:
    PRAKERJA_WRITE_OPENAPI=1 dotnet run -c Release --project tests/Prakerja.Api.Tests -- --filter-class "*ApiDocumentTests"
