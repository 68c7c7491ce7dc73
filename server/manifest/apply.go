package manifest

import (
	"context"
	"errors"
	"fmt"
	"time"

	"gatehouse/ent"
	"gatehouse/server/journal"
	"gatehouse/server/people"
	"gatehouse/server/store"
)

// Options are how to apply a manifest.
type Options struct {
	DryRun    bool // report what would change, and change nothing
	Prune     bool // remove what a list of the manifest does not mention
	Actor     journal.Actor
	Protocols []string  // those that this program speaks; nil: not known, and no warnings about others
	Now       time.Time // zero: the time of the call

	// PasswordPolicy is held up instead of the site's: see people.CheckPolicy.
	PasswordPolicy string

	// Expect is asked first, within the transaction. When it fails nothing is written.
	Expect func(ctx context.Context, tx *store.Tx) error
	// Also is done last, in the same transaction.
	Also func(ctx context.Context, tx *store.Tx) error
}

// Result is what Apply changed or, on a dry run, would change.
type Result struct {
	Changes  []Change `json:"changes"`
	Warnings []string `json:"warnings"`
	Secrets  []Secret `json:"secrets"` // of tokens that were made; they can never be read again
}

// Action says what happens to an object.
type Action string

// The actions.
const (
	Create Action = "create"
	Update Action = "update"
	Delete Action = "delete"
)

// Change is one object that changes.
type Change struct {
	Action Action        `json:"action"`
	Kind   string        `json:"kind"` // role, user, service, settings ...
	Name   string        `json:"name"`
	Fields []FieldChange `json:"fields"`
}

// Secret is the secret of a token that was made.
type Secret struct {
	Name    string `json:"name"`
	User    string `json:"user"`
	Service string `json:"service"`
	Secret  string `json:"secret"`
}

// ErrMoved says that somebody else changed what a manifest is about while it was applied.
var ErrMoved = errors.New("the installation was changed by somebody else at this moment: apply the manifest again")

// Apply brings the database to what the manifest says, in one transaction, and reports what it changed. What is wrong with the
// manifest is reported all at once, each mistake with its path, and then nothing is written.
func Apply(ctx context.Context, s *store.Store, m *Manifest, o Options) (*Result, error) {
	if o.Now.IsZero() {
		o.Now = time.Now()
	}
	before, err := load(ctx, s.DB, m, o.Prune)
	if err != nil {
		return nil, fmt.Errorf("reading the installation: %w", err)
	}
	passwords, err := checkPasswords(ctx, before, m)
	if err != nil {
		return nil, err
	}
	p, err := plan(before, m, o, passwords)
	if err != nil {
		return nil, err
	}
	if o.DryRun || len(p.operations) == 0 && o.Expect == nil && o.Also == nil {
		p.result.Secrets = []Secret{}
		return p.result, nil
	}
	return write(ctx, s, m, o, passwords)
}

// write plans anew within the transaction, so that the plan is about what the transaction sees, and carries the plan out. One is
// planned at a time, on all nodes together.
func write(ctx context.Context, s *store.Store, m *Manifest, o Options, passwords passwords) (*Result, error) {
	var result *Result
	err := s.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
		if err := hold(ctx, tx, m); err != nil {
			return err
		}
		if o.Expect != nil {
			if err := o.Expect(ctx, tx); err != nil {
				return err
			}
		}
		now, err := load(ctx, tx.Client, m, o.Prune)
		if err != nil {
			return err
		}
		p, err := plan(now, m, o, passwords)
		if err != nil {
			return err
		}
		result = p.result
		if err := p.run(ctx, tx); err != nil || o.Also == nil {
			return err
		}
		return o.Also(ctx, tx)
	})
	if store.Duplicate(err) {
		return nil, errors.Join(ErrMoved, err)
	}
	if err != nil {
		return nil, err
	}
	return result, nil
}

// hold keeps others from changing what a plan rests on until the transaction ends.
func hold(ctx context.Context, tx *store.Tx, m *Manifest) error {
	if err := tx.Alone(ctx); err != nil || m.Users == nil {
		return err
	}
	_, err := people.HoldAdministrators(ctx, tx)
	return err
}

// Holds says whether an installation is as a manifest says already. A manifest that could not be applied does not hold.
func Holds(ctx context.Context, tx *store.Tx, m *Manifest) (bool, error) {
	now, err := load(ctx, tx.Client, m, false)
	if err != nil {
		return false, err
	}
	p, err := plan(now, m, Options{}, passwords{})
	return err == nil && len(p.operations) == 0, nil
}

// run carries the operations out, each with its audit event.
func (p *planner) run(ctx context.Context, tx *store.Tx) error {
	for _, o := range p.operations {
		if err := o.run(ctx, tx); err != nil {
			return fmt.Errorf("%s: %w", o.path, err)
		}
		if o.change == nil {
			continue
		}
		if err := journal.Audit(ctx, tx, p.options.Actor, o.event()); err != nil {
			return err
		}
	}
	for table := range p.givenIDs {
		if err := tx.KeepIDs(ctx, table); err != nil {
			return err
		}
	}
	return nil
}

// event is the audit event of an operation. Tokens are revoked rather than deleted, and the trail says so.
func (o operation) event() journal.Event {
	verb := string(o.change.Action)
	if o.change.Action == Delete && o.change.Kind == tokenKind.name {
		verb = "revoke"
	}
	before, after := map[string]any{}, map[string]any{}
	for _, f := range o.change.Fields {
		if f.Old != nil {
			before[f.Name] = f.Old
		}
		if f.New != nil {
			after[f.Name] = f.New
		}
	}
	return journal.Event{
		Action: o.change.Kind + "." + verb, Subject: o.change.Name, Object: o.object(), Details: map[string]any{"before": before, "after": after},
	}
}

// object is what an operation is about, where that is of a kind that the audit trail points at.
func (o operation) object() journal.Object {
	switch row := o.row.(type) {
	case *ent.User:
		return journal.Object{Kind: journal.UserObject, ID: row.ID}
	case *ent.Service:
		return journal.Object{Kind: journal.ServiceObject, ID: row.ID}
	case *ent.AuthorisedUser:
		return journal.Object{Kind: journal.ServiceObject, ID: row.ServiceID}
	case *ent.Token:
		return journal.Object{Kind: journal.TokenObject, ID: row.ID}
	case *ent.Role:
		return journal.Object{Kind: journal.RoleObject, ID: row.ID}
	}
	return journal.Object{}
}
