package pictures

import (
	"encoding/binary"
	"errors"
	"io"
)

// turn is how a picture is to be turned to be seen upright: the orientation of
// its EXIF data, from 1 (as it is) to 8; 0 when it says none.
type turn int

// lies reports whether width and height change places.
func (t turn) lies() bool { return t >= 5 && t <= 8 }

// from returns the pixel of a stored picture of w by h that is to be seen at x, y.
func (t turn) from(x, y, w, h int) (int, int) {
	switch t {
	case 2:
		return w - 1 - x, y
	case 3:
		return w - 1 - x, h - 1 - y
	case 4:
		return x, h - 1 - y
	case 5:
		return y, x
	case 6:
		return y, h - 1 - x
	case 7:
		return w - 1 - y, h - 1 - x
	case 8:
		return w - 1 - y, x
	}
	return x, y
}

// jpegHead walks the segments at the head of a JPEG file: whether it comes in
// several passes, and how it is to be turned.
func jpegHead(b []byte) (progressive bool, t turn) {
	for b = b[min(2, len(b)):]; len(b) >= 4 && b[0] == 0xff; {
		if b[1] == 0xff { // filling
			b = b[1:]
			continue
		}
		size := int(binary.BigEndian.Uint16(b[2:]))
		segment := b[4:min(max(2+size, 4), len(b))]
		switch {
		case b[1] == 0xc2:
			return true, t
		case b[1] >= 0xc0 && b[1] <= 0xcf && b[1] != 0xc4 && b[1] != 0xc8 && b[1] != 0xcc:
			return false, t
		case b[1] == 0xe1 && t == 0 && begins(segment, "Exif\x00\x00"):
			t = orientation(segment[6:])
		}
		b = b[min(2+size, len(b)):]
	}
	return false, t
}

// orientation reads the one thing of EXIF data that tells how to see a picture.
func orientation(b []byte) turn {
	var order binary.ByteOrder = binary.LittleEndian
	switch {
	case begins(b, "MM\x00*"):
		order = binary.BigEndian
	case !begins(b, "II*\x00"):
		return 0
	}
	if len(b) < 8 {
		return 0
	}
	at := int64(order.Uint32(b[4:]))
	if at+2 > int64(len(b)) {
		return 0
	}
	n := int(order.Uint16(b[at:]))
	for fields := b[at+2:]; n > 0 && len(fields) >= 12; n, fields = n-1, fields[12:] {
		if order.Uint16(fields) == 0x0112 {
			if v := order.Uint16(fields[8:]); v >= 1 && v <= 8 {
				return turn(v)
			}
			return 0
		}
	}
	return 0
}

// scans hands on a JPEG file that sends the picture in so many passes and no
// more: each takes as long as the picture is large, and few bytes.
type scans struct {
	in   io.Reader
	n    int
	last byte
}

var errScans = errors.New("it is sent in more passes than any camera or program makes")

func (s *scans) Read(p []byte) (int, error) {
	n, err := s.in.Read(p)
	for _, b := range p[:n] {
		if s.last == 0xff && b == 0xda {
			if s.n++; s.n > maxScans {
				return 0, errScans
			}
		}
		s.last = b
	}
	return n, err
}
