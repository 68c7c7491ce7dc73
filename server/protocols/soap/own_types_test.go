package soap

import (
	"context"
	"encoding/xml"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	"gatehouse/server/call"
	"gatehouse/server/protocols/conformance"
)

func declare[In, Out any](name string) *call.Function {
	d := call.Declaration{Name: name, Component: "core", Summary: "Tests <types> & names.", Effect: call.Read}
	return call.Declare(d, func(context.Context, *call.Call, In) (out Out, _ error) { return out, nil })
}

// shared is one type in two functions.
type shared struct {
	ID int `name:"id" doc:"An id."`
}

type pair[T any] struct {
	First T `name:"first" doc:"The first."`
}

// alike returns functions whose types are called alike and look different, are called alike and look the same, or have no name.
func alike() []*call.Function {
	type row struct {
		Name string `name:"name" type:"text" doc:"A name."`
	}
	first := declare[struct {
		Rows []row `name:"rows" doc:"Rows."`
	}, shared]("core_a_get")
	return []*call.Function{first, alikeInAnotherFunction(), declare[struct{}, []shared]("core_c_get"), declare[struct {
		Value struct {
			X int `name:"x" doc:"X."`
		} `name:"value" doc:"A value."`
		Grid [][]int `name:"grid" doc:"Lists in a list."`
	}, pair[int]]("core_d_get"), declare[struct{}, wsException]("core_e_get")}
}

func alikeInAnotherFunction() *call.Function {
	type row struct {
		Inner shared `name:"inner" doc:"Inner."`
	}
	return declare[struct {
		Row row `name:"row" doc:"A row."`
	}, []row]("core_b_get")
}

// wsException would take the name of the fault's detail.
type wsException struct {
	X int `name:"x" doc:"X."`
}

var namedTypes = regexp.MustCompile(`<xs:complexType name="([^"]*)">(.*?)</xs:complexType>\n`)

// typesIn lists the types of a document by their names.
func typesIn(document []byte) map[string]string {
	found := map[string]string{}
	for _, m := range namedTypes.FindAllSubmatch(document, -1) {
		found[string(m[1])] = string(m[2])
	}
	return found
}

func TestNamesOfTypes(t *testing.T) {
	functions := alike()
	all := typesIn(ownWSDL(newTypes(functions), functions, "x"))
	var names []string
	for _, name := range slices.Sorted(maps.Keys(all)) {
		names = append(names, regexp.MustCompile(`_[0-9a-f]{8}$`).ReplaceAllString(name, "_DIGEST"))
	}
	want := "Row Row_DIGEST Shared WsException WsException_DIGEST core_d_get_return core_d_get_value"
	if got := strings.Join(names, " "); got != want {
		t.Errorf("got %s\nwant %s", got, want)
	}
	if !strings.Contains(all["Row"], `name="name"`) {
		t.Errorf("the first function's type does not keep the name: %s", all["Row"])
	}
}

// TestNamesDoNotDependOnTheFunctions holds that a document about some functions names everything as one about others.
func TestNamesDoNotDependOnTheFunctions(t *testing.T) {
	functions := alike()
	all := typesIn(ownWSDL(newTypes(functions), functions, "x"))
	reversed := slices.Clone(functions)
	slices.Reverse(reversed)
	for _, catalogue := range [][]*call.Function{functions, reversed} {
		for i := range functions {
			for name, body := range typesIn(ownWSDL(newTypes(catalogue), functions[i:i+1], "x")) {
				if all[name] != body {
					t.Errorf("%s: %s is\n%s\nand with all functions\n%s", functions[i].Name, name, body, all[name])
				}
			}
		}
	}
}

// definitions is what a document says, as far as its parts refer to one another.
type definitions struct {
	Types struct {
		Schema struct {
			Types    []described `xml:"complexType"`
			Elements []described `xml:"element"`
		} `xml:"schema"`
	} `xml:"types"`
	Messages []struct {
		Name  string `xml:"name,attr"`
		Parts []struct {
			Element string `xml:"element,attr"`
			Type    string `xml:"type,attr"`
		} `xml:"part"`
	} `xml:"message"`
	Operations []struct {
		Name   string  `xml:"name,attr"`
		Input  refers  `xml:"input"`
		Output *refers `xml:"output"`
		Fault  *refers `xml:"fault"`
	} `xml:"portType>operation"`
	Bound []struct {
		Name string `xml:"name,attr"`
	} `xml:"binding>operation"`
}

type refers struct {
	Message string `xml:"message,attr"`
}

type described struct {
	Name  string `xml:"name,attr"`
	Inner string `xml:",innerxml"`
	Type  string `xml:"type,attr"`
}

var inner = regexp.MustCompile(` type="(tns|xs|xsd|soap-enc):([^"]*)"`)

// TestDocumentsHoldTogether holds that everything that a document refers to is in it.
func TestDocumentsHoldTogether(t *testing.T) {
	functions := append(conformance.Functions(), alike()...)
	for name, document := range map[string][]byte{
		"ours": ownWSDL(newTypes(functions), functions, "x"), "Moodle's": moodleWSDL(functions, "x"),
	} {
		var d definitions
		if err := xml.Unmarshal(document, &d); err != nil {
			t.Fatal(err)
		}
		there := map[string]bool{}
		for _, described := range slices.Concat(d.Types.Schema.Types, d.Types.Schema.Elements) {
			if there["tns:"+described.Name] && described.Type == "" || strings.EqualFold(described.Name, "fault") {
				t.Errorf("%s: %s stands twice, or is called as it should not", name, described.Name)
			}
			there["tns:"+described.Name] = true
		}
		uses := func(who, reference string) {
			if strings.HasPrefix(reference, "tns:") && !there[reference] {
				t.Errorf("%s: %s refers to %s, which is not there", name, who, reference)
			}
		}
		for _, described := range slices.Concat(d.Types.Schema.Types, d.Types.Schema.Elements) {
			for _, m := range inner.FindAllStringSubmatch(described.Inner, -1) {
				uses(described.Name, m[1]+":"+m[2])
			}
		}
		messages := map[string]bool{}
		for _, m := range d.Messages {
			messages["tns:"+m.Name] = true
			for _, p := range m.Parts {
				uses(m.Name, p.Element)
				uses(m.Name, p.Type)
			}
		}
		for _, o := range d.Operations {
			if !messages[o.Input.Message] || o.Output == nil || !messages[o.Output.Message] {
				t.Errorf("%s: %s has no input or no output", name, o.Name)
			}
			if name == "ours" && (o.Fault == nil || !messages[o.Fault.Message]) {
				t.Errorf("%s: %s has no fault", name, o.Name)
			}
		}
		if len(d.Operations) != len(functions) || len(d.Bound) != len(functions) {
			t.Errorf("%s: %d operations and %d bound ones, want %d", name, len(d.Operations), len(d.Bound), len(functions))
		}
	}
}
