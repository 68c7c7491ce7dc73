package docs_test

import (
	"context"
	"encoding/json"
	"strings"
	"testing"

	"gatehouse/server/call"
	"gatehouse/server/docs"
)

var site = docs.Site{URL: "https://x.test", Name: "Haus", Version: "1.2"}

type askIn struct {
	Words   []string `name:"words" type:"alpha" doc:"Words."`
	On      bool     `name:"on" default:"true" doc:"Whether."`
	Limit   *int     `name:"limit" default:"null" doc:"How many."`
	Options struct {
		Deep bool `name:"deep" default:"false"`
	} `name:"options" default:"[]"`
}

func read[In, Out any](t *testing.T, name string) *call.Function {
	t.Helper()
	f := declare[In, Out](t, name)
	f.Effect = call.Read
	return f
}

// described is one path of the document about functions.
func described(t *testing.T, path string, functions ...*call.Function) string {
	t.Helper()
	var d struct {
		Paths      map[string]json.RawMessage
		Components struct{ Schemas map[string]json.RawMessage }
	}
	if err := json.Unmarshal(docs.OpenAPI(site, functions), &d); err != nil {
		t.Fatal(err)
	}
	if text, ok := d.Paths[path]; ok {
		return string(text)
	}
	return string(d.Components.Schemas[path])
}

