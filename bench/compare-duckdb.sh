#!/bin/bash
# Finds the same candidate pairs among a million invented claims with DuckDB on
# one thread, and links the claims with ours, scoring and sorting into
# incidents included. Prints how many pairs each finds and the processor time of
# each round: what others do on the machine does not count.
#
#	bench/compare-duckdb.sh [rounds]     needs node and npm
set -euo pipefail
rounds=${1:-3}
cd "$(dirname "$0")/.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

(cd "$work" && npm install --silent --no-audit --no-fund @duckdb/node-api@1.5.6-r.1 >/dev/null)
cp bench/duckdb.mjs "$work"
echo "ours: $(go test -count=1 -v -run TestTable ./link/incidents -table "$work" | grep -o "[0-9]* pairs")"
echo "DuckDB: pairs and seconds of each round"
(cd "$work" && node duckdb.mjs "$rounds")
echo "ours: seconds of each round"
go test -run '^$' -bench 'Cluster/claims=1000000/aday=167$' -benchtime 1x -count "$rounds" ./link/incidents | grep -o '[0-9.]* cpu-s/link'
