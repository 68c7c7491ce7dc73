package call

import (
	"context"
	"fmt"
	"strings"
	"testing"
)

func right() Declaration {
	return Declaration{Name: "core_thing_do", Component: "core", Summary: "Does.", Effect: Read, Capabilities: []string{"mod/x:need"}}
}

type none struct{}

// declared declares a function of these types that does nothing.
func declared[In, Out any](d Declaration) *Function {
	return Declare(d, func(context.Context, *Call, In) (out Out, err error) { return out, nil })
}

// ofIn declares a function with these parameters.
func ofIn[In any]() *Function { return declared[In, Void](right()) }

// ofOut declares a function with this result.
func ofOut[Out any]() *Function { return declared[none, Out](right()) }

func described(change func(d *Declaration)) *Function {
	d := right()
	change(&d)
	return declared[none, Void](d)
}

type loop struct {
	Name  string `name:"name" type:"raw"`
	Below []loop `name:"below" default:"[]"`
}

type embedded struct {
	A int `name:"a"`
}

func TestWrongDeclarationsStopTheStart(t *testing.T) {
	for _, test := range []struct {
		why      string
		function *Function
		says     string
	}{
		{"no name", described(func(d *Declaration) { d.Name = "" }), `the name ""`},
		{"a name in capitals", described(func(d *Declaration) { d.Name = "core_Thing_do" }), "component_subject_verb"},
		{"a name of one word", described(func(d *Declaration) { d.Name = "core" }), "component_subject_verb"},
		{"a name with a blank", described(func(d *Declaration) { d.Name = "core_thing do" }), "component_subject_verb"},
		{"no effect", described(func(d *Declaration) { d.Effect = "" }), "not read or write"},
		{"an effect that is none", described(func(d *Declaration) { d.Effect = "delete" }), `"delete"`},
		{"no component", described(func(d *Declaration) { d.Component = "" }), "component or summary"},
		{"no summary", described(func(d *Declaration) { d.Summary = "" }), "component or summary"},
		{"a capability that cannot be one", described(func(d *Declaration) { d.Capabilities = []string{"mod/x"} }), `"mod/x"`},
		{"an error that there is not", described(func(d *Declaration) { d.Errors = []Code{NotFound, "nosuch"} }), `"nosuch" is not the code`},
		{"an error twice", described(func(d *Declaration) { d.Errors = []Code{NotFound, NoPermission, NotFound} }), "the error notfound is declared twice"},
		{"an error of every call", described(func(d *Declaration) { d.Errors = []Code{NotFound, InvalidParameter} }), "the error invalidparameter is one of every call"},
		{"a replacement that is not there", described(func(d *Declaration) { d.ReplacedBy = "core_other_do" }), "core_other_do, which is not declared"},
		{"public, and no browser may call it", described(func(d *Declaration) { d.Public = true }), "nobody could reach it"},
		{"nothing to run", Declare[none, Void](right(), nil), "nothing to run"},

		{"parameters that are not a struct", ofIn[int](), "int is not a struct"},
		{"parameters behind a pointer", ofIn[*none](), "is not a struct"},
		{"a field without a name", ofIn[struct{ A int }](), `field A: the name ""`},
		{"a name that is not a word", ofIn[struct {
			A int `name:"a-b"`
		}](), `"a-b"`},
		{"a name that is taken", ofIn[struct {
			A int `name:"a"`
			B int `name:"a"`
		}](), `field B: the name "a"`},
		{"an embedded struct, whose fields would stand at two levels", ofIn[struct{ embedded }](), "embedded"},
		{"a field that cannot be set", ofIn[struct {
			a int `name:"a"`
		}](), "unexported"},
		{"a text without a type", ofIn[struct {
			A string `name:"a"`
		}](), `a: unknown type ""`},
		{"a type that is not known", ofIn[struct {
			A string `name:"a" type:"colour"`
		}](), `a: unknown type "colour"`},
		{"texts in a list without a type", ofIn[struct {
			A []string `name:"a"`
		}](), `unknown type ""`},
		{"a type for results only", ofIn[struct {
			A string `name:"a" type:"cleanhtml"`
		}](), "a: the type cleanhtml is for results"},
		{"the same deep down", ofIn[struct {
			A []struct {
				B string `name:"b" type:"clean"`
			} `name:"a"`
		}](), "a[].b: the type clean is for results"},
		{"an integer of another size", ofIn[struct {
			A int32 `name:"a"`
		}](), "a: int32 cannot be described"},
		{"an unsigned one", ofIn[struct {
			A uint `name:"a"`
		}](), "a: uint cannot be described"},
		{"a map", ofIn[struct {
			A map[string]string `name:"a"`
		}](), "cannot be described"},
		{"anything", ofIn[struct {
			A any `name:"a"`
		}](), "cannot be described"},
		{"a pointer to a pointer", ofIn[struct {
			A **int `name:"a"`
		}](), "cannot be described"},
		{"a fault deep down, with its path", ofIn[struct {
			A []struct {
				B struct {
					C string `name:"c" type:"x"`
				} `name:"b"`
			} `name:"a"`
		}](), `a: b: c: unknown type "x"`},
		{"a struct that holds itself", ofIn[loop](), "holds itself"},
		{"a result that holds itself", ofOut[[]loop](), "holds itself"},
		{"null neither yes nor no", ofIn[struct {
			A int `name:"a" null:"true"`
		}](), `a: null is "true"`},
		{"optional neither true nor false", ofIn[struct {
			A *int `name:"a" optional:"yes"`
		}](), `a: optional is "yes"`},
		{"what is kept but no list", ofOut[struct {
			A int `name:"a" kept:"true"`
		}](), `a: kept is "true", not "true" of a list`},
		{"kept neither true nor nothing", ofOut[struct {
			A []int `name:"a" kept:"no"`
		}](), `a: kept is "no"`},
		{"a parameter at the top that may be left out without a default", ofIn[struct {
			A *int `name:"a"`
		}](), "a: a parameter at the top"},
		{"a default that is not a number", ofIn[struct {
			A int `name:"a" default:"x"`
		}](), `a: the default "x" is refused`},
		{"a default past 64 bits", ofIn[struct {
			A int `name:"a" default:"9223372036854775808"`
		}](), "is refused"},
		{"a default that is neither true nor false", ofIn[struct {
			A bool `name:"a" default:"maybe"`
		}](), "is refused"},
		{"a default that its own type refuses", ofIn[struct {
			A string `name:"a" type:"alpha" default:"x1"`
		}](), `the default "x1" is refused`},
		{"a default of a list that is not the empty one", ofIn[struct {
			A []int `name:"a" default:"[1]"`
		}](), `the default "[1]" is refused`},
		{"a default of an object that has required keys", ofIn[struct {
			A embedded `name:"a" default:"[]"`
		}](), `the default "[]" is refused: a: is missing`},

		{"a result that cannot be described", ofOut[map[string]int](), "result: map[string]int cannot be described"},
		{"a result with a fault", ofOut[struct{ A int }](), "result: field A"},
	} {
		t.Run(test.why, func(t *testing.T) {
			name := test.function.Name
			_, err := NewCatalogue([]*Function{declared[none, Void](Declaration{Name: "core_good_one", Component: "c", Summary: "s", Effect: Write}), test.function})
			if err == nil || !strings.Contains(err.Error(), test.says) || !strings.Contains(err.Error(), "function "+name) {
				t.Errorf("got %v, want it to name the function %q and say %q", err, name, test.says)
			}
			if err != nil && strings.Contains(err.Error(), "core_good_one") {
				t.Errorf("it blames the wrong one: %v", err)
			}
		})
	}
}

