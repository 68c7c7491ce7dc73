package docs

import (
	"bytes"
	"encoding/json"
	"strings"

	"gatehouse/server/call"
)

// Postman describes functions as a collection for Postman (format 2.1, schema.postman.com): a folder for each component, and in it
// each function with its example as a call on our own face of REST. Address and token are the variables baseUrl and token.
func Postman(site Site, functions []*call.Function) []byte {
	c := &postman{
		Info: postmanInfo{
			Name: titleOf(site), Description: "The functions that your token may call. Put the token into the variable token.",
			Schema: "https://schema.getpostman.com/json/collection/v2.1.0/collection.json",
		},
		Item:     []postmanFolder{},
		Auth:     postmanAuth{"bearer", []postmanValue{{"token", "{{token}}", "string"}}},
		Variable: []postmanValue{{"baseUrl", site.URL, "string"}, {"token", "", "string"}},
	}
	for _, f := range functions {
		folder := c.folder(f.Component)
		folder.Item = append(folder.Item, newPostmanItem(f))
	}
	return asJSON(c)
}

type postman struct {
	Info     postmanInfo     `json:"info"`
	Item     []postmanFolder `json:"item"`
	Auth     postmanAuth     `json:"auth"`
	Variable []postmanValue  `json:"variable"`
}

type postmanInfo struct {
	Name        string `json:"name"`
	Description string `json:"description"`
	Schema      string `json:"schema"`
}

type postmanAuth struct {
	Type   string         `json:"type"`
	Bearer []postmanValue `json:"bearer"`
}

type postmanValue struct {
	Key   string `json:"key"`
	Value string `json:"value"`
	Type  string `json:"type"`
}

type postmanFolder struct {
	Name string        `json:"name"`
	Item []postmanItem `json:"item"`
}

type postmanItem struct {
	Name    string         `json:"name"`
	Request postmanRequest `json:"request"`
}

type postmanRequest struct {
	Method      string          `json:"method"`
	Description string          `json:"description"`
	Header      []postmanHeader `json:"header"`
	URL         postmanURL      `json:"url"`
	Body        postmanBody     `json:"body"`
}

type postmanHeader struct {
	Key         string `json:"key"`
	Value       string `json:"value"`
	Description string `json:"description,omitempty"`
	Disabled    bool   `json:"disabled,omitempty"` // until somebody ticks it
}

type postmanURL struct {
	Raw  string   `json:"raw"`
	Host []string `json:"host"`
	Path []string `json:"path"`
}

// postmanBody is JSON, and says so for Postman's editor.
type postmanBody struct {
	Mode    string         `json:"mode"`
	Raw     string         `json:"raw"`
	Options map[string]any `json:"options"`
}

func (c *postman) folder(component string) *postmanFolder {
	for i := range c.Item {
		if c.Item[i].Name == component {
			return &c.Item[i]
		}
	}
	c.Item = append(c.Item, postmanFolder{Name: component})
	return &c.Item[len(c.Item)-1]
}

func newPostmanItem(f *call.Function) postmanItem {
	path := restPath + f.Name
	header := []postmanHeader{{Key: "Content-Type", Value: "application/json"}, {Key: "Accept", Value: "application/json"}}
	if f.Effect == call.Write {
		// A variable of Postman's own: another one each time.
		header = append(header, postmanHeader{call.IdempotencyKey, "{{$guid}}", "Under the same key the call changes nothing again.", true})
	}
	return postmanItem{f.Name, postmanRequest{
		Method: "POST", Description: saidOf(f),
		Header: header,
		URL:    postmanURL{"{{baseUrl}}" + path, []string{"{{baseUrl}}"}, strings.Split(path[1:], "/")},
		Body:   postmanBody{"raw", exampleArguments(f), map[string]any{"raw": map[string]string{"language": "json"}}},
	}}
}

// saidOf is everything that is said of a function, in Markdown.
func saidOf(f *call.Function) string {
	parts := []string{f.Summary}
	if f.Description != "" {
		parts = append(parts, f.Description)
	}
	if f.Deprecated() {
		parts = append(parts, "Deprecated: call "+f.ReplacedBy+" instead.")
	}
	return strings.Join(parts, "\n\n")
}

// exampleArguments are those of the declared example, written for people; none where there is no example.
func exampleArguments(f *call.Function) string {
	var text bytes.Buffer
	if err := json.Indent(&text, []byte(f.Example.Arguments), "", "  "); err != nil {
		return "{}"
	}
	return text.String()
}
