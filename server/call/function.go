package call

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"regexp"
	"slices"
	"strings"
)

// Effect says whether a function changes anything.
type Effect string

// The effects.
const (
	Read  Effect = "read"
	Write Effect = "write"
)

// Declaration is what the author of a function says about it, besides its types.
type Declaration struct {
	Name         string // core_group_create_groups: component, subject, verb, objects
	Component    string
	Summary      string // one sentence
	Description  string // Markdown: what it does, what it refuses, what happens to a batch that fails half-way
	Effect       Effect
	Capabilities []string // every capability that the code asks for
	Errors       []Code   // every code with which it may fail besides CommonErrors, in the order in which a call meets them
	ReplacedBy   string   // set on a deprecated function
	Example      Example
	Ajax         bool     // may be called by a signed-in browser
	Public       bool     // needs no login: whoever shows nothing may call it at the address for that
	Services     []string // built-in services that hold it
	Several      bool     // it makes calls itself: not its own answer is kept under an Idempotency-Key, but theirs
}

// Example is a call that works on the demonstration data, as JSON.
type Example struct {
	Arguments string
	Result    string
}

// Deprecated says whether something else should be called instead.
func (d Declaration) Deprecated() bool { return d.ReplacedBy != "" }

// Function is something that can be called. Only a Dispatcher can run it: its runner is not exported, so there is no way to
// a function that goes round the checks.
type Function struct {
	Declaration
	Parameters *Schema // an Object
	Result     *Schema
	run        func(ctx context.Context, c *Call, arguments map[string]any) (Value, error)
	wrong      error // what is wrong with the declaration

	in, out reflect.Type
}

var (
	functionName     = regexp.MustCompile(`^[a-z][a-z0-9]*(_[a-z0-9]+)+$`)
	capabilityFormat = regexp.MustCompile(`^[a-z][a-z0-9]*/[a-z][a-z0-9_]*:[a-z][a-z0-9]*$`)
)

// Declare makes a Function out of a Go function. In must be a struct; Out a struct, a list, a scalar or Void. What is wrong
// with the declaration is reported by NewCatalogue, which names the function.
func Declare[In, Out any](d Declaration, run func(ctx context.Context, c *Call, in In) (Out, error)) *Function {
	f := &Function{Declaration: d, in: reflect.TypeFor[In](), out: reflect.TypeFor[Out]()}
	var parametersWrong, resultWrong, nothing error
	f.Parameters, parametersWrong = describeParameters(reflect.TypeFor[In]())
	f.Result, resultWrong = describeResult(reflect.TypeFor[Out]())
	if run == nil {
		nothing = errors.New("there is nothing to run")
	}
	f.wrong = errors.Join(parametersWrong, resultWrong, nothing, d.check())
	f.run = func(ctx context.Context, c *Call, arguments map[string]any) (Value, error) {
		var in In
		if err := f.Parameters.read(arguments, reflect.ValueOf(&in).Elem()); err != nil {
			return Value{}, err
		}
		out, err := run(ctx, c, in)
		if err != nil {
			return Value{}, err
		}
		return Value{f.Result, reflect.ValueOf(&out).Elem()}, nil
	}
	return f
}

func describeParameters(t reflect.Type) (*Schema, error) {
	if t.Kind() != reflect.Struct {
		return nil, fmt.Errorf("parameters: %s is not a struct", t)
	}
	if recursive(t) {
		return nil, fmt.Errorf("parameters: %s holds itself", t)
	}
	s, err := describe(t, "")
	if err != nil {
		return nil, fmt.Errorf("parameters: %w", err)
	}
	var wrong error
	s.each("", func(path string, s *Schema) {
		if s.Shape == Scalar && (s.Type == "cleanhtml" || s.Type == "clean") {
			wrong = errors.Join(wrong, fmt.Errorf("parameter %s: the type %s is for results", path, s.Type))
		}
	})
	for _, f := range s.Fields {
		if f.Presence == Optional {
			wrong = errors.Join(wrong, fmt.Errorf("parameter %s: a parameter at the top is required or has a default", f.Name))
		}
	}
	return s, wrong
}

