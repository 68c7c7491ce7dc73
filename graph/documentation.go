package graph

import (
	"context"
	"slices"

	"gatehouse/ent"
	"gatehouse/ent/callrecord"
	"gatehouse/ent/predicate"
	"gatehouse/server/call"
	"gatehouse/server/docs"
)

// Documentation is what is written for one key, for a service or for everything.
type Documentation struct {
	Token   *Token   // nil: it is of a service, or of everything
	Service *Service // nil besides: of everything
	grant   *call.Grant
	reach   map[string]reach // of the grant, over each protocol that was asked about
	ways    []*Face
	access  []*FunctionAccess
}

// reach is what a grant reaches over one protocol, from where the request comes.
type reach struct {
	refused   []call.Step // what stops every call
	functions []call.Access
}

// DocumentedFunction is one function of a documentation.
type DocumentedFunction struct {
	Access *FunctionAccess
	known  *call.Function
	of     *Documentation
}

// documentation finds what is documented, and refuses what is not for whoever asks.
func (r *Resolver) documentation(ctx context.Context, tokenID, serviceID *int) (*Documentation, error) {
	switch {
	case tokenID != nil && serviceID != nil:
		return nil, call.Invalid("service", "a key or a service is asked about, and not both")
	case tokenID != nil:
		return r.documentationOfToken(ctx, *tokenID)
	case visitOf(ctx).audience() != administrator:
		return nil, errForbidden
	case serviceID != nil:
		return r.documentationOfService(ctx, *serviceID)
	}
	list, err := r.functions(ctx, namesOf(r.Dispatcher.Catalogue.All()))
	d := &Documentation{access: everyOne(list)}
	d.ways = r.ways(ctx, d, false)
	return d, err
}

func (r *Resolver) documentationOfToken(ctx context.Context, id int) (*Documentation, error) {
	if !r.Store.Settings().WebServices.Documentation {
		return nil, call.Fail(call.DocumentationOff)
	}
	t, err := r.ownOrAny(ctx, id)
	if err != nil || t == nil {
		return nil, orElse(err, errMissing("key"))
	}
	d := &Documentation{Token: t, reach: map[string]reach{}}
	if d.grant, err = r.Keeper.ByID(ctx, id); err != nil {
		return nil, err
	}
	if d.grant == nil {
		return nil, call.Errorf(call.NotFound, "This key was revoked: nothing can be called with it.")
	}
	d.ways = r.ways(ctx, d, true)
	preview, err := r.preview(ctx, d.grant, d.protocol(), nil, nil)
	if err != nil {
		return nil, err
	}
	d.access = preview.Functions
	return d, nil
}

func (r *Resolver) documentationOfService(ctx context.Context, id int) (*Documentation, error) {
	s, err := r.serviceByID(ctx, id)
	if err != nil || s == nil {
		return nil, orElse(err, errMissing("service"))
	}
	names, err := s.functions.of(ctx, id)
	if err != nil {
		return nil, err
	}
	list, err := r.functions(ctx, names)
	d := &Documentation{Service: s, access: everyOne(list)}
	d.ways = r.ways(ctx, d, true)
	return d, err
}

// ways are the faces: with on those of protocols that are on, and for a key each with whether it is open to it.
func (r *Resolver) ways(ctx context.Context, d *Documentation, on bool) []*Face {
	policy := r.Dispatcher.Grants.Policy()
	list := []*Face{}
	for _, face := range r.Trials.Faces {
		if on && !policy.Protocols[face.Protocol] {
			continue
		}
		way := &Face{Name: face.Name, Title: face.Title, Protocol: face.Protocol, Address: r.PublicURL + face.Path, Allowed: true}
		if d.grant != nil {
			if refused := r.reachOver(ctx, d, face.Protocol).refused; len(refused) > 0 {
				way.Allowed, way.Reason = false, &refused[0].Reason
			}
		}
		list = append(list, way)
	}
	return list
}

// reachOver asks once for each protocol: for those that are on before fields are resolved, which happens side by side.
func (r *Resolver) reachOver(ctx context.Context, d *Documentation, protocol string) reach {
	known, ok := d.reach[protocol]
	if !ok {
		known.refused, known.functions = r.Dispatcher.Reach(d.grant, protocol, visitOf(ctx).caller.Address, r.Now())
		d.reach[protocol] = known
	}
	return known
}

