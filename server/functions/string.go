package functions

import (
	_ "embed"
	"slices"
	"strings"
	"sync"

	"gatehouse/server/call"
)

//go:embed strings.txt
var stringsFile string

// siteLang is the one language that there are strings in.
const siteLang = "en"

// languageString is a text under the id that clients know it by.
type languageString struct {
	ID   string `name:"stringid" type:"stringid" doc:"Id of the string."`
	Text string `name:"string" type:"raw" doc:"The string, with its placeholders as they stand."`
}

// stringTable is the strings of one component, in their order and by their ids.
type stringTable struct {
	list []languageString
	byID map[string]string
}

// languageStrings are all strings by component. They are read when somebody first asks for one.
var languageStrings = sync.OnceValue(func() map[string]*stringTable {
	tables := map[string]*stringTable{}
	var table *stringTable
	for line := range strings.Lines(stringsFile) {
		line = strings.TrimSpace(line)
		if name, ok := strings.CutPrefix(line, "["); ok {
			table = &stringTable{byID: map[string]string{}}
			tables[strings.TrimSuffix(name, "]")] = table
			continue
		}
		id, text, ok := strings.Cut(line, " =")
		if !ok || strings.HasPrefix(line, "#") {
			continue
		}
		text = strings.ReplaceAll(strings.TrimSpace(text), `\u0020`, " ")
		table.list = append(table.list, languageString{id, text})
		table.byID[id] = text
	}
	return tables
})

// stringsOf are the strings of a component, nil when there are none. Components of the core have two names.
func stringsOf(component string) *stringTable {
	component = strings.TrimPrefix(component, "core_")
	if component == "" || component == "core" {
		component = "moodle"
	}
	return languageStrings()[component]
}

// stringParam is a value that stands in a string.
type stringParam struct {
	Name  *string `name:"name" type:"alphanumext" doc:"Name of the value, which stands for {$a->name}; without a name it stands for {$a}."`
	Value string  `name:"value" type:"raw" doc:"The value. It is put in as it is given."`
}

// stringText is a string with its values put in. One that is not there is answered by its id in brackets, as clients expect.
func stringText(id, component string, params []stringParam, path string) (string, error) {
	text := "[[" + id + "]]"
	if table := stringsOf(component); table != nil {
		if found, ok := table.byID[id]; ok {
			text = found
		}
	}
	unnamed := slices.IndexFunc(params, func(p stringParam) bool { return value(p.Name) == "" })
	if unnamed >= 0 && len(params) > 1 {
		return "", call.Errorf(call.UnnamedStringParam, "Only a single value may go without a name.").At("%s", at(path, unnamed, "name"))
	}
	var pairs []string
	for _, p := range params {
		placeholder := "{$a}"
		if name := value(p.Name); name != "" {
			placeholder = "{$a->" + name + "}"
		}
		pairs = append(pairs, placeholder, p.Value)
	}
	return strings.NewReplacer(pairs...).Replace(text), nil
}
