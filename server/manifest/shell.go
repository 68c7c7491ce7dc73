package manifest

import (
	"fmt"
	"net/url"
	"regexp"
	"strings"
	"unicode"

	"go.yaml.in/yaml/v3"
)

// plainWord is what both a shell and YAML take for the text that it is.
var plainWord = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_.-]*$`)

// quote makes one word of a shell of any text.
func quote(text string) string { return "'" + strings.ReplaceAll(text, "'", `'\''`) + "'" }

// databaseWord is the address of a database for a command. One that holds a secret is not shown: the command reads it from the
// environment, and says so when it is not there.
func databaseWord(address string) string {
	if strings.HasPrefix(address, "sqlite:") {
		return quote(address)
	}
	u, err := url.Parse(address)
	if err == nil {
		_, secret := u.User.Password()
		for name := range u.Query() {
			secret = secret || strings.Contains(name, "password")
		}
		if !secret {
			return quote(address)
		}
	}
	return `"${GATEHOUSE_DATABASE:?is to hold the address of the database}"`
}

// line writes a manifest in one line of YAML without a character that cannot be seen.
func (m *Manifest) line() (string, error) {
	var tree yaml.Node
	if err := tree.Encode(m); err != nil {
		return "", err
	}
	flow(&tree)
	text, err := yaml.Marshal(&tree)
	if err != nil {
		return "", err
	}
	var line strings.Builder
	for _, r := range strings.TrimSuffix(string(text), "\n") {
		switch { // only quoted text holds such characters
		case r < unicode.MaxASCII || unicode.IsPrint(r):
			line.WriteRune(r)
		case r <= 0xffff:
			fmt.Fprintf(&line, `\u%04x`, r)
		default:
			fmt.Fprintf(&line, `\U%08x`, r)
		}
	}
	return line.String(), nil
}

// flow puts a tree on one line, with quotes around every text that is not a plain word.
func flow(n *yaml.Node) {
	switch {
	case n.Kind != yaml.ScalarNode:
		n.Style = yaml.FlowStyle
	case n.Tag == "!!timestamp", n.Tag == "!!str" && !plainWord.MatchString(n.Value):
		n.Tag, n.Style = "!!str", yaml.DoubleQuotedStyle
	}
	for _, below := range n.Content {
		flow(below)
	}
}