// protocol is the first one that calls of the key get through, else the first that is on.
func (d *Documentation) protocol() string {
	for _, way := range d.ways {
		if way.Allowed {
			return way.Protocol
		}
	}
	if len(d.ways) > 0 {
		return d.ways[0].Protocol
	}
	return "rest"
}

// everyOne are functions about which nobody in particular asks.
func everyOne(list []*Function) []*FunctionAccess {
	access := make([]*FunctionAccess, len(list))
	for i, f := range list {
		access[i] = &FunctionAccess{Function: f, Allowed: true, MissingCapabilities: []string{}}
	}
	return access
}

func namesOf(functions []*call.Function) []string {
	names := make([]string, len(functions))
	for i, f := range functions {
		names[i] = f.Name
	}
	return names
}

// function is one of the documented functions, nil when it is not among them or the program no longer has it.
func (d *Documentation) function(name string) *DocumentedFunction {
	for _, a := range d.access {
		if a.Function.Name == name && a.Function.known != nil {
			return &DocumentedFunction{Access: a, known: a.Function.known, of: d}
		}
	}
	return nil
}

// callable are the functions that may be called over a protocol.
func (r *Resolver) callable(ctx context.Context, d *Documentation, protocol string) []*call.Function {
	var list []*call.Function
	if d.grant == nil {
		for _, a := range d.access {
			if a.Function.known != nil {
				list = append(list, a.Function.known)
			}
		}
		return list
	}
	for _, a := range r.reachOver(ctx, d, protocol).functions {
		if a.Decision.Allowed {
			list = append(list, a.Function)
		}
	}
	return list
}

// files are the descriptions that hold something.
func (r *Resolver) files(ctx context.Context, d *Documentation) []*DescriptionFile {
	list := []*DescriptionFile{}
	functions := map[string][]*call.Function{}
	for i := range r.Descriptions.All {
		description := &r.Descriptions.All[i]
		if !slices.ContainsFunc(d.ways, func(f *Face) bool { return f.Protocol == description.Protocol && f.Allowed }) {
			continue
		}
		if _, asked := functions[description.Protocol]; !asked {
			functions[description.Protocol] = r.callable(ctx, d, description.Protocol)
		}
		if len(functions[description.Protocol]) == 0 {
			continue
		}
		text := string(description.Of(r.Descriptions.Site(), functions[description.Protocol]).Bytes())
		list = append(list, &DescriptionFile{
			Name: description.File, Title: description.Title, MediaType: description.MediaType, Protocol: description.Protocol,
			URL: r.PublicURL + docs.DescriptionsPath + description.File, Size: len(text), Text: text,
		})
	}
	return list
}

// needs are the capabilities that the function asks for.
func (f *DocumentedFunction) needs() []*NeededCapability {
	list := make([]*NeededCapability, len(f.known.Capabilities))
	for i, name := range f.known.Capabilities {
		list[i] = &NeededCapability{Name: name}
		if f.of.grant != nil {
			list[i].Held = ptr(len(f.of.grant.Holdings.Lacks([]string{name})) == 0)
		}
	}
	return list
}

// lastCalls are the newest calls of a function that whoever asks may see.
func (r *Resolver) lastCalls(ctx context.Context, f *DocumentedFunction, first int) ([]*Request, error) {
	if first < 1 || first > pageLimit {
		return nil, call.Invalid("first", "found %d, expected 1 to %d", first, pageLimit)
	}
	where := []predicate.CallRecord{callrecord.Function(f.known.Name)}
	if f.of.Token != nil {
		where = append(where, callrecord.TokenID(f.of.Token.ID))
	}
	if f.of.Service != nil {
		where = append(where, callrecord.ServiceID(f.of.Service.ID))
	}
	rows, err := r.db().CallRecord.Query().Where(where...).Order(ent.Desc(callrecord.FieldAt)).Limit(first).All(ctx)
	return r.requests(rows...), err
}

// documentedErrors says codes with what they mean.
func documentedErrors(codes []call.Code) []*DocumentedError {
	list := make([]*DocumentedError, len(codes))
	for i, f := range docs.Failures(codes) {
		list[i] = &DocumentedError{Code: string(f.Code), Sentence: f.Sentence, Status: f.Status}
	}
	return list
}
