package manifest

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"gatehouse/ent"
	"gatehouse/server/call"
	"gatehouse/server/store"
)

// step is a part of an operation: it writes.
type step func(ctx context.Context, tx *store.Tx) error

// operation is one thing to do in the transaction. One without a change completes an operation before it.
type operation struct {
	path   string
	change *Change
	row    any // that the change is about; its id is there once the operation has run
	run    step
}

// planner compares a manifest with a state and collects operations. It touches no database. It puts what it plans into the rows
// of the state, so that what is planned later sees it.
type planner struct {
	*state
	m          *Manifest
	options    Options
	passwords  passwords
	problems   []error
	operations []operation
	result     *Result
	givenIDs   map[string]bool // tables in which rows were made with ids of the manifest's; filled while running

	hadAdministrator bool
	courseRows       []*ent.Course         // by the positions of their entries; nil where one cannot be planned
	enrolling        map[place]*Enrolment  // what courses say about enrolments
	saysEnrolments   map[*ent.Course]bool  // courses whose entries mention enrolments
	saysCourseRoles  map[*ent.User]bool    // users whose entries mention course roles
	besides          map[place][]*ent.Role // those course roles
	ending           []*ent.User           // users whose tokens end
	saidTokens       map[*ent.Token]string // the paths of entries
	newTokens        map[string]string     // the paths of entries for tokens yet to be made, by what names them
	secrets          map[string]string     // the paths of tokens with a secret
	newEmails        map[*ent.User]string  // the paths of email addresses that change
	gone             map[any]bool          // the rows that pruning removes
}

// place is a course and a user, either of which may be yet to be made.
type place struct {
	course *ent.Course
	user   *ent.User
}

func plan(s *state, m *Manifest, o Options, passwords passwords) (*planner, error) {
	p := &planner{
		state: s, m: m, options: o, passwords: passwords, result: &Result{Changes: []Change{}, Warnings: []string{}, Secrets: []Secret{}}, givenIDs: map[string]bool{},
		enrolling: map[place]*Enrolment{}, saysEnrolments: map[*ent.Course]bool{}, saysCourseRoles: map[*ent.User]bool{},
		besides: map[place][]*ent.Role{}, saidTokens: map[*ent.Token]string{}, newTokens: map[string]string{},
		secrets: map[string]string{}, newEmails: map[*ent.User]string{}, gone: map[any]bool{}, hadAdministrator: slices.ContainsFunc(s.users.rows, active),
	}
	p.planSettings()
	p.planRoles()
	p.planCategories()
	p.planCourses()
	p.planUsers()
	p.planParticipants()
	p.planCohorts()
	p.planServices()
	p.planTokens()
	p.planEndings()
	if o.Prune {
		p.prune()
	}
	p.keepAnAdministrator()
	p.refuseSharedEmails()
	return p, errors.Join(p.problems...)
}

// wrong notes what is wrong with the manifest, as a *call.Error with the path. Planning goes on, to find the rest too.
func (p *planner) wrong(path, format string, args ...any) {
	p.problems = append(p.problems, call.Invalid(path, format, args...))
}

func (p *planner) warn(path, format string, args ...any) {
	p.result.Warnings = append(p.result.Warnings, path+": "+fmt.Sprintf(format, args...))
}

// do adds an operation that changes an object, whose row is given. A list that is empty is shown as one.
func (p *planner) do(path string, c Change, row any, run step) {
	c.Fields = append([]FieldChange{}, c.Fields...)
	for i := range c.Fields {
		c.Fields[i].Old, c.Fields[i].New = listed(c.Fields[i].Old), listed(c.Fields[i].New)
	}
	p.operations = append(p.operations, operation{path, &c, row, run})
	p.result.Changes = append(p.result.Changes, c)
}

func listed(v any) any {
	if list, ok := v.([]string); ok && list == nil {
		return []string{}
	}
	return v
}

// complete adds an operation that completes one before it.
func (p *planner) complete(path string, run step) {
	p.operations = append(p.operations, operation{path: path, run: run})
}

// target is one row that an entry speaks of, while it is planned.
type target[R any] struct {
	p     *planner
	kind  *kind[R]
	path  string
	row   *R
	id    int // given for a new row
	isNew bool

	fields []field       // to be written into the row
	also   []FieldChange // written elsewhere by steps
	steps  []step
}

// aim makes the target for a row, or for a new one when row is nil.
func aim[R any](p *planner, k *kind[R], path string, row *R) *target[R] {
	t := &target[R]{p: p, kind: k, path: path, row: row}
	if row == nil {
		t.row, t.isNew = k.blank(), true
	}
	return t
}

