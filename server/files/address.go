package files

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"gatehouse/server/call"
)

// ParseAddress reads the path behind a door, as Address writes it but decoded: /CONTEXT/COMPONENT/AREA[/ITEM]/FOLDERS/NAME. hasItems
// says whether an area has items, whose id then stands in the path. ok is false when no file can have this address.
func ParseAddress(path string, hasItems func(component, area string) bool) (f Folder, name string, ok bool) {
	path, rooted := strings.CutPrefix(path, "/")
	if !rooted || !utf8.ValidString(path) || strings.ContainsFunc(path, unicode.IsControl) {
		return Folder{}, "", false
	}
	parts := strings.Split(path, "/")
	if len(parts) < 4 {
		return Folder{}, "", false
	}
	f = Folder{Component: parts[1], Area: parts[2]}
	named := call.Type("component").Accepts(f.Component) && call.Type("area").Accepts(f.Area) && f.Component != "" && f.Area != ""
	if f.ContextID, ok = number(parts[0]); !ok || !named {
		return Folder{}, "", false
	}
	rest := parts[3:]
	if hasItems(f.Component, f.Area) {
		if f.ItemID, ok = number(rest[0]); !ok || len(rest) < 2 {
			return Folder{}, "", false
		}
		rest = rest[1:]
	}
	for _, part := range rest {
		if part == "" || part == "." || part == ".." {
			return Folder{}, "", false
		}
	}
	f.Path = CleanPath(strings.Join(rest[:len(rest)-1], "/"))
	return f, rest[len(rest)-1], true
}

// number reads an id in its one spelling.
func number(text string) (int, bool) {
	n, err := strconv.Atoi(text)
	return n, err == nil && n > 0 && strconv.Itoa(n) == text
}
