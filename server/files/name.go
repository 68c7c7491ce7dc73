package files

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"gatehouse/server/call"
)

const (
	longestPath = 255 // bytes, as Moodle has them
	longestName = 255
)

// CheckName fails when no file may have a name: one that means something else in a path, cannot be kept on some computer, or looks
// like another one. Names are never put right.
func CheckName(name string) error {
	switch reason := oddness(name); {
	case name == "":
		return call.Invalid("filename", "is missing.")
	case len(name) > longestName:
		return call.Invalid("filename", "has %d bytes, at most %d are allowed.", len(name), longestName)
	case reason != "":
		return call.Invalid("filename", "%s", reason)
	case !call.Type("file").Accepts(name):
		return call.Invalid("filename", "holds a character that no file name may have, one of %s", "\\ / : * ? \" < > | & ` '.")
	}
	return nil
}

// CheckPath fails when no folder may have a path, which begins and ends with a slash.
func CheckPath(path string) error {
	switch {
	case len(path) > longestPath:
		return call.Invalid("filepath", "has %d bytes, at most %d are allowed.", len(path), longestPath)
	case !call.Type("path").Accepts(path) || path != CleanPath(path):
		return call.Invalid("filepath", "is not the path of a folder, such as /photos/2026/.")
	case path == "/":
		return nil
	}
	for part := range strings.SplitSeq(strings.Trim(path, "/"), "/") {
		if reason := oddness(part); reason != "" {
			return call.Invalid("filepath", "%s", reason)
		}
	}
	return nil
}

// oddness says what is wrong about a name of a file or folder; nothing when it is ordinary.
func oddness(name string) string {
	switch {
	case !utf8.ValidString(name):
		return "is not correct UTF-8."
	case strings.HasPrefix(name, "."):
		return "begins with a dot."
	case strings.HasSuffix(name, ".") || strings.TrimSpace(name) != name:
		return "begins or ends with a space, or ends with a dot."
	case strings.ContainsFunc(name, invisible):
		return "holds a control character, or one that changes the direction of writing."
	case isDevice(name):
		return "is the name of a device on some computers."
	}
	return ""
}

// invisible says whether a character makes a name look like another one.
func invisible(r rune) bool {
	return unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) || unicode.In(r, unicode.Zl, unicode.Zp) || r == '\uFEFF'
}

// isDevice says whether Windows takes a name for a device, whatever follows its first dot.
func isDevice(name string) bool {
	base, _, _ := strings.Cut(strings.ToUpper(name), ".")
	switch base = strings.TrimSpace(base); base {
	case "CON", "PRN", "AUX", "NUL":
		return true
	}
	number, isPort := strings.CutPrefix(base, "COM")
	if !isPort {
		number, isPort = strings.CutPrefix(base, "LPT")
	}
	return isPort && len(number) == 1 && number >= "1" && number <= "9"
}
