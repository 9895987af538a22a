#!/bin/sh
# Appends entries of 500 bytes in batches of 256 to our store and to Tessera, in
# turn, on this machine, and prints the medians of the rounds and their ratio.
# Both answer only when the batch is synced to disk and part of the tree.
#
#	bench/compare-append.sh [rounds]     TMPDIR says on which disk
set -eu
rounds=${1:-5}
cd "$(dirname "$0")/.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

go test -c -o "$work/ours" ./store/sqlite
(cd bench/tessera && go test -c -o "$work/tessera" .)

run() { # NAME: one round, its entries a second added to NAME.txt
	(cd "$work" && "./$1" -test.run '^$' -test.bench '^BenchmarkAppend$' -test.benchtime 3s) |
		awk '{ for (i = 2; i <= NF; i++) if ($i == "entries/s") print $(i-1) }' >"$work/round"
	if [ "$(wc -l <"$work/round")" -ne 1 ]; then
		echo "compare-append: $1: want one BenchmarkAppend that reports entries/s" >&2
		exit 1
	fi
	cat "$work/round" >>"$work/$1.txt"
	echo "round $round: $1 $(cat "$work/round") entries/s"
}
median() { sort -n "$work/$1.txt" | awk '{ v[NR] = $1 } END { m = int((NR + 1) / 2); print (v[m] + v[NR + 1 - m]) / 2 }'; }

round=1
while [ "$round" -le "$rounds" ]; do
	run ours
	run tessera
	round=$((round + 1))
done
ours=$(median ours)
theirs=$(median tessera)
awk -v o="$ours" -v t="$theirs" 'BEGIN { printf "median: ours %.0f, tessera %.0f entries/s, ratio %.2f\n", o, t, o / t }'
