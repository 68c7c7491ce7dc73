package setup

import (
	"context"
	"slices"

	"gatehouse/ent"
	"gatehouse/ent/function"
	"gatehouse/ent/service"
	"gatehouse/ent/servicefunction"
	"gatehouse/server/call"
	"gatehouse/server/store"
)

// builtInService is a service that every installation has, for one kind of application. It is off until somebody switches it on. Which
// functions it holds the functions themselves say, and nobody else.
type builtInService struct {
	id              int // where it is free; Moodle's has the same, and clients may have kept it
	shortName, name string
	component       string
}

var builtInServices = []builtInService{
	{1, "moodle_mobile_app", "Mobile app", "moodle"},
}

// syncServices brings the built-in services in line with the catalogue. It looks without a transaction first: nearly every start finds
// nothing to write.
func syncServices(ctx context.Context, s *store.Store, catalogue *call.Catalogue) error {
	for _, b := range builtInServices {
		wanted := b.functions(catalogue)
		row, add, remove, err := b.compare(ctx, s.DB, wanted)
		if err != nil {
			return err
		}
		if row != nil && len(add)+len(remove) == 0 {
			continue
		}
		if err := s.Write(ctx, func(ctx context.Context, tx *store.Tx) error { return b.save(ctx, tx, wanted) }); err != nil {
			return err
		}
	}
	return nil
}

// functions are the names of the functions that say that the service holds them.
func (b builtInService) functions(catalogue *call.Catalogue) []string {
	names := []string{}
	for _, f := range catalogue.All() {
		if slices.Contains(f.Services, b.shortName) {
			names = append(names, f.Name)
		}
	}
	return names
}

// compare finds the service, nil when it is not there, and which functions it lacks and which links it has too many. A service of the same
// short name that people have made for themselves is theirs: it lacks nothing.
func (b builtInService) compare(ctx context.Context, db *ent.Client, wanted []string) (row *ent.Service, add []string, remove []int, err error) {
	row, err = db.Service.Query().Where(service.ShortName(b.shortName)).
		WithFunctions(func(q *ent.ServiceFunctionQuery) { q.WithFunction().Order(servicefunction.ByID()) }).Only(ctx)
	if store.Missing(err) {
		return nil, wanted, nil, nil
	}
	if err != nil || row.Component == "" {
		return row, nil, nil, err
	}
	held := map[string]bool{}
	for _, link := range row.Edges.Functions {
		name := link.Edges.Function.Name
		held[name] = true
		if !slices.Contains(wanted, name) {
			remove = append(remove, link.ID)
		}
	}
	for _, name := range wanted {
		if !held[name] {
			add = append(add, name)
		}
	}
	return row, add, remove, nil
}

// save makes the service if it is not there, and gives it the functions that it lacks.
func (b builtInService) save(ctx context.Context, tx *store.Tx, wanted []string) error {
	row, add, remove, err := b.compare(ctx, tx.Client, wanted)
	if err == nil && row == nil {
		row, err = b.create(ctx, tx)
	}
	if err != nil {
		return err
	}
	if _, err := tx.ServiceFunction.Delete().Where(servicefunction.IDIn(remove...)).Exec(ctx); err != nil {
		return err
	}
	rows, err := tx.Function.Query().Where(function.NameIn(add...)).All(ctx)
	if err != nil {
		return err
	}
	// In the order of the catalogue, in which clients are told of them.
	slices.SortFunc(rows, func(a, b *ent.Function) int { return slices.Index(add, a.Name) - slices.Index(add, b.Name) })
	err = tx.ServiceFunction.MapCreateBulk(rows, func(c *ent.ServiceFunctionCreate, i int) {
		c.SetServiceID(row.ID).SetFunctionID(rows[i].ID)
	}).Exec(ctx)
	tx.Changed(store.ServiceChanged, row.ID)
	return err
}

func (b builtInService) create(ctx context.Context, tx *store.Tx) (*ent.Service, error) {
	name, err := b.freeName(ctx, tx)
	if err != nil {
		return nil, err
	}
	row := tx.Service.Create().SetName(name).SetShortName(b.shortName).SetComponent(b.component).SetDownloadFiles(true).SetUploadFiles(true)
	taken, err := tx.Service.Query().Where(service.ID(b.id)).Exist(ctx)
	if err != nil {
		return nil, err
	}
	if !taken {
		row.SetID(b.id)
	}
	saved, err := row.Save(ctx)
	if err != nil {
		return nil, err
	}
	return saved, tx.KeepIDs(ctx, "services")
}

// freeName is the name of the service, or when people have given that to one of theirs, one that is made of it.
func (b builtInService) freeName(ctx context.Context, tx *store.Tx) (string, error) {
	for _, name := range []string{b.name, b.name + " (built in)"} {
		taken, err := tx.Service.Query().Where(service.Name(name)).Exist(ctx)
		if err != nil || !taken {
			return name, err
		}
	}
	return b.name + " (" + b.shortName + ")", nil
}
