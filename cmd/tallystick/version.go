package main

import (
	"fmt"
	"runtime/debug"

	"tallystick/capture"
	"tallystick/evidence"
	"tallystick/lexicon"
	"tallystick/read"
)

type versionCommand struct{}

func (c *versionCommand) Run(p *program) error {
	_, err := fmt.Fprintf(p.stdout, "%s\n%s\n%s\nentry format %d\n", version(), capture.Version, read.Version(lexicon.Default()), evidence.FormatVersion)
	return err
}

// release is raised with each release.
const release = "0.1.0"

// version names the program, with the revision that it was built from when the
// build says so.
func version() string {
	v := "tallystick " + release
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, s := range info.Settings {
			if s.Key == "vcs.revision" {
				v += fmt.Sprintf(" (%.12s)", s.Value)
			}
		}
	}
	return v
}
