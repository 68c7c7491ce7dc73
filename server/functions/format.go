package functions

import (
	"fmt"
	"html"
	"regexp"
	"strings"

	"github.com/microcosm-cc/bluemonday"
	"github.com/yuin/goldmark"

	"gatehouse/server/call"
)

// The formats in which texts are stored.
const (
	formatAuto     = 0 // plain text or HTML, as it comes
	formatHTML     = 1
	formatPlain    = 2
	formatMarkdown = 4
)

// fileArea is where the files of a text are kept. The zero value is that of texts that have none.
type fileArea struct {
	contextID int
	component string
	area      string
	itemID    int // 0: the area has none in its addresses
}

// filePlaceholder stands in a stored text for the address of its files.
const filePlaceholder = "@@PLUGINFILE@@"

// cleanPolicy lets through the markup that people write texts with, and nothing that runs. It is safe for use by many at once.
var cleanPolicy = func() *bluemonday.Policy {
	p := bluemonday.UGCPolicy()
	p.RequireNoFollowOnLinks(false)
	p.AllowAttrs("class", "dir", "lang", "title").Globally()
	p.AllowAttrs("alt").OnElements("img")
	return p
}()

// formatText returns a stored text as the caller asked for it, and the format that it now has: cleaned HTML, or with the
// setting raw the text as it was stored. The addresses of its files become ones that the caller can open, unless the caller
// asked for the placeholder.
func (l *Library) formatText(c *call.Call, text string, format int, files fileArea) (string, int) {
	if c.Request.Settings.FileURL && files.component != "" {
		text = strings.ReplaceAll(text, filePlaceholder, l.areaURL(files))
	}
	if c.Request.Settings.Raw {
		return text, format
	}
	switch format {
	case formatPlain:
		text = strings.ReplaceAll(html.EscapeString(text), "\n", "<br>\n")
	case formatMarkdown:
		var rendered strings.Builder
		if err := goldmark.Convert([]byte(text), &rendered); err == nil {
			text = rendered.String()
		}
	}
	return cleanPolicy.Sanitize(text), formatHTML
}

// areaURL is the address under which a token opens the files of an area.
func (l *Library) areaURL(f fileArea) string {
	address := fmt.Sprintf("%s/webservice/pluginfile.php/%d/%s/%s", l.PublicURL, f.contextID, f.component, f.area)
	if f.itemID != 0 {
		address += fmt.Sprintf("/%d", f.itemID)
	}
	return address
}

var bareAmpersand = regexp.MustCompile(`&(#?[a-zA-Z0-9]{1,8};)?`)

// formatName returns a stored name as the caller asked for it: as HTML without tags, or with the setting raw as it was stored.
func formatName(c *call.Call, name string) string {
	if c.Request.Settings.Raw || !strings.ContainsAny(name, "&<>") {
		return name
	}
	name = bareAmpersand.ReplaceAllStringFunc(name, func(found string) string {
		if found == "&" {
			return "&amp;"
		}
		return found
	})
	return stripTags(name)
}

var tags = regexp.MustCompile(`<[^\s>][^>]*>?`)

func stripTags(s string) string { return tags.ReplaceAllString(s, "") }
