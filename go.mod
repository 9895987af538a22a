module tallystick

go 1.26.0

require (
	codeberg.org/readeck/go-readability/v2 v2.1.3 // finds the main text of an HTML page
	github.com/abadojack/whatlanggo v1.0.1 // tells the language of a text that does not say it
	github.com/alecthomas/kong v1.17.0 // command line: flags and help from one struct, no dependencies
	github.com/chromedp/cdproto v0.159.0 // tests: the browser's protocol, for chromedp
	github.com/chromedp/chromedp v0.23.0 // tests: drives a real browser over the pages
	github.com/google/go-cmp v0.7.0 // tests: readable differences
	github.com/schollz/progressbar/v3 v3.19.1 // progress bars for batches
	golang.org/x/image v0.46.0 // decodes pictures in WebP, BMP and TIFF, which the standard library does not
	golang.org/x/mod v0.42.0 // sumdb/tlog and sumdb/note: the Merkle tree and the signed notes
	golang.org/x/net v0.62.0 // the HTML parser and charset detection
	golang.org/x/sys v0.49.0 // file locks between processes
	golang.org/x/term v0.47.0 // is standard error a terminal?
	golang.org/x/text v0.43.0 // Unicode normalisation and character sets
	modernc.org/sqlite v1.61.1 // the embedded engine, without cgo
	pgregory.net/rapid v1.3.0 // tests: property-based, with shrinking
)

require (
	github.com/andybalholm/cascadia v1.3.3 // indirect
	github.com/dustin/go-humanize v1.1.0 // indirect
	github.com/go-json-experiment/json v0.0.0-20260213210345-44df1a37e875 // indirect
	github.com/go-shiori/dom v0.0.0-20230515143342-73569d674e1c // indirect
	github.com/gogs/chardet v0.0.0-20211120154057-b7413eaefb8f // indirect
	github.com/google/uuid v1.6.0 // indirect
	github.com/itlightning/dateparse v0.2.1 // indirect
	github.com/mattn/go-isatty v0.0.24 // indirect
	github.com/mitchellh/colorstring v0.0.0-20190213212951-d06e56a500db // indirect
	github.com/ncruces/go-strftime v1.1.0 // indirect
	github.com/remyoudompheng/bigfft v0.0.0-20230129092748-24d4a6f8daec // indirect
	github.com/rivo/uniseg v0.4.7 // indirect
	modernc.org/libc v1.79.0 // indirect
	modernc.org/mathutil v1.7.1 // indirect
	modernc.org/memory v1.12.1 // indirect
)
