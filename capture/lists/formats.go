package lists

import (
	"fmt"
	"strings"
)

// Formats lists the kinds of file that can be read.
var Formats = []Format{oryxPage, oryxCSV, warSpotting, officialClaims, ethPrio}

// Named returns the format of that name.
func Named(name string) (Format, error) {
	names := make([]string, len(Formats))
	for i, f := range Formats {
		if f.Name == name {
			return f, nil
		}
		names[i] = f.Name
	}
	return Format{}, fmt.Errorf("no format is called %q; there are %s", name, strings.Join(names, ", "))
}
