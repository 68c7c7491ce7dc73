package docs

import (
	"strconv"
	"strings"
	"unicode"
)

// What is behind the name of a function in the names of what it takes and gives.
const (
	parametersSuffix = "Params"
	resultSuffix     = "Result"
	itemSuffix       = "Item"
)

// names are those that are taken. What a name is made of is the function's name and the keys below it, so that it does not change
// when a token may call another function; only of two that would be the same the later one gets a number.
type names map[string]bool

func (n names) take(name string) string {
	free := name
	for i := 2; n[free]; i++ {
		free = name + "_" + strconv.Itoa(i)
	}
	n[free] = true
	return free
}

// pascal writes a word of ours as names of types are written: CoreGroupCreateGroups for core_group_create_groups.
func pascal(word string) string {
	var name strings.Builder
	for part := range strings.SplitSeq(word, "_") {
		if part != "" {
			name.WriteString(strings.ToUpper(part[:1]) + part[1:])
		}
	}
	if name.Len() == 0 || name.String()[0] <= '9' {
		return "X" + name.String()
	}
	return name.String()
}

// OneLine is a text without line ends, and without what Visible takes out.
func OneLine(text string) string { return strings.Join(strings.Fields(Visible(text)), " ") }

// Visible takes out of a text what people who read it do not see and programs do: control characters, and those that change the
// direction of writing or have no width.
func Visible(text string) string {
	return strings.Map(func(r rune) rune {
		if r != '\n' && r != '\t' && unicode.In(r, unicode.Cc, unicode.Cf, unicode.Co, unicode.Zl, unicode.Zp) {
			return -1
		}
		return r
	}, text)
}
