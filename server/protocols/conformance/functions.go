package conformance

import (
	"context"
	"errors"

	"gatehouse/server/call"
)

// Point is the innermost of the objects in a Row.
type Point struct {
	X int `name:"x" doc:"To the right."`
	Y int `name:"y" default:"-1" doc:"Up."`
}

// Part is a part of a Row.
type Part struct {
	Label  string  `name:"label" type:"text" doc:"What it says."`
	Weight float64 `name:"weight" default:"1.5" doc:"How heavy it is."`
	At     *Point  `name:"at" doc:"Where it is."`
}

// Row holds lists and objects inside one another, and one value of each kind.
type Row struct {
	ID     int      `name:"id" doc:"Its number."`
	Name   string   `name:"name" type:"raw" doc:"Its name."`
	Active bool     `name:"active" default:"true" doc:"Whether it counts."`
	Note   *string  `name:"note" type:"raw" doc:"A note; absent or null."`
	Tags   []string `name:"tags" type:"raw" optional:"true" doc:"Words."`
	Parts  []Part   `name:"parts" default:"[]" doc:"Its parts."`
}

// Rows is what core_rows_echo takes and gives back.
type Rows struct {
	Rows []Row `name:"rows" doc:"The rows."`
}

// Scalars holds one value of each type that a wire may tell apart.
type Scalars struct {
	Whole int     `name:"whole" doc:"A whole number."`
	Rate  float64 `name:"rate" doc:"A number."`
	On    bool    `name:"on" doc:"Yes or no."`
	Text  string  `name:"text" type:"raw" doc:"A text."`
}

// Defaults are all left out at will.
type Defaults struct {
	Limit   int            `name:"limit" default:"10" doc:"A number."`
	Rate    float64        `name:"rate" default:"2.5" doc:"A number."`
	On      bool           `name:"on" default:"true" doc:"Yes or no."`
	Word    string         `name:"word" type:"raw" default:"é <b>" doc:"A text."`
	Missing *int           `name:"missing" default:"null" doc:"Null unless given."`
	IDs     []int          `name:"ids" default:"[]" doc:"Numbers."`
	Options DefaultOptions `name:"options" default:"[]" doc:"Settings."`
}

// DefaultOptions is an object that may be empty.
type DefaultOptions struct {
	Depth int  `name:"depth" default:"3" doc:"A number."`
	Wide  *int `name:"wide" doc:"A number that may be left out."`
}

// Nulls tells null from nothing.
type Nulls struct {
	Present *int    `name:"present" optional:"false" doc:"Must be there, and may be null."`
	Text    *string `name:"text" type:"raw" optional:"false" doc:"Must be there, and may be null."`
}

// Nothing is an object without any key.
type Nothing struct {
	Gone *int     `name:"gone" doc:"Never there."`
	List []string `name:"list" type:"raw" optional:"true" doc:"Never there."`
}

// Empties are all empty in their own way.
type Empties struct {
	None   []Row   `name:"none" doc:"An empty list."`
	Object Nothing `name:"object" doc:"An object without keys."`
	Text   string  `name:"text" type:"raw" doc:"An empty text."`
}

type (
	oneWhole struct {
		Value int `name:"value" doc:"A whole number."`
	}
	oneRate struct {
		Value float64 `name:"value" doc:"A number."`
	}
	oneFlag struct {
		Value bool `name:"value" doc:"Yes or no."`
	}
	oneText struct {
		Value string `name:"value" type:"raw" doc:"A text."`
	}
	numbers struct {
		Values []int `name:"values" doc:"Whole numbers."`
	}
	words struct {
		Values []string `name:"values" type:"text" doc:"Texts without tags."`
	}
)

// Capability is what core_error_permit asks for and nobody holds.
const Capability = "mod/conformance:never"

// The text of an unexpected failure, no part of which may reach a caller.
const leaked = "SELECT secret FROM token WHERE file = '/var/lib/gatehouse.db'"