// begin finds the row that an entry speaks of among the rows of its kind, or adds a new one to them, and compares the fields
// that both have. It returns nil when the entry cannot be planned.
func begin[R any](p *planner, k *kind[R], x *index[R], path string, id int, entry any, keys []string) *target[R] {
	row, err := x.find(id, keys)
	if err != nil {
		p.wrong(path, "%s", err)
		return nil
	}
	if row == nil && len(keys) == 0 {
		p.wrong(path, "there is no %s with this id, and a new one needs a name", k.name)
		return nil
	}
	if other := x.said[row]; row != nil && other != "" {
		p.wrong(path, "%s is about the same %s: put both into one", other, k.name)
		return nil
	}
	t := aim(p, k, path, row)
	x.said[t.row] = path
	var old []string
	if t.isNew {
		t.id = id
		x.rows = append(x.rows, t.row)
		if id != 0 {
			x.byID[id] = t.row
		}
	} else {
		old = x.keysOf(t.row)
	}
	t.compare(entry)
	if taken := x.rename(t.row, old); taken != "" {
		p.wrong(path+"."+fieldOfKey[kindOfKey(taken)], "another %s has the %s: choose another", k.name, taken)
	}
	return t
}

// compare plans the fields that an entry and the row have under the same name.
func (t *target[R]) compare(entry any) {
	for _, f := range compare(entry, t.row) {
		if limit, long := tooLong(t.kind.table, f); long {
			t.p.wrong(t.path+"."+f.Name, "it has more than %d bytes", limit)
		}
		if t.isNew {
			f.Old = nil
		}
		t.fields = append(t.fields, f)
	}
}

// set plans a field that has a column but no counterpart in the entry.
func (t *target[R]) set(column string, value any, shown FieldChange) {
	if t.isNew {
		shown.Old = nil
	}
	t.fields = append(t.fields, field{FieldChange: shown, column: column, value: value})
}

// link plans a field that refers to a row that may be yet to be made. It is not shown: the object's name says it.
func (t *target[R]) link(column string, id func() int) {
	t.hide(column, id)
}

// hide plans a field that is never shown.
func (t *target[R]) hide(column string, value any) {
	t.fields = append(t.fields, field{column: column, value: value})
}

// finish adds the operation, unless nothing changes.
func (t *target[R]) finish(name string) {
	if !t.isNew && len(t.fields) == 0 && len(t.also) == 0 {
		return
	}
	c := Change{Action: Update, Kind: t.kind.name, Name: name}
	if t.isNew {
		c.Action = Create
	}
	for _, f := range t.fields {
		if f.Name != "" {
			c.Fields = append(c.Fields, f.FieldChange)
		}
	}
	c.Fields = append(c.Fields, t.also...)
	t.p.do(t.path, c, t.row, t.run)
}

func (t *target[R]) run(ctx context.Context, tx *store.Tx) error {
	if err := t.write(ctx, tx); err != nil {
		return err
	}
	for _, s := range t.steps {
		if err := s(ctx, tx); err != nil {
			return err
		}
	}
	if t.kind.changed != "" {
		tx.Changed(t.kind.changed, idOf(t.row))
	}
	return nil
}

func (t *target[R]) write(ctx context.Context, tx *store.Tx) error {
	switch {
	case t.isNew:
		if err := t.p.beforeCreate(ctx, tx, t.kind.table.Name, t.id); err != nil {
			return err
		}
		saved, err := t.kind.create(ctx, tx, t.id, t.fields)
		if err == nil {
			*t.row = *saved
		}
		return err
	case len(t.fields) > 0:
		_, err := t.kind.update(ctx, tx, idOf(t.row), t.fields)
		return err
	}
	return nil
}

// beforeCreate keeps the database from giving out an id that a row was given a moment ago.
func (p *planner) beforeCreate(ctx context.Context, tx *store.Tx, table string, id int) error {
	if id != 0 {
		p.givenIDs[table] = true
		return nil
	}
	if !p.givenIDs[table] {
		return nil
	}
	delete(p.givenIDs, table)
	return tx.KeepIDs(ctx, table)
}

// givenFirst orders entries so that those with an id come first: no other can then be given an id that one of them asks for.
func givenFirst[E any](list []E, id func(e *E) int) []int {
	order := make([]int, len(list))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		return rank(id(&list[a])) - rank(id(&list[b]))
	})
	return order
}

func rank(id int) int {
	if id != 0 {
		return 0
	}
	return 1
}
