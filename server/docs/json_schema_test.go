package docs_test

import (
	"encoding/json"
	"strings"
	"testing"

	"gatehouse/server/call"
	"gatehouse/server/docs"
)

type place struct {
	Town string `name:"town" type:"alpha" doc:"Where."`
	Room *int   `name:"room" doc:"Which room."`
	Far  *int   `name:"far" default:"null" doc:"How far."`
}

type visit struct {
	Count  int      `name:"count" doc:"How many."`
	Rate   float64  `name:"rate" default:"1.5" doc:"How much."`
	On     bool     `name:"on" default:"true" doc:"Whether."`
	Text   string   `name:"text" type:"raw" default:"<é>" doc:"What."`
	Note   *string  `name:"note" type:"raw" optional:"false" doc:"Null for none."`
	Places []place  `name:"places" doc:"Where to."`
	Words  []string `name:"words" type:"alpha" default:"[]" doc:"Words."`
}

func TestJSONSchemas(t *testing.T) {
	f := declare[visit, visit](t, "core_test_visit")
	for _, row := range []struct {
		why    string
		schema *docs.JSONSchema
		want   string
	}{
		{
			"what is taken may leave out what has a default, refuses what is not known, and says what text must look like", docs.ParametersSchema(f),
			`{"title":"Visit","type":"object","properties":{
				"count":{"description":"How many.","type":"integer"},
				"rate":{"description":"How much.","type":"number","default":1.5},
				"on":{"description":"Whether.","type":"boolean","default":true},
				"text":{"description":"What.","type":"string","default":"\u003cé\u003e"},
				"note":{"description":"Null for none.","type":["string","null"]},
				"places":{"description":"Where to.","type":"array","items":{"title":"Place","type":"object","properties":{
					"town":{"description":"Where. Expected: letters a-z only.","type":"string"},
					"room":{"description":"Which room.","type":["integer","null"]},
					"far":{"description":"How far.","type":["integer","null"],"default":null}},
					"required":["town"],"additionalProperties":false}},
				"words":{"description":"Words.","type":"array","default":[],"items":{"description":"Expected: letters a-z only.","type":"string"}}},
				"required":["count","note","places"],"additionalProperties":false}`,
		},
		{
			"what is given always has what has a default, and is null only where it cannot be left out", docs.ResultSchema(f),
			`{"title":"Visit","type":"object","properties":{
				"count":{"description":"How many.","type":"integer"},
				"rate":{"description":"How much.","type":"number"},
				"on":{"description":"Whether.","type":"boolean"},
				"text":{"description":"What.","type":"string"},
				"note":{"description":"Null for none.","type":["string","null"]},
				"places":{"description":"Where to.","type":"array","items":{"title":"Place","type":"object","properties":{
					"town":{"description":"Where.","type":"string"},
					"room":{"description":"Which room.","type":"integer"},
					"far":{"description":"How far.","type":["integer","null"]}},
					"required":["town","far"]}},
				"words":{"description":"Words.","type":"array","items":{"type":"string"}}},
				"required":["count","rate","on","text","note","places","words"]}`,
		},
		{"no parameters", docs.ParametersSchema(declare[struct{}, call.Void](t, "core_test_nothing")), `{"type":"object","properties":{},"additionalProperties":false}`},
		{"no result", docs.ResultSchema(declare[struct{}, call.Void](t, "core_test_nothing")), `{"type":"null"}`},
		{"a result that is a value", docs.ResultSchema(declare[struct{}, int](t, "core_test_number")), `{"type":"integer"}`},
		{"one parameter", docs.ParameterSchema(&f.Parameters.Fields[0]), `{"description":"How many.","type":"integer"}`},
	} {
		text, err := json.Marshal(row.schema)
		want := strings.NewReplacer("\n", "", "\t", "").Replace(row.want)
		if err != nil || string(text) != want {
			t.Errorf("%s: %v\ngot  %s\nwant %s", row.why, err, text, want)
		}
	}
}