// describeResult takes the type of a result that is a text from the Go type Text; everything else has its own.
func describeResult(t reflect.Type) (*Schema, error) {
	if recursive(t) {
		return nil, fmt.Errorf("result: %s holds itself", t)
	}
	tag := reflect.StructTag("")
	if t.Kind() == reflect.String || t.Kind() == reflect.Slice && t.Elem().Kind() == reflect.String {
		tag = `type:"raw"`
	}
	s, err := describe(t, tag)
	if err != nil {
		return nil, fmt.Errorf("result: %w", err)
	}
	s.Presence = Required
	return s, nil
}

func (d Declaration) check() error {
	var wrong []error
	if !functionName.MatchString(d.Name) {
		wrong = append(wrong, fmt.Errorf("the name %q is not component_subject_verb in lower case", d.Name))
	}
	if d.Effect != Read && d.Effect != Write {
		wrong = append(wrong, fmt.Errorf("the effect is %q, not read or write", d.Effect))
	}
	if d.Public && !d.Ajax {
		wrong = append(wrong, errors.New("it is public and may not be called by a browser: nobody could reach it"))
	}
	if d.Component == "" || d.Summary == "" {
		wrong = append(wrong, errors.New("component or summary is missing"))
	}
	for _, capability := range d.Capabilities {
		if !capabilityFormat.MatchString(capability) {
			wrong = append(wrong, fmt.Errorf("%q is not the name of a capability", capability))
		}
	}
	return errors.Join(append(wrong, d.checkErrors())...)
}

// checkErrors fails unless the codes with which the function may fail are ones that there are, each once, and none of those of every
// call.
func (d Declaration) checkErrors() error {
	var wrong []error
	for i, code := range d.Errors {
		switch {
		case !code.known():
			wrong = append(wrong, fmt.Errorf("%q is not the code of a failure", code))
		case slices.Contains(d.Errors[:i], code):
			wrong = append(wrong, fmt.Errorf("the error %s is declared twice", code))
		case slices.Contains(CommonErrors(), code):
			wrong = append(wrong, fmt.Errorf("the error %s is one of every call", code))
		}
	}
	return errors.Join(wrong...)
}

// Catalogue is all functions this server knows, in the order of their table of contents.
type Catalogue struct {
	list   []*Function
	byName map[string]*Function
}

// NewCatalogue takes the functions, and fails with a message that names each one whose declaration is wrong.
func NewCatalogue(functions []*Function) (*Catalogue, error) {
	c := &Catalogue{list: functions, byName: make(map[string]*Function, len(functions))}
	var wrong []error
	for _, f := range functions {
		if f.wrong != nil {
			wrong = append(wrong, fmt.Errorf("function %s is declared wrongly: %s", f.Name, strings.ReplaceAll(f.wrong.Error(), "\n", "; ")))
		}
		if c.byName[f.Name] != nil {
			wrong = append(wrong, fmt.Errorf("function %s is declared twice", f.Name))
		}
		c.byName[f.Name] = f
	}
	for _, f := range functions {
		if f.Deprecated() && c.byName[f.ReplacedBy] == nil {
			wrong = append(wrong, fmt.Errorf("function %s is replaced by %s, which is not declared", f.Name, f.ReplacedBy))
		}
	}
	return c, errors.Join(wrong...)
}

// Find returns the function of that exact name, or nil.
func (c *Catalogue) Find(name string) *Function { return c.byName[name] }

// All returns every function.
func (c *Catalogue) All() []*Function { return slices.Clone(c.list) }

// Capabilities returns every capability that some function asks for, in alphabetical order.
func (c *Catalogue) Capabilities() []string {
	set := map[string]struct{}{}
	for _, f := range c.list {
		for _, capability := range f.Capabilities {
			set[capability] = struct{}{}
		}
	}
	names := make([]string, 0, len(set))
	for name := range set {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}
