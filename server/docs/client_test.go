package docs_test

import (
	"bytes"
	"go/format"
	"regexp"
	"strings"
	"testing"

	"gatehouse/server/call"
	"gatehouse/server/docs"
)

type oddIn struct {
	Class  string  `name:"class" type:"raw"`
	From   int     `name:"from" default:"3" doc:"*/ \"\"\" \\ ${x}"`
	FROM   *string `name:"FROM" type:"raw" default:"null"`
	FromA  []int   `name:"from_" default:"[]" doc:"- a list"`
	Groups []struct {
		ID *int `name:"id" optional:"false" doc:"Null for none."`
	} `name:"groups"`
	Empty struct{} `name:"_1" default:"[]"`
}

type oddOut struct {
	Always *int     `name:"always" default:"null"`
	Here   [][]bool `name:"here"`
	Maybe  *float64 `name:"maybe"`
}

// odd are functions that a language could trip over: texts that would end a comment, keys that are words of a language, names that
// become the same name of a type.
func odd(t *testing.T) []*call.Function {
	t.Helper()
	f := declare[oddIn, oddOut](t, "core_odd_do")
	f.Summary = "Ends */ a comment,\nand \"\"\" a docstring \\ \u202e here."
	f.Description = "# Heading\n\n- one\n- two */\r\u2028alert(1)\n```\ncode\n```\n\"\"\"\nimport os\n" + strings.Repeat("word ", 60)
	f.ReplacedBy = "core_even_do"
	list := declare[struct{}, []oddOut](t, "core_odd_list")
	return []*call.Function{
		f, list, declare[struct{}, call.Void](t, "core_odd_void"),
		declare[struct {
			A int `name:"a" default:"1"`
		}, string](t, "core_x1_2"),
		declare[struct {
			A int `name:"a" default:"1"`
		}, bool](t, "core_x12"),
	}
}

var hostile = docs.Site{URL: `https://x.test/"+evil+"`, Name: "*/ \"\"\" \n evil() \u2028 // {{.}}", Version: "1\nevil()"}

func TestTheGoClientIsWrittenAsGofmtWould(t *testing.T) {
	for _, functions := range [][]*call.Function{nil, odd(t)} {
		text := docs.Go(hostile, functions)
		want, err := format.Source(text)
		if err != nil {
			t.Fatalf("%v\n%s", err, text)
		}
		if !bytes.Equal(text, want) {
			t.Errorf("got\n%s\nwant\n%s", text, want)
		}
	}
}

func TestNothingInTheGoClientIsThereTwice(t *testing.T) {
	seen := map[string]bool{}
	for _, found := range regexp.MustCompile(`(?m)^(?:type|func \(c \*Client\)) (\w+)`).FindAllString(string(docs.Go(site, odd(t))), -1) {
		if seen[found] {
			t.Errorf("%s is there twice", found)
		}
		seen[found] = true
	}
	if len(seen) < 10 {
		t.Errorf("only %v was found", seen)
	}
}

func TestTextsStayInsideComments(t *testing.T) {
	for language, write := range map[string]func(docs.Site, []*call.Function) []byte{"TypeScript": docs.TypeScript, "Go": docs.Go, "Python": docs.Python} {
		text := string(write(hostile, odd(t)))
		if i := strings.IndexAny(text, "\u202e\u2028\r\x00"); i >= 0 {
			t.Errorf("%s: holds %q", language, text[i:i+3])
		}
		if line := regexp.MustCompile(`(?m)^\s*(evil|alert|import os)`).FindString(text); line != "" {
			t.Errorf("%s: a line begins with %s", language, line)
		}
		if !strings.Contains(text, `"https://x.test/\"+evil+\""`) {
			t.Errorf("%s: the address is not quoted", language)
		}
	}
	if text := string(docs.TypeScript(hostile, odd(t))); strings.Contains(strings.ReplaceAll(text, "\n */\n", ""), "*/ ") {
		t.Error("TypeScript: a text ends a comment")
	}
	if text := string(docs.Python(hostile, odd(t))); strings.Contains(text, `and """`) {
		t.Error("Python: a text ends a docstring")
	}
}

func TestTypesOfClients(t *testing.T) {
	functions := odd(t)
	for _, row := range []struct {
		language string
		text     []byte
		want     []string
	}{
		{"TypeScript", docs.TypeScript(site, functions), []string{
			"  class: string;\n", "  from?: number;\n", "  FROM?: string | null;\n", "  groups: CoreOddDoParamsGroupsItem[];\n", "  id: number | null;\n",
			"  always: number | null;\n", "  here: boolean[][];\n", "  maybe?: number;\n",
			"core_odd_do(params: CoreOddDoParams, options: CallOptions = {}): Promise<CoreOddDoResult>", "core_odd_list(options: CallOptions = {}): Promise<CoreOddListResultItem[]>",
			"async core_odd_void(options: CallOptions = {}): Promise<void>", "core_x1_2(params: CoreX12Params = {},", "core_x12(params: CoreX12_2Params = {},", "@deprecated Call core_even_do instead.",
		}},
		{"Go", docs.Go(site, functions), []string{
			"\tFROM *string `json:\"FROM,omitzero\"`\n", "\tFrom *int64 `json:\"from,omitzero\"`\n", "\tFrom_2 []int64 `json:\"from_,omitzero\"`\n", "\tId *int64 `json:\"id\"`\n",
			"\tAlways *int64 `json:\"always\"`\n", "\tMaybe *float64 `json:\"maybe,omitzero\"`\n", "\tX1 *CoreOddDoParamsX1 `json:\"_1,omitzero\"`\n",
			"CoreOddDo(ctx context.Context, params CoreOddDoParams, options ...Option) (result CoreOddDoResult, err error)", "CoreOddVoid(ctx context.Context, options ...Option) error",
		}},
		{"Python", docs.Python(site, functions), []string{
			`    "class": str,` + "\n", `    "from": int,` + "\n", `    "FROM": Optional[str],` + "\n", `    "id": Optional[int],` + "\n", `    "here": List[List[bool]],` + "\n",
			"def core_odd_do(self, params: CoreOddDoParams, *, idempotency_key: Optional[str] = None) -> CoreOddDoResult:", "def core_odd_void(self, *, idempotency_key: Optional[str] = None) -> None:", "def core_x1_2(self, params: CoreX12Params = {}, *, idempotency_key: Optional[str] = None) -> str:",
		}},
	} {
		for _, want := range row.want {
			if !bytes.Contains(row.text, []byte(want)) {
				t.Errorf("%s lacks %q in\n%s", row.language, want, row.text)
			}
		}
	}
}
