package capture

import (
	"errors"
	"strings"
	"testing"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

func TestCharsets(t *testing.T) {
	const (
		russian = "Министерство обороны сообщило, что ночью село обстреляли; погибли четыре человека."
		turkish = "Bakanlık, gece düzenlenen saldırıda dört kişinin öldüğünü, on üç kişinin de yaralandığını açıkladı."
		french  = "Le ministère a déclaré que l’armée n’avait pas tiré ; quatre blessés ont été évacués."
	)
	for _, c := range []struct {
		text, name string
		e          encoding.Encoding
	}{
		{russian, "windows-1251", charmap.Windows1251},
		{russian, "koi8-r", charmap.KOI8R},
		{russian, "iso-8859-5", charmap.ISO8859_5},
		{turkish, "windows-1254", charmap.Windows1254},
		{french, "windows-1252", charmap.Windows1252},
		{russian, "utf-16le", unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)},
		{turkish, "utf-16be", unicode.UTF16(unicode.BigEndian, unicode.UseBOM)},
		{french, "utf-8", encoding.Nop},
		{russian, "utf-8", unicode.UTF8BOM},
	} {
		b, err := c.e.NewEncoder().Bytes([]byte(c.text))
		if err != nil {
			t.Fatal(err)
		}
		text, name, err := decode(b)
		if err != nil || name != c.name || string(text) != c.text {
			t.Errorf("%s: %v as %s: %q", c.name, err, name, text)
		}
		r, capture, err := Read("a.txt", b, Options{})
		if want := "text/plain; charset=" + c.name; err != nil || r.Text != c.text || c.name != "utf-8" && capture.MediaType != want {
			t.Errorf("%s: %v, %q, media type %q, want %q", c.name, err, r.Text, capture.MediaType, want)
		}
	}
}

// What a page declares goes before a guess, unless its bytes are UTF-8.
func TestDeclaredCharset(t *testing.T) {
	page := "<html><head><meta charset=%><title>t</title></head><body><p>Жители села говорят, что ночью стреляли с обоих берегов.</p></body></html>"
	b, err := charmap.Windows1251.NewEncoder().Bytes([]byte(strings.Replace(page, "%", "windows-1251", 1)))
	if err != nil {
		t.Fatal(err)
	}
	if r, _, err := Read("a.html", b, Options{}); err != nil || !strings.Contains(r.Text, "с обоих берегов") {
		t.Errorf("declared windows-1251: %v %q", err, r.Text)
	}
	if r, _, err := Read("a.html", []byte(strings.Replace(page, "%", "windows-1251", 1)), Options{}); err != nil || !strings.Contains(r.Text, "с обоих берегов") {
		t.Errorf("UTF-8 that declares windows-1251: %v %q", err, r.Text)
	}
}

// A stray byte in UTF-8 is forgiven and shown as such.
func TestStrayByte(t *testing.T) {
	r, _, err := Read("a.txt", []byte(strings.Repeat("Əhalinin bir hissəsi kəndi tərk etdi. ", 5)+"\xff"), Options{})
	if err != nil || !strings.HasSuffix(r.Text, "\uFFFD") {
		t.Errorf("%v: %q", err, r.Text)
	}
}

func TestNoText(t *testing.T) {
	random := make([]byte, 600)
	for i := range random {
		random[i] = byte(0x80 + i*37%128)
	}
	for _, c := range []struct {
		name, file string
		b          []byte
		fault      error
	}{
		{"nothing", "a.txt", nil, ErrEmpty},
		{"white space", "a.html", []byte(" \r\n\t"), ErrEmpty},
		{"a PDF", "a.txt", []byte("%PDF-1.7\nwords"), ErrBinary},
		{"a picture", "a.html", []byte("\x89PNG\r\n\x1a\n"), ErrBinary},
		{"an archive", "a.md", []byte("PK\x03\x04words"), ErrBinary},
		{"zero bytes", "a.txt", []byte("words\x00words"), ErrBinary},
		{"control characters", "a.txt", []byte(strings.Repeat("\x01\x02w", 50)), ErrBinary},
		{"UTF-16 without its mark", "a.txt", []byte("w\x00o\x00r\x00d\x00s\x00"), ErrUTF16},
		{"no known character set", "a.txt", random, ErrCharset},
		{"another kind", "a.docx", []byte("words"), ErrKind},
		{"no ending", "README", []byte("words"), ErrKind},
		{"markup alone", "a.html", []byte("<html><body><nav><a href=/>Home</a></nav></body></html>"), ErrNoText},
		{"furniture alone", "a.txt", []byte("Share on Facebook\n\nAdvertisement\n"), ErrNoText},
		{"a tag of attributes", "a.html", []byte("<p" + strings.Repeat(" a", 60_000) + ">words"), ErrMarkup},
		{"too many lines", "a.txt", []byte(strings.Repeat("w\n", mostBlocks+1)), ErrCrowded},
		{"too many lines", "a.md", []byte(strings.Repeat("w\n", mostBlocks+1)), ErrCrowded},
		{"too many items", "a.html", []byte(strings.Repeat("<li>w", mostBlocks+1)), ErrCrowded},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, _, err := Read("some/folder/"+c.file, c.b, Options{})
			if !errors.Is(err, c.fault) {
				t.Fatalf("got %v, want %v", err, c.fault)
			}
			if !strings.HasPrefix(err.Error(), c.file+": ") || !strings.Contains(err.Error(), ": ") || strings.Contains(err.Error(), "folder/") {
				t.Errorf("%q does not name the file by its base name", err)
			}
		})
	}
}
