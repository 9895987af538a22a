# bench scores the reader on the packs of read texts that lie beside the
# repository, writes the figures into docs/benchmarks.md and raises the floors.
bench:
	go test ./bench -update -v -count=1

test:
	go test ./...

.PHONY: bench test