func TestEveryWrongDeclarationIsNamed(t *testing.T) {
	first, second := described(func(d *Declaration) { d.Effect = "x" }), described(func(d *Declaration) { d.Name, d.Summary = "core_b_do", "" })
	_, err := NewCatalogue([]*Function{first, second, ofIn[none]()})
	for _, says := range []string{"core_thing_do is declared wrongly", "core_b_do is declared wrongly", "core_thing_do is declared twice"} {
		if err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%v does not say %q", err, says)
		}
	}
}

func TestRightDeclarations(t *testing.T) {
	for why, f := range map[string]*Function{
		"nothing in, nothing out":        ofIn[none](),
		"a text out":                     ofOut[string](),
		"texts out":                      ofOut[[]string](),
		"a number out":                   ofOut[int](),
		"an object out, which may be no": ofOut[*embedded](),
		"the same type twice, not within itself": ofIn[struct {
			A embedded   `name:"a"`
			B []embedded `name:"b"`
		}](),
		"a pointer at the top that must be given": ofIn[struct {
			A *int `name:"a" optional:"false"`
		}](),
	} {
		if _, err := NewCatalogue([]*Function{f}); err != nil {
			t.Errorf("%s: %v", why, err)
		}
	}
}

func TestTheCatalogue(t *testing.T) {
	named := func(name string, capabilities ...string) *Function {
		return described(func(d *Declaration) { d.Name, d.Capabilities = name, capabilities })
	}
	z, a := named("core_z_do", "mod/x:b", "mod/x:a"), named("core_a_do", "mod/x:a")
	c, err := NewCatalogue([]*Function{z, a})
	if err != nil {
		t.Fatal(err)
	}
	if c.Find("core_z_do") != z || c.Find("core_Z_do") != nil || c.Find("") != nil {
		t.Error("a function is not found by its exact name alone")
	}
	all := c.All()
	if len(all) != 2 || all[0] != z {
		t.Error("the functions are not in the order of their table")
	}
	all[0] = nil
	if c.All()[0] != z {
		t.Error("who gets the list can change the catalogue")
	}
	if got := fmt.Sprint(c.Capabilities()); got != "[mod/x:a mod/x:b]" {
		t.Errorf("capabilities %s", got)
	}
}

func TestAResultsSchema(t *testing.T) {
	type item struct {
		ID      int      `name:"id" doc:"The number."`
		Text    *string  `name:"text" type:"text"`
		Maybe   *int     `name:"maybe" optional:"false"`
		Numbers []int    `name:"numbers"`
		Unsure  embedded `name:"unsure" null:"yes" optional:"true"`
		Sure    bool     `name:"sure" null:"no"`
	}
	s := ofOut[[]item]().Result
	if s.Shape != List || s.Item.Shape != Object || s.Item.Name != "Item" || s.Nullable || s.Item.Nullable {
		t.Fatalf("got %+v", s)
	}
	got := ""
	s.each("", func(path string, s *Schema) {
		got += fmt.Sprintf("%s|%d|%s|%d|%v|%s\n", path, s.Shape, s.Type, s.Presence, s.Nullable, s.Doc)
	})
	want := strings.Join([]string{
		"|3||0|false|", "[]|2||0|false|", "[].id|1|int|0|true|The number.", "[].text|1|text|1|true|", "[].maybe|1|int|0|true|",
		"[].numbers|3||0|false|", "[].numbers[]|1|int|0|true|", "[].unsure|2||1|true|", "[].unsure.a|1|int|0|true|", "[].sure|1|bool|0|false|", "",
	}, "\n")
	if got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}
