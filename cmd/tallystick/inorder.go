package main

import (
	"context"
	"iter"
)

// inOrder does work on the items with so many workers at once, and hands each
// result to each in the order of the items. About four items a worker are held
// at once, in work or waiting for one before them, so that memory does not grow
// with their number. It ends with the first error of each, or when ctx does;
// items may then have been taken that nobody sees.
func inOrder[In, Out any](ctx context.Context, workers int, items iter.Seq[In], work func(In) Out, each func(Out) error) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	type job struct {
		item In
		done chan Out
	}
	line := make(chan job, 4*workers) // in the order of the items
	free := make(chan job)            // to whichever worker comes first
	for range workers {
		go func() {
			for j := range free {
				j.done <- work(j.item)
			}
		}()
	}
	go func() {
		defer close(line)
		defer close(free)
		for item := range items {
			j := job{item, make(chan Out, 1)}
			select {
			case line <- j:
			case <-ctx.Done():
				return
			}
			select {
			case free <- j:
			case <-ctx.Done():
				return
			}
		}
	}()
	for {
		var out Out
		select {
		case j, ok := <-line:
			if !ok {
				return ctx.Err()
			}
			select {
			case out = <-j.done:
			case <-ctx.Done():
				return ctx.Err()
			}
		case <-ctx.Done():
			return ctx.Err()
		}
		if err := each(out); err != nil {
			return err
		}
	}
}
