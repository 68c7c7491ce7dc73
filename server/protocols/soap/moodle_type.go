package soap

import (
	"encoding/base64"
	"strconv"
	"strings"

	"gatehouse/server/call"
	"gatehouse/server/protocols"
)

// typed reads a value of a simple type. One that is not what its type says, or not in its plain spelling, remains text.
func (n *node) typed() any {
	if len(n.nodes) > 0 {
		return map[string]any{}
	}
	switch n.kind {
	case wholeKind:
		if i, err := strconv.ParseInt(n.trimmed(), 10, 64); err == nil && strconv.FormatInt(i, 10) == n.trimmed() {
			return i
		}
	case floatKind:
		if f, ok := protocols.ParseDecimal(n.trimmed()); ok {
			return f
		}
	case boolKind:
		switch n.trimmed() {
		case "true", "1":
			return true
		case "false", "0":
			return false
		}
	case base64Kind:
		// Perl's SOAP::Lite writes every text so that is not all ASCII.
		if text, err := base64.StdEncoding.DecodeString(strings.Map(withoutBlanks, n.text)); err == nil {
			return string(text)
		}
	}
	return n.text
}

func withoutBlanks(r rune) rune {
	if r == ' ' || r == '\t' {
		return -1
	}
	return r // base64 passes over the ends of lines
}

func (n *node) trimmed() string { return strings.Trim(n.text, " \t\r\n") }

// untyped reads an element without a type that holds no other elements.
func (n *node) untyped(s *call.Schema) any {
	switch {
	case s == nil:
		return n.text
	case s.Shape == call.Scalar:
		return scalar(n.text, s)
	case s.Shape == call.List && s.Item.Shape == call.Scalar && !blank(n.text):
		return []any{scalar(n.text, s.Item)} // one element for each item, and none around them
	case !blank(n.text):
		return n.text
	case s.Shape == call.List:
		return []any{}
	}
	return map[string]any{}
}
