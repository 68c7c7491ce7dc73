package xmlrpc

import (
	"strings"

	"gatehouse/server/call"
)

// systemMethod is a method of our own address beside the functions. It is there for those who could call a function.
type systemMethod struct {
	name      string
	signature []string // the type of the result first
	help      string
	run       func(c *caller, parameters []any) (func(e *encoder), error)
}

const (
	systemPrefix = "system."
	multicall    = systemPrefix + "multicall"
)

// systemMethods are all of them.
func systemMethods() []systemMethod {
	return []systemMethod{
		{systemPrefix + "listMethods", []string{"array"}, "Names what this token may call.", listMethods},
		{systemPrefix + "methodSignature", []string{"array", "string"}, "Gives the types of a method: of its result, then of its parameters. " +
			"There is one signature for each number of parameters that the method takes.", methodSignature},
		{systemPrefix + "methodHelp", []string{"string", "string"}, "Says what a method does, and what its parameters and its result hold.", methodHelp},
		{systemPrefix + "getCapabilities", []string{"struct"}, "Names the specifications that this server follows.", getCapabilities},
		{multicall, []string{"array", "array"}, "Makes several calls, each a struct with methodName and params. " +
			"For each it gives an array with the result in it, or the struct of a fault.", callSeveral},
	}
}

// findSystem returns the method of that name, nil when there is none.
func findSystem(name string) *systemMethod {
	if !strings.HasPrefix(name, systemPrefix) {
		return nil
	}
	methods := systemMethods()
	for i := range methods {
		if methods[i].name == name {
			return &methods[i]
		}
	}
	return nil
}

// perform calls a function or a method of the system.
func (c *caller) perform(name string, parameters func() ([]any, error)) result {
	method := findSystem(name)
	if method == nil {
		return c.function(name, parameters)
	}
	write, err := c.system(method, parameters)
	return result{system: write, err: call.AsError(err)}
}

// system runs a method once it is known who calls.
func (c *caller) system(m *systemMethod, parameters func() ([]any, error)) (func(e *encoder), error) {
	request := c.call
	request.Function = m.name
	if err := c.Dispatcher.Admit(c.http.Context(), &request); err != nil {
		return nil, err
	}
	list, err := parameters()
	if err != nil {
		return nil, err
	}
	if want := len(m.signature) - 1; len(list) != want {
		return nil, call.Errorf(call.InvalidParameter, "%s takes %d parameters; %d were given.", m.name, want, len(list))
	}
	return m.run(c, list)
}

// capabilities are what getCapabilities tells: the specifications with their versions.
var capabilities = []struct {
	name, address string
	version       int64
}{
	{"xmlrpc", "http://xmlrpc.com/spec.md", 1},
	{"introspection", "http://xmlrpc-c.sourceforge.net/introspection.html", 1},
	{"system.multicall", "http://www.xmlrpc.com/discuss/msgReader$1208", 1},
	{"nil", "http://www.ontosys.com/xml-rpc/extensions.php", 1},
	{"i8", extensions, 1},
}

func getCapabilities(*caller, []any) (func(e *encoder), error) {
	return func(e *encoder) {
		e.open()
		for _, c := range capabilities {
			e.member(c.name, func() {
				e.open()
				e.member("specUrl", func() { e.string(c.address) })
				e.member("specVersion", func() { e.int(c.version) })
				e.close()
			})
		}
		e.close()
	}, nil
}

// functions are those that the caller may call.
func (c *caller) functions() ([]*call.Function, error) {
	return c.Dispatcher.Functions(c.http.Context(), &c.call)
}

func listMethods(c *caller, _ []any) (func(e *encoder), error) {
	functions, err := c.functions()
	if err != nil {
		return nil, err
	}
	var names []string
	for _, m := range systemMethods() {
		names = append(names, m.name)
	}
	for _, f := range functions {
		names = append(names, f.Name)
	}
	return func(e *encoder) { e.strings(names) }, nil
}

func (e *encoder) strings(list []string) {
	e.array(len(list), func(i int) { e.string(list[i]) })
}

// described finds what a name stands for: a method of the system or a function that the caller may call.
func (c *caller) described(name any) (*systemMethod, *call.Function, error) {
	text, ok := name.(string)
	if !ok {
		return nil, nil, call.Errorf(call.InvalidParameter, "The name of a method is a string.")
	}
	if m := findSystem(text); m != nil {
		return m, nil, nil
	}
	functions, err := c.functions()
	if err != nil {
		return nil, nil, err
	}
	for _, f := range functions {
		if f.Name == text {
			return nil, f, nil
		}
	}
	return nil, nil, call.Errorf(call.FunctionUnknown, "There is no function called %.40s that this token may call.", text)
}

func methodSignature(c *caller, parameters []any) (func(e *encoder), error) {
	m, f, err := c.described(parameters[0])
	if err != nil {
		return nil, err
	}
	return func(e *encoder) {
		signatures := [][]string{}
		if m != nil {
			signatures = append(signatures, m.signature)
		} else {
			signatures = e.signatures(f)
		}
		e.array(len(signatures), func(i int) { e.strings(signatures[i]) })
	}, nil
}

// signatures are those of a function: with all parameters first, then without those at the end that may be left out.
func (s *style) signatures(f *call.Function) [][]string {
	all, required := []string{s.typeName(f.Result)}, 0
	for i, field := range f.Parameters.Fields {
		all = append(all, s.typeName(field.Schema))
		if field.Presence == call.Required {
			required = i + 1
		}
	}
	var list [][]string
	for n := len(all) - 1; n >= required; n-- {
		list = append(list, all[:n+1])
	}
	return list
}

// typeName is the type in which a value comes.
func (s *style) typeName(schema *call.Schema) string {
	switch schema.Shape {
	case call.List:
		return "array"
	case call.Object:
		return "struct"
	case call.Nothing:
		if s.void == VoidNil {
			return "nil"
		}
		return "string"
	}
	switch schema.Type {
	case call.Int:
		return "int"
	case call.Float:
		return "double"
	case call.Bool:
		return "boolean"
	}
	return "string"
}
