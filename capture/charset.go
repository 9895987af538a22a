package capture

import (
	"bytes"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
)

// decode gives the bytes as UTF-8 and names the character set they were in. A
// byte order mark goes first, then bytes that are UTF-8 already, then what an
// HTML page declares, then what the letters look like. Stray bytes that are
// not of the character set become U+FFFD.
func decode(b []byte) (text []byte, name string, fault error) {
	if len(bytes.TrimSpace(b)) == 0 {
		return nil, "", ErrEmpty
	}
	switch {
	case bytes.HasPrefix(b, []byte("\xef\xbb\xbf")):
		return decodeUTF8(b[3:])
	case bytes.HasPrefix(b, []byte("\xff\xfe")):
		return decodeUTF16(b[2:], 1), "utf-16le", nil
	case bytes.HasPrefix(b, []byte("\xfe\xff")):
		return decodeUTF16(b[2:], 0), "utf-16be", nil
	case binary(b):
		return nil, "", ErrBinary
	case bytes.IndexByte(b, 0) >= 0:
		if n := bytes.Count(b, []byte{0}); n > len(b)/4 && n < len(b)*3/4 {
			return nil, "", ErrUTF16
		}
		return nil, "", ErrBinary
	case utf8.Valid(b):
		return b, "utf-8", nil
	}
	if e, name := declared(b); e != nil && name != "utf-8" {
		return decodeWith(e, b), name, nil
	}
	if text, name, fault = decodeUTF8(b); fault == nil {
		return text, name, nil
	}
	if e, name := guess(b); e != nil {
		return decodeWith(e, b), name, nil
	}
	return nil, "", ErrCharset
}

// binary reports whether b begins as a file of a kind that holds no text, or
// holds control characters that text does not.
func binary(b []byte) bool {
	for _, magic := range []string{"%PDF-", "\x89PNG", "PK\x03\x04", "\xff\xd8\xff", "GIF8", "\x1f\x8b", "\x7fELF", "BZh", "7z\xbc\xaf", "Rar!", "SQLite format 3\x00", "\xd0\xcf\x11\xe0", "{\\rtf"} {
		if bytes.HasPrefix(b, []byte(magic)) {
			return true
		}
	}
	odd := 0
	for _, c := range b {
		if c < ' ' && c != '\t' && c != '\n' && c != '\r' && c != '\f' && c != '\v' && c != 0 {
			odd++
		}
	}
	return odd > len(b)/20
}

// decodeUTF8 forgives a stray byte now and then, which many pages have, but
// not text of another character set.
func decodeUTF8(b []byte) ([]byte, string, error) {
	if utf8.Valid(b) {
		return b, "utf-8", nil
	}
	good, bad := 0, 0
	for i := 0; i < len(b); {
		r, n := utf8.DecodeRune(b[i:])
		switch {
		case r == utf8.RuneError && n == 1:
			bad++
		case n > 1:
			good++
		}
		i += n
	}
	if bad > good/10+1 || bad > len(b)/1000+2 || good == 0 {
		return nil, "", ErrCharset
	}
	return bytes.ToValidUTF8(b, []byte("\uFFFD")), "utf-8", nil
}

// decodeUTF16 decodes pairs of bytes of which the one at index high is the
// upper; an odd last byte is left out.
func decodeUTF16(b []byte, high int) []byte {
	units := make([]uint16, len(b)/2)
	for i := range units {
		units[i] = uint16(b[2*i+high])<<8 | uint16(b[2*i+1-high])
	}
	return []byte(string(utf16.Decode(units)))
}

// declared finds the character set that an HTML page names in its head.
func declared(b []byte) (encoding.Encoding, string) {
	if head := bytes.ToLower(b[:min(len(b), 1024)]); !bytes.Contains(head, []byte("charset")) {
		return nil, ""
	}
	e, name, _ := charset.DetermineEncoding(b, "")
	return e, name
}

func decodeWith(e encoding.Encoding, b []byte) []byte {
	text, err := e.NewDecoder().Bytes(b)
	if err != nil {
		return bytes.ToValidUTF8(b, []byte("\uFFFD"))
	}
	return bytes.ToValidUTF8(text, []byte("\uFFFD"))
}

// commonCyrillic are the letters that make up about two thirds of running
// Russian, Ukrainian or Bulgarian text.
const commonCyrillic = "оеаинтсрвлкмдпу"

// guess tells a one-byte character set from the letters: Cyrillic where high
// bytes are the body of the words (the sets differ in which bytes make the
// common small letters), Western or Turkish where they are the exception.
// It gives nil where neither fits.
func guess(b []byte) (encoding.Encoding, string) {
	var low, high, turkish, control int
	for _, c := range b[:min(len(b), 1<<16)] {
		switch {
		case 'a' <= c|0x20 && c|0x20 <= 'z':
			low++
		case c >= 0xc0:
			high++
			if strings.IndexByte("\xf0\xfd\xfe\xd0\xdd\xde", c) >= 0 {
				turkish++
			}
		case c == 0x81 || c == 0x8d || c == 0x8f || c == 0x90 || c == 0x9d:
			control++
		}
	}
	if words(b, high) {
		return cyrillic(b)
	}
	if high > low/3 || control > 0 {
		return nil, ""
	}
	if turkish*5 >= high && turkish > 0 {
		return charmap.Windows1254, "windows-1254"
	}
	return charmap.Windows1252, "windows-1252"
}

// words reports whether the high bytes stand together in words, as in Cyrillic
// text, and not alone between Latin letters.
func words(b []byte, high int) bool {
	pairs := 0
	for i := 1; i < min(len(b), 1<<16); i++ {
		if b[i] >= 0xc0 && b[i-1] >= 0xc0 {
			pairs++
		}
	}
	return high >= 8 && pairs*2 > high
}

func cyrillic(b []byte) (encoding.Encoding, string) {
	var (
		best  encoding.Encoding
		name  string
		share float64
	)
	for _, c := range []struct {
		name string
		e    encoding.Encoding
	}{{"windows-1251", charmap.Windows1251}, {"koi8-r", charmap.KOI8R}, {"iso-8859-5", charmap.ISO8859_5}} {
		common, letters := 0, 0
		for _, r := range string(decodeWith(c.e, b[:min(len(b), 1<<16)])) {
			if r >= 0x80 {
				letters++
				if strings.ContainsRune(commonCyrillic, r) {
					common++
				}
			}
		}
		if s := float64(common) / float64(max(letters, 1)); s > share {
			best, name, share = c.e, c.name, s
		}
	}
	if share < 0.45 {
		return nil, ""
	}
	return best, name
}
