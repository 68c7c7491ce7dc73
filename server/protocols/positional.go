package protocols

import "gatehouse/server/call"

// Positional gives arguments that came by position the names of the function's parameters, in the order of their declaration.
// Those left out at the end are left out.
func Positional(f *call.Function, arguments []any) (map[string]any, error) {
	fields := f.Parameters.Fields
	if len(arguments) > len(fields) {
		return nil, call.Errorf(call.InvalidParameter, "%s takes at most %d arguments; %d were given.", f.Name, len(fields), len(arguments))
	}
	named := make(map[string]any, len(arguments))
	for i, argument := range arguments {
		named[fields[i].Name] = argument
	}
	return named, nil
}

// NamedOrPositional is Positional for wires without names of their own: there one object alone holds the parameters by name. Only
// when the first parameter is an object too, and no key of this one names a parameter, is it taken for that first parameter.
func NamedOrPositional(f *call.Function, arguments []any) (map[string]any, error) {
	if len(arguments) == 1 {
		if object, ok := arguments[0].(map[string]any); ok && named(f.Parameters.Fields, object) {
			return object, nil
		}
	}
	return Positional(f, arguments)
}

func named(fields []call.Field, object map[string]any) bool {
	if len(object) == 0 || len(fields) == 0 || fields[0].Shape != call.Object {
		return true
	}
	for i := range fields {
		if _, ok := object[fields[i].Name]; ok {
			return true
		}
	}
	return false
}

// NamesKnown fails when an object of all arguments would be taken for the first parameter, for those who write one: see
// NamedOrPositional.
func NamesKnown(f *call.Function, arguments map[string]any) error {
	if named(f.Parameters.Fields, arguments) {
		return nil
	}
	first := Entries(arguments, nil)[0].Name
	return call.Invalid(Printable(first), "is not known here, and this wire would take the object that holds it for the first parameter.")
}
