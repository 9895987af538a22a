package roads

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"unicode"

	"tallystick/evidence"
)

// text reads a property that is a name; nothing for none.
func text(raw json.RawMessage) (string, error) {
	if absent(raw) {
		return "", nil
	}
	var s string
	if err := json.Unmarshal(raw, &s); err != nil {
		return "", fmt.Errorf("is %s, where a text should be", cut(string(raw)))
	}
	return named(s)
}

func named(s string) (string, error) {
	s = strings.Join(strings.Fields(s), " ")
	switch {
	case len(s) > MaxName:
		return "", fmt.Errorf("is longer than %d bytes", MaxName)
	case strings.ContainsFunc(s, func(r rune) bool { return unicode.IsControl(r) || r == unicode.ReplacementChar }):
		return "", errors.New("holds signs that no name has")
	}
	return s, nil
}

func absent(raw json.RawMessage) bool { return len(raw) == 0 || string(raw) == "null" }

// texts reads a property that is one name or a list of them.
func texts(raw json.RawMessage) ([]string, error) {
	if absent(raw) {
		return nil, nil
	}
	var list []string
	if err := json.Unmarshal(raw, &list); err != nil {
		one, err := text(raw)
		if err != nil {
			return nil, errors.New("is neither a text nor a list of texts")
		}
		list = []string{one}
	}
	if len(list) > 100 {
		return nil, errors.New("holds more than 100 names")
	}
	var names []string
	for _, s := range list {
		s, err := named(s)
		if err != nil {
			return nil, err
		}
		if s != "" {
			names = append(names, s)
		}
	}
	return names, nil
}

// flag reads a property that is yes or no: in JSON, or as map programs write
// it, 1 or 0.
func flag(raw json.RawMessage) (bool, error) {
	switch strings.ToLower(strings.Trim(string(raw), `"`)) {
	case "", "null", "false", "0", "no":
		return false, nil
	case "true", "1", "yes":
		return true, nil
	}
	return false, fmt.Errorf("is %s: write true or false", cut(string(raw)))
}

// settlements reads the property of that name: a list, or the same list as a
// text, for map programs that keep no lists.
func settlements(raw json.RawMessage) ([]evidence.Settlement, error) {
	if absent(raw) {
		return nil, nil
	}
	var inText string
	if json.Unmarshal(raw, &inText) == nil {
		if strings.TrimSpace(inText) == "" {
			return nil, nil
		}
		raw = json.RawMessage(inText)
	}
	var list []struct {
		Name json.RawMessage `json:"name"`
		Lat  *float64        `json:"lat"`
		Lon  *float64        `json:"lon"`
		Out  json.RawMessage `json:"out"`
	}
	if err := json.Unmarshal(raw, &list); err != nil {
		return nil, errors.New(`the property "settlements" is no list of {"name", "lat", "lon", "out"} with numbers for lat and lon`)
	}
	if len(list) > MaxPositions {
		return nil, fmt.Errorf("more than %d settlements on one road", MaxPositions)
	}
	var found []evidence.Settlement
	for i, s := range list {
		name, err := text(s.Name)
		if err != nil {
			return nil, fmt.Errorf("the name of settlement %d %w", i+1, err)
		}
		if name == "" {
			return nil, fmt.Errorf("settlement %d has no name", i+1)
		}
		if s.Lat == nil || s.Lon == nil {
			return nil, fmt.Errorf("settlement %s has no \"lat\" or no \"lon\"", cut(name))
		}
		on, err := onGlobe([]float64{*s.Lon, *s.Lat})
		if err != nil {
			return nil, fmt.Errorf("settlement %s: %w", cut(name), err)
		}
		out, err := flag(s.Out)
		if err != nil {
			return nil, fmt.Errorf("\"out\" of settlement %s %w", cut(name), err)
		}
		found = append(found, evidence.Settlement{Name: name, Lat: on[1], Lon: on[0], Out: out})
	}
	return found, nil
}
