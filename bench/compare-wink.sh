#!/bin/bash
# Reads the same texts with our reader and with wink-nlp, in turn, each as one
# whole process on one core, and prints words a second and the ratio to
# wink-nlp: ours as it is, and by rules alone, without what it has learned. It
# finds who says what, events, places, quotations and counts; wink-nlp sentences,
# parts of speech and entities. Words are runs of anything but white space.
#
#	bench/compare-wink.sh [rounds] [texts.jsonl]     needs node and npm
set -euo pipefail
rounds=${1:-7}
texts=$(realpath "${2:-$(dirname "$0")/../../shared/bench/attribution-train.jsonl}")
cd "$(dirname "$0")/.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

(cd "$work" && npm install --silent --no-audit --no-fund --ignore-scripts wink-nlp@2.4.0 wink-eng-lite-web-model@1.8.1 >/dev/null)
cp bench/wink.cjs "$work"
go build -o "$work/tallystick" ./cmd/tallystick
core=$(($(nproc) - 1))
words=$(node -e 'let n = 0; for (const l of require("fs").readFileSync(process.argv[1], "utf8").split("\n")) if (l.trim()) n += (JSON.parse(l).text.match(/\S+/g) || []).length; console.log(n)' "$texts")

ours() { GOMAXPROCS=1 taskset -c "$core" ./tallystick read --docs "$texts" >ours.jsonl; }
rules() { GOMAXPROCS=1 taskset -c "$core" ./tallystick read --docs --model none "$texts" >rules.jsonl; }
wink() { taskset -c "$core" node wink.cjs "$texts" wink.jsonl; }

cd "$work"
TIMEFORMAT='%R %U %S'
for round in $(seq "$rounds"); do
	for who in ours rules wink; do
		{ time "$who" 2>"$who.err"; } 2>"$who.time" || { cat "$who.err" >&2; exit 1; }
		awk -v w="$words" '{ printf "%d %d\n", w / $1, w / ($2 + $3) }' "$who.time" >>"$who.rates"
	done
	echo "round $round, by the clock: $(for who in ours rules wink; do echo "$who $(tail -n 1 $who.rates | cut -d' ' -f1)"; done | paste -sd,) words/s"
done
if [ "$(wc -l <ours.jsonl)" -ne "$(wc -l <wink.jsonl)" ]; then
	echo "compare-wink: one of the two left out texts" >&2
	exit 1
fi

spread() { sort -n | awk '{ v[NR] = $1 } END { m = int((NR + 1) / 2); printf f, (v[m] + v[NR + 1 - m]) / 2, v[1], v[NR] }' f="$1"; }
echo "$(wc -l <ours.jsonl) texts, $words words, $rounds rounds, node $(node --version), wink-nlp 2.4.0; median (range)"
for column in 1 2; do
	echo "by $([ $column = 1 ] && echo the clock || echo processor time):"
	for who in ours rules wink; do
		ratio=$(paste -d' ' $who.rates wink.rates | awk -v c=$column '{ print $c / $(c + 2) }' | spread '%.2f (%.2f–%.2f)')
		echo "  $who $(cut -d' ' -f$column $who.rates | spread '%.0f (%.0f–%.0f)') words/s, $ratio of wink-nlp"
	done
done