func TestOpenAPI(t *testing.T) {
	d := call.Declaration{
		Name: "core_sum_get", Component: "moodle", Summary: "Adds & more.", Description: "Adds them.", Effect: call.Read,
		Capabilities: []string{"mod/sum:add"}, Errors: []call.Code{call.NotFound, call.NoPermission, call.UserNotFound},
		ReplacedBy: "core_sum_add", Example: call.Example{Arguments: `{"b":2, "a":1}`, Result: "3"},
	}
	sum := call.Declare(d, func(context.Context, *call.Call, sumIn) (int, error) { return 0, nil })
	said := `"summary":"Adds & more.","description":"Adds them.","tags":["moodle"],"deprecated":true,`
	problem := `,"content":{"application/problem+json":{"schema":{"$ref":"#/components/schemas/Problem"}}}},`
	rest := `"responses":{"200":{"description":"The result.","content":{"application/json":{"schema":{"$ref":"#/components/schemas/CoreSumGetResult"},"example":3}}},` +
		"\"403\":{\"description\":\"- `nopermissions`: The user of this token lacks a capability that this needs.\"" + problem +
		"\"404\":{\"description\":\"- `notfound`: It does not exist.\\n- `invaliduser`: There is no such user.\"" + problem +
		`"429":{"$ref":"#/components/responses/RateLimited"},` +
		`"4XX":{"$ref":"#/components/responses/Problem"},"5XX":{"$ref":"#/components/responses/Problem"}},"x-effect":"read","x-capabilities":["mod/sum:add"],` +
		`"x-errors":["notfound","nopermissions","invaliduser"],"x-replaced-by":"core_sum_add"}`
	want := `{"get":{"operationId":"core_sum_get_GET",` + said +
		`"parameters":[{"name":"a","in":"query","description":"One <number>.","required":true,"schema":{"description":"One <number>.","type":"integer","format":"int64"}},` +
		`{"name":"b","in":"query","description":"Another.","schema":{"description":"Another.","type":"integer","format":"int64"}}],` + rest +
		`,"post":{"operationId":"core_sum_get",` + said +
		`"requestBody":{"required":true,"content":{"application/json":{"schema":{"$ref":"#/components/schemas/CoreSumGetParams"},"example":{"b":2,"a":1}}}},` + rest + "}"
	if got := described(t, "/webservice/rest/core_sum_get", sum); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	want = `{"title":"SumIn","type":"object","properties":{"a":{"description":"One <number>.","type":"integer","format":"int64"},` +
		`"b":{"description":"Another.","type":["integer","null"],"format":"int64","default":null}},"required":["a"],"additionalProperties":false}`
	if got := described(t, "CoreSumGetParams", sum); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// What changes something says how it is made again; what reads has nothing of it.
func TestOnlyWritesTakeAKey(t *testing.T) {
	f := declare[struct{}, int](t, "core_one_do")
	f.Errors = []call.Code{call.ShortNameTaken}
	for _, says := range []string{
		`"parameters":[{"$ref":"#/components/parameters/IdempotencyKey"}]`, `"headers":{"Idempotency-Replayed":`, "`" + string(call.KeyReused) + "`: ", `"429":{`,
	} {
		if got := described(t, "/webservice/rest/core_one_do", f); !strings.Contains(got, says) {
			t.Errorf("%s is not in %s", says, got)
		}
		got := described(t, "/webservice/rest/core_one_get", read[struct{}, int](t, "core_one_get"))
		if strings.Contains(got, says) != strings.HasPrefix(says, `"429"`) {
			t.Errorf("%s: %s", says, got)
		}
	}
	if got := f.Errors; len(got) != 1 {
		t.Errorf("the declared errors became %v", got)
	}
	whole := string(docs.OpenAPI(site, []*call.Function{f}))
	if !strings.Contains(whole, `"parameters":{"IdempotencyKey":{"name":"Idempotency-Key","in":"header"`) || !strings.Contains(whole, `"headers":{"Retry-After":`) {
		t.Errorf("what the paths refer to is not there: %s", whole)
	}
}

func TestTheErrorsOfEveryCallStandOnce(t *testing.T) {
	got := string(docs.OpenAPI(site, []*call.Function{read[struct{}, int](t, "core_one_get"), read[struct{}, int](t, "core_two_get")}))
	for _, code := range call.CommonErrors() {
		if n := strings.Count(got, "`"+string(code)+"`: "+code.Sentence()); n != 1 {
			t.Errorf("%s stands there %d times", code, n)
		}
	}
}

func TestWhatAQueryCanHold(t *testing.T) {
	const ask = "/webservice/rest/core_ask_get"
	want := `"parameters":[{"name":"words[]","in":"query","description":"Words.","required":true,"style":"form","explode":true,"schema":` +
		`{"description":"Words.","type":"array","items":{"description":"Expected: letters a-z only.","type":"string"}}},` +
		`{"name":"on","in":"query","description":"Whether.","schema":{"description":"Whether.","type":"integer","format":"int64","enum":[0,1],"default":1}},` +
		`{"name":"limit","in":"query","description":"How many.","schema":{"description":"How many.","type":"integer","format":"int64"}},` +
		`{"name":"options","in":"query","style":"deepObject","explode":true,"schema":{"type":"object","properties":{` +
		`"deep":{"type":"integer","format":"int64","enum":[0,1],"default":0}},"additionalProperties":false}}]`
	if got := described(t, ask, read[askIn, int](t, "core_ask_get")); !strings.Contains(got, want) {
		t.Errorf("got\n%s\nlacks\n%s", got, want)
	}
	for why, f := range map[string]*call.Function{
		"a function that writes": declare[askIn, int](t, "core_ask_get"),
		"a list of objects": read[struct {
			P []place `name:"p"`
		}, int](t, "core_ask_get"),
		"a list of lists": read[struct {
			P [][]int `name:"p"`
		}, int](t, "core_ask_get"),
	} {
		if got := described(t, ask, f); strings.Contains(got, `"get"`) || !strings.Contains(got, `"post"`) {
			t.Errorf("%s: %s", why, got)
		}
	}
	if got := described(t, ask, declare[struct{}, call.Void](t, "core_ask_get")); strings.Contains(got, "requestBody") {
		t.Errorf("no parameters: %s", got)
	}
}

func TestOpenAPIWithoutFunctions(t *testing.T) {
	got := string(docs.OpenAPI(docs.Site{URL: "https://x.test", Version: "1"}, nil))
	if !strings.Contains(got, `"title":"Web services"`) || !strings.Contains(got, `"tags":[],"paths":{}`) || !strings.Contains(got, `"servers":[{"url":"https://x.test"}]`) {
		t.Error(got)
	}
}

func TestPostman(t *testing.T) {
	d := call.Declaration{
		Name: "core_sum_get", Component: "moodle", Summary: "Adds.", Description: "Adds them.", Effect: call.Read,
		ReplacedBy: "core_sum_add", Example: call.Example{Arguments: `{"b":2,"a":1}`},
	}
	sum := call.Declare(d, func(context.Context, *call.Call, sumIn) (int, error) { return 0, nil })
	got := string(docs.Postman(site, []*call.Function{sum, declare[struct{}, int](t, "core_nothing_do")}))
	for _, want := range []string{
		`"item":[{"name":"moodle","item":[{"name":"core_sum_get","request":{"method":"POST","description":"Adds.\n\nAdds them.\n\nDeprecated: call core_sum_add instead.",`,
		`"url":{"raw":"{{baseUrl}}/webservice/rest/core_sum_get","host":["{{baseUrl}}"],"path":["webservice","rest","core_sum_get"]}`,
		`"body":{"mode":"raw","raw":"{\n  \"b\": 2,\n  \"a\": 1\n}","options":{"raw":{"language":"json"}}}`,
		`"body":{"mode":"raw","raw":"{}",`,
		`"auth":{"type":"bearer","bearer":[{"key":"token","value":"{{token}}","type":"string"}]},"variable":[{"key":"baseUrl","value":"https://x.test","type":"string"},`,
	} {
		if !strings.Contains(got, want) {
			t.Errorf("got\n%s\nlacks\n%s", got, want)
		}
	}
	if got := string(docs.Postman(site, nil)); !strings.Contains(got, `"item":[]`) {
		t.Errorf("without functions: %s", got)
	}
}
