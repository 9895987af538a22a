#!/bin/sh
# Prints the figures of docs/benchmarks.md: every benchmark of the product, and
# the comparisons with other programs, each within one run on this machine.
#
#	bench/figures.sh [rounds]
set -eu
rounds=${1:-5}
cd "$(dirname "$0")/.."
echo "machine: $(nproc) cores, $(grep -m1 'model name' /proc/cpuinfo | cut -d: -f2-), $(go version)"
go test -run '^$' -bench 'ReadText|ReadHTML|ReadMarkdown|Hostile' -benchtime 2s ./capture
go test -run '^$' -bench . -benchtime 2s ./read ./lexicon
go test -run '^$' -bench . -benchtime 2s ./ledger
go test -run '^$' -bench 'Ingest|BareInsert' -benchtime 3s -count "$rounds" ./store/sqlite
go test -run '^$' -bench 'Replay' -benchtime 1x -timeout 30m ./store/sqlite
go test -run '^$' -bench . -benchtime 2s ./web/page/report
go test -run '^$' -bench ReadDocs -cpu 1,2 -count "$rounds" ./cmd/tallystick
go test -run '^$' -bench . -benchtime 1x ./link/incidents
go test -run '^$' -bench Linking -benchtime 100x -timeout 40m ./flow -scale
bench/compare-append.sh "$rounds"
bench/compare-wink.sh "$rounds"
bench/compare-duckdb.sh "$rounds"
