package graph

import (
	"context"
	"slices"

	"gatehouse/ent/function"
	"gatehouse/ent/predicate"
	"gatehouse/ent/service"
	"gatehouse/ent/servicefunction"
	"gatehouse/server/call"
	"gatehouse/server/manifest"
	"gatehouse/server/store"
	"gatehouse/server/tokens"
)

// expectation is asked within the transaction of a change, before it.
type expectation = func(ctx context.Context, tx *store.Tx) error

// both asks several expectations in their order.
func both(all ...expectation) expectation {
	return func(ctx context.Context, tx *store.Tx) error {
		for _, expect := range all {
			if err := expect(ctx, tx); err != nil {
				return err
			}
		}
		return nil
	}
}

// serviceEntry is what a form says about a service, as a manifest says it.
func serviceEntry(id int, in ServiceInput) manifest.Service {
	return manifest.Service{
		ID: id, Name: orEmpty(in.Name), ShortName: in.ShortName, Enabled: in.Enabled, AuthorisedUsersOnly: in.AuthorisedUsersOnly,
		RequiredCapability: in.RequiredCapability, DownloadFiles: in.DownloadFiles, UploadFiles: in.UploadFiles,
		CallsPerMinute: in.CallsPerMinute, Burst: in.Burst, CallsPerDay: in.CallsPerDay,
	}
}

func (r *Resolver) applyService(ctx context.Context, entry manifest.Service, expect ...expectation) error {
	return r.apply(ctx, &manifest.Manifest{Services: manifest.List[manifest.Service]{entry}}, both(expect...))
}

// serviceNamesFree expects that no other service has the names that one is to get.
func serviceNamesFree(id int, name, shortName *string) expectation {
	return func(ctx context.Context, tx *store.Tx) error {
		for _, label := range []struct {
			field, text string
			has         predicate.Service
		}{
			{"name", orEmpty(name), service.Name(orEmpty(name))}, {"shortName", orEmpty(shortName), service.ShortName(orEmpty(shortName))},
		} {
			if label.text == "" {
				continue
			}
			taken, err := tx.Service.Query().Where(label.has, service.IDNEQ(id)).Exist(ctx)
			if err != nil {
				return err
			}
			if taken {
				return call.Invalid(label.field, "another service has it: choose another")
			}
		}
		return nil
	}
}

// unchangedService expects that a service is still as it was read. Without a version everything is expected.
func unchangedService(id int, version *string) expectation {
	return func(ctx context.Context, tx *store.Tx) error {
		row, err := tx.Service.Query().Where(service.ID(id), store.ForUpdate).Only(ctx)
		if err != nil {
			return err
		}
		if version != nil && *version != versionOf(&row.UpdatedAt) {
			return errChanged("service")
		}
		return nil
	}
}

// changeFunctions replaces the functions of a service by what change makes of those that it holds at this moment.
func (r *Resolver) changeFunctions(ctx context.Context, id int, functions []string, change func(held []string) []string) (*Service, error) {
	if len(functions) == 0 || len(functions) > 1000 {
		return nil, call.Invalid("functions", "found %d, expected 1 to 1000", len(functions))
	}
	// What the service holds is read within the transaction, so that nobody's change at the same moment is lost.
	entry := manifest.Service{ID: id}
	m := &manifest.Manifest{Services: manifest.List[manifest.Service]{entry}}
	err := r.apply(ctx, m, func(ctx context.Context, tx *store.Tx) error {
		row, err := tx.Service.Query().Where(service.ID(id), store.ForUpdate).Only(ctx)
		if err != nil {
			return err
		}
		if row.Component != "" {
			return call.Errorf(call.AccessDenied, "The functions of the built-in service %q are fixed: make a service of your own.", row.Name)
		}
		held, err := tx.Function.Query().Where(function.HasServicesWith(servicefunction.ServiceID(id))).Select(function.FieldName).Strings(ctx)
		if err != nil {
			return err
		}
		m.Services[0].Functions = append(manifest.List[string]{}, change(held)...)
		return nil
	})
	if err != nil {
		return nil, err
	}
	return r.serviceByID(ctx, id)
}

func servicesWhere(f *ServiceFilter) []predicate.Service {
	if f == nil {
		return nil
	}
	var where []predicate.Service
	if word := orEmpty(f.Search); word != "" {
		where = append(where, service.Or(service.NameContainsFold(word), service.ShortNameContainsFold(word)))
	}
	if f.Enabled != nil {
		where = append(where, service.Enabled(*f.Enabled))
	}
	if name := orEmpty(f.Function); name != "" {
		where = append(where, service.HasFunctionsWith(servicefunction.HasFunctionWith(function.Name(name))))
	}
	if f.BuiltIn != nil {
		where = append(where, map[bool]predicate.Service{true: service.ComponentNEQ(""), false: service.Component("")}[*f.BuiltIn])
	}
	return slices.Clip(where)
}

// restriction reads where and until when something may be used.
func (r *Resolver) restriction(in *RestrictionInput) (tokens.Restriction, error) {
	if in == nil {
		return tokens.Restriction{}, nil
	}
	restriction := tokens.Restriction{IPRestriction: in.IPRestriction}
	if in.ValidUntil == nil {
		return restriction, nil
	}
	until, err := tokens.ParseUntil(*in.ValidUntil, r.Store.Settings().Site.Timezone)
	restriction.ValidUntil = &until
	return restriction, err
}
