package graph

import (
	"context"
	"encoding/json"
	"slices"
	"strings"

	"gatehouse/ent"
	"gatehouse/ent/function"
	"gatehouse/ent/service"
	"gatehouse/ent/servicefunction"
	"gatehouse/server/call"
)

// Function is a function of the catalogue, or one that the program no longer has.
type Function struct {
	Name     string
	known    *call.Function // nil for one that has vanished
	stored   *ent.Function  // of one that has vanished, what was last known
	place    int            // in the list that it was read with, from 1
	services *shared[[]*Service]
}

// functions are the functions with these names.
func (r *Resolver) functions(ctx context.Context, names []string) ([]*Function, error) {
	list := make([]*Function, 0, len(names))
	var vanished []string
	for _, name := range names {
		f := &Function{Name: name, known: r.Dispatcher.Catalogue.Find(name)}
		if f.known == nil {
			vanished = append(vanished, name)
		}
		list = append(list, f)
	}
	r.shareServices(list)
	if len(vanished) == 0 {
		return list, nil
	}
	rows, err := r.db().Function.Query().Where(function.NameIn(vanished...)).All(ctx)
	stored := map[string]*ent.Function{}
	for _, row := range rows {
		stored[row.Name] = row
	}
	for _, f := range list {
		if f.known == nil {
			if f.stored = stored[f.Name]; f.stored == nil {
				f.stored = &ent.Function{Name: f.Name, Kind: function.KindRead}
			}
		}
	}
	return list, err
}

// catalogue is every function there is: those of the program in their order, then those that have vanished and stand in a service.
func (r *Resolver) catalogue(ctx context.Context) ([]*Function, error) {
	var names []string
	for _, f := range r.Dispatcher.Catalogue.All() {
		names = append(names, f.Name)
	}
	vanished, err := r.db().Function.Query().Where(function.Present(false), function.HasServices()).Order(function.ByName()).Select(function.FieldName).Strings(ctx)
	if err != nil {
		return nil, err
	}
	return r.functions(ctx, append(names, vanished...))
}

// shareServices lets functions of one list ask once which services hold them. The keys are the places in the list.
func (r *Resolver) shareServices(list []*Function) {
	list = slices.Clone(list) // the caller may leave some out of its own
	places := make([]int, len(list))
	for i := range list {
		places[i] = i + 1
	}
	services := share(places, func(ctx context.Context, _ []int) (map[int][]*Service, error) {
		return r.servicesHolding(ctx, list)
	})
	for i, f := range list {
		f.place, f.services = i+1, services
	}
}

func (r *Resolver) servicesHolding(ctx context.Context, list []*Function) (map[int][]*Service, error) {
	place := make(map[string]int, len(list))
	names := make([]string, len(list))
	for i, f := range list {
		place[f.Name], names[i] = i+1, f.Name
	}
	links, err := r.db().ServiceFunction.Query().Where(servicefunction.HasFunctionWith(function.NameIn(names...))).
		WithFunction().WithService().Order(servicefunction.ByServiceField(service.FieldName)).Limit(holdingLimit).All(ctx)
	if err != nil {
		return nil, err
	}
	held := make(map[int][]*Service, len(list))
	for _, link := range links {
		at := place[link.Edges.Function.Name]
		held[at] = append(held[at], r.service(link.Edges.Service))
	}
	return held, nil
}

// holdingLimit is how many pairs of a function and a service one list shows at most.
const holdingLimit = 10_000

// matches says whether a function is one that a filter asks for.
func (f *Function) matches(filter *FunctionFilter) bool {
	if filter == nil {
		return true
	}
	if f.known == nil {
		return filter.Component == nil && filter.Deprecated == nil && filter.Kind == nil && contains(f.Name, orEmpty(filter.Search))
	}
	switch {
	case filter.Component != nil && f.known.Component != *filter.Component,
		filter.Deprecated != nil && f.known.Deprecated() != *filter.Deprecated,
		filter.Kind != nil && kindOf(f.known.Effect) != *filter.Kind:
		return false
	}
	return f.mentions(orEmpty(filter.Search))
}

func (f *Function) mentions(word string) bool {
	about := append([]string{f.known.Name, f.known.Summary, f.known.Description}, f.known.Capabilities...)
	for _, n := range nodes(f.known.Parameters) {
		about = append(about, n.Name)
	}
	return slices.ContainsFunc(about, func(text string) bool { return contains(text, word) })
}

func contains(text, part string) bool {
	return strings.Contains(strings.ToLower(text), strings.ToLower(part))
}

func kindOf(e call.Effect) FunctionKind {
	if e == call.Write {
		return FunctionKindWrite
	}
	return FunctionKindRead
}

// nodes lays a schema out, depth first: a list is followed by its item, an object by its fields.
func nodes(s *call.Schema) []*SchemaNode {
	list := []*SchemaNode{}
	switch s.Shape {
	case call.Nothing:
	case call.Object:
		for _, f := range s.Fields {
			list = append(list, node(f.Name, f.Name, 0, f.Schema)...)
		}
	default:
		list = node("", "", 0, s)
	}
	return list
}

func node(path, name string, depth int, s *call.Schema) []*SchemaNode {
	n := &SchemaNode{
		Path: path, Name: name, Depth: depth, Shape: shapes[s.Shape], Presence: presences[s.Presence], Nullable: s.Nullable, Description: s.Doc,
	}
	if s.Presence == call.Defaulted {
		text, _ := json.Marshal(s.Default) // plain values only: cannot fail
		n.Default = ptr(string(text))
	}
	list := []*SchemaNode{n}
	switch s.Shape {
	case call.Scalar:
		n.Type = ptr(string(s.Type))
	case call.List:
		list = append(list, node(path+"[]", "", depth+1, s.Item)...)
	case call.Object:
		for _, f := range s.Fields {
			list = append(list, node(strings.TrimPrefix(path+"."+f.Name, "."), f.Name, depth+1, f.Schema)...)
		}
	}
	return list
}

var (
	shapes    = map[call.Shape]Shape{call.Scalar: ShapeScalar, call.Object: ShapeObject, call.List: ShapeList}
	presences = map[call.Presence]Presence{call.Required: PresenceRequired, call.Optional: PresenceOptional, call.Defaulted: PresenceDefaulted}
)
