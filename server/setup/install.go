// Package setup owns the first steps of an installation: what every database holds from the start, and the ways from there to
// a first call that works.
//
// It stands on manifest, tokens, people and store; the commands and the admin API call it.
package setup

import (
	"context"
	"fmt"

	"gatehouse/ent"
	"gatehouse/ent/course"
	"gatehouse/ent/function"
	"gatehouse/server/call"
	"gatehouse/server/store"
)

// The rows that every installation has and that keep these ids for ever.
const (
	siteCourse    = 1
	guestUser     = 1
	firstCategory = 1
)

// startLimit is how often a start looks again after another process has written the same rows at the same moment.
const startLimit = 5

// Install makes a database ready for use: on an empty one it creates the site course, the guest, the first category and the
// roles that every installation has; on every one it brings what the database knows of functions, and the built-in services, in line with
// the catalogue.
// It writes only what differs, so that a second start writes nothing, and several processes may start at once.
func Install(ctx context.Context, s *store.Store, catalogue *call.Catalogue) error {
	if err := untilAlone(func() error { return createFoundation(ctx, s, catalogue) }); err != nil {
		return fmt.Errorf("preparing the empty database: %w", err)
	}
	if err := untilAlone(func() error { return syncFunctions(ctx, s, catalogue) }); err != nil {
		return fmt.Errorf("bringing the functions up to date: %w", err)
	}
	if err := untilAlone(func() error { return syncServices(ctx, s, catalogue) }); err != nil {
		return fmt.Errorf("bringing the built-in services up to date: %w", err)
	}
	return nil
}

// untilAlone repeats work that looks first and then writes, for as long as somebody else writes the same in between.
func untilAlone(work func() error) error {
	for try := 1; ; try++ {
		err := work()
		if err == nil || !store.Duplicate(err) || try == startLimit {
			return err
		}
	}
}

func createFoundation(ctx context.Context, s *store.Store, catalogue *call.Catalogue) error {
	site := s.Settings().Site
	if done, err := founded(ctx, s.DB); done || err != nil {
		return err
	}
	return s.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
		if done, err := founded(ctx, tx.Client); done || err != nil {
			return err
		}
		course, err := tx.Course.Create().SetID(siteCourse).SetShortName(site.ShortName).SetFullName(site.Name).SetFormat("site").SetNumSections(1).Save(ctx)
		if err != nil {
			return err
		}
		if err := tx.OpenCourses(ctx, course); err != nil {
			return err
		}
		if err := tx.User.Create().SetID(guestUser).SetUsername("guest").SetFirstName("Guest user").Exec(ctx); err != nil {
			return err
		}
		if err := tx.Category.Create().SetID(firstCategory).SetName("Category 1").Exec(ctx); err != nil {
			return err
		}
		if err := createRoles(ctx, tx, catalogue); err != nil {
			return err
		}
		return tx.KeepIDs(ctx, "courses", "users", "categories", "roles")
	})
}

func founded(ctx context.Context, db *ent.Client) (bool, error) {
	return db.Course.Query().Where(course.ID(siteCourse)).Exist(ctx)
}

// syncFunctions looks without a transaction first: nearly every start finds nothing to write.
func syncFunctions(ctx context.Context, s *store.Store, catalogue *call.Catalogue) error {
	different, err := compareFunctions(ctx, s.DB, catalogue)
	if err != nil || len(different) == 0 {
		return err
	}
	return s.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
		different, err := compareFunctions(ctx, tx.Client, catalogue)
		if err != nil {
			return err
		}
		for _, row := range different {
			if err := saveFunction(ctx, tx, row); err != nil {
				return err
			}
		}
		return nil
	})
}

// compareFunctions returns the rows that the database should hold and does not: new ones without an id, changed ones with it.
func compareFunctions(ctx context.Context, db *ent.Client, catalogue *call.Catalogue) ([]ent.Function, error) {
	stored, err := db.Function.Query().Order(function.ByID()).All(ctx)
	if err != nil {
		return nil, err
	}
	var different []ent.Function
	known := make(map[string]bool, len(stored))
	for _, row := range stored {
		known[row.Name] = true
		if wanted := rowOf(catalogue.Find(row.Name), row); !sameFunction(wanted, row) {
			different = append(different, wanted)
		}
	}
	for _, f := range catalogue.All() {
		if !known[f.Name] {
			different = append(different, rowOf(f, &ent.Function{Name: f.Name}))
		}
	}
	return different, nil
}

// rowOf is what the database should say about a function. One that vanished from the program keeps what was last known of it.
func rowOf(f *call.Function, row *ent.Function) ent.Function {
	wanted := ent.Function{
		ID: row.ID, Name: row.Name, Component: row.Component, Kind: row.Kind, Deprecated: row.Deprecated, ReplacedBy: row.ReplacedBy,
	}
	if f != nil {
		wanted.Component, wanted.Kind, wanted.Present = f.Component, function.Kind(f.Effect), true
		wanted.Deprecated, wanted.ReplacedBy = f.Deprecated(), f.ReplacedBy
	}
	return wanted
}

func sameFunction(wanted ent.Function, row *ent.Function) bool {
	return wanted.Component == row.Component && wanted.Kind == row.Kind && wanted.Deprecated == row.Deprecated &&
		wanted.ReplacedBy == row.ReplacedBy && wanted.Present == row.Present
}

func saveFunction(ctx context.Context, tx *store.Tx, row ent.Function) error {
	if row.ID != 0 {
		tx.Changed(store.FunctionChanged, row.ID)
		return tx.Function.UpdateOneID(row.ID).SetComponent(row.Component).SetKind(row.Kind).SetDeprecated(row.Deprecated).
			SetReplacedBy(row.ReplacedBy).SetPresent(row.Present).Exec(ctx)
	}
	saved, err := tx.Function.Create().SetName(row.Name).SetComponent(row.Component).SetKind(row.Kind).
		SetDeprecated(row.Deprecated).SetReplacedBy(row.ReplacedBy).SetPresent(row.Present).Save(ctx)
	if err != nil {
		return err
	}
	tx.Changed(store.FunctionChanged, saved.ID)
	return nil
}