func declare[In, Out any](name string, effect call.Effect, summary string, run func(c *call.Call, in In) (Out, error)) *call.Function {
	d := call.Declaration{Name: name, Component: "core", Summary: summary, Effect: effect, Capabilities: []string{Capability}}
	return call.Declare(d, func(_ context.Context, c *call.Call, in In) (Out, error) { return run(c, in) })
}

// Functions returns the functions of the suite: all but the last are in the service of the token.
func Functions() []*call.Function {
	return []*call.Function{
		declare("core_rows_echo", call.Read, "Gives back rows.", func(_ *call.Call, in Rows) (Rows, error) { return in, nil }),
		declare("core_scalars_echo", call.Read, "Gives back one value of each type.", func(_ *call.Call, in Scalars) (Scalars, error) { return in, nil }),
		declare("core_defaults_echo", call.Read, "Gives back what stood in.", func(_ *call.Call, in Defaults) (Defaults, error) { return in, nil }),
		declare("core_nulls_echo", call.Read, "Gives back nulls.", func(_ *call.Call, in Nulls) (Nulls, error) { return in, nil }),
		declare("core_empties_get", call.Read, "Gives what is empty.", func(*call.Call, struct{}) (Empties, error) { return Empties{None: []Row{}}, nil }),
		declare("core_numbers_echo", call.Read, "Gives back a list of numbers.", func(_ *call.Call, in numbers) ([]int, error) { return in.Values, nil }),
		declare("core_words_echo", call.Read, "Gives back a list of texts.", func(_ *call.Call, in words) ([]string, error) { return in.Values, nil }),
		declare("core_whole_echo", call.Read, "Gives back a whole number.", func(_ *call.Call, in oneWhole) (int, error) { return in.Value, nil }),
		declare("core_rate_echo", call.Read, "Gives back a number.", func(_ *call.Call, in oneRate) (float64, error) { return in.Value, nil }),
		declare("core_flag_echo", call.Read, "Gives back yes or no.", func(_ *call.Call, in oneFlag) (bool, error) { return in.Value, nil }),
		declare("core_text_echo", call.Read, "Gives back a text.", func(_ *call.Call, in oneText) (string, error) { return in.Value, nil }),
		declare("core_void_do", call.Write, "Returns nothing.", func(*call.Call, struct{}) (call.Void, error) { return call.Void{}, nil }),
		declare("core_error_find", call.Read, "Does not find it.", func(*call.Call, struct{}) (call.Void, error) {
			return call.Void{}, call.Errorf(call.NotFound, "There is no thing <7> “here”.").At("things[%d].id", 7)
		}),
		declare("core_error_permit", call.Write, "Asks for a capability.", func(c *call.Call, _ struct{}) (call.Void, error) {
			return call.Void{}, c.Require(Capability, 0)
		}),
		declare("core_error_conflict", call.Write, "Finds it taken.", func(*call.Call, struct{}) (call.Void, error) {
			return call.Void{}, call.Fail(call.ShortNameTaken)
		}),
		declare("core_error_break", call.Read, "Fails unexpectedly.", func(*call.Call, struct{}) (call.Void, error) {
			return call.Void{}, errors.New(leaked)
		}),
		declare("core_error_crash", call.Read, "Panics.", func(*call.Call, struct{}) (call.Void, error) { panic(leaked) }),
		declare("core_other_get", call.Read, "Is in no service of the token.", func(*call.Call, struct{}) (call.Void, error) { return call.Void{}, nil }),
	}
}

// outside is the function that the token's service has not.
const outside = "core_other_get"

// unknown is a function that the service names and the catalogue has not.
const unknown = "core_nothing_get"

// Find returns a function of the suite, for clients that have to know the order or the types of its parameters; nil when
// there is none of that name.
func Find(name string) *call.Function {
	for _, f := range Functions() {
		if f.Name == name {
			return f
		}
	}
	return nil
}
