package graph

import (
	"context"
	"strings"

	"gatehouse/ent"
	"gatehouse/server/call"
	"gatehouse/server/journal"
	"gatehouse/server/manifest"
	"gatehouse/server/people"
	"gatehouse/server/store"
)

// Resolver holds what the resolvers need. It is made by Handler.
type Resolver struct {
	Options
	sessions *sessions
}

// db is the database for reading.
func (r *Resolver) db() *ent.Client { return r.Store.Lists }

// write runs a change in a transaction, in the name of whoever asks.
func (r *Resolver) write(ctx context.Context, change func(ctx context.Context, tx *store.Tx, by journal.Actor) error) error {
	by := visitOf(ctx).actor()
	return r.Store.Write(ctx, func(ctx context.Context, tx *store.Tx) error { return change(ctx, tx, by) })
}

// apply brings the installation to what a part of a manifest says: the way of all changes that a manifest can say too, so that both
// follow the same rules. expect is asked first, in the same transaction.
func (r *Resolver) apply(ctx context.Context, m *manifest.Manifest, expect func(ctx context.Context, tx *store.Tx) error) error {
	_, err := manifest.Apply(ctx, r.Store, m, manifest.Options{
		Actor: visitOf(ctx).actor(), Protocols: r.built(), Now: r.Now(), Expect: expect, PasswordPolicy: people.OwnPolicy,
	})
	return all(ctx, err)
}

// built are the names of the protocols that this program speaks.
func (r *Resolver) built() []string {
	names := []string{}
	for _, wire := range r.Wires {
		if wire.Built {
			names = append(names, wire.Name)
		}
	}
	return names
}

func orElse(err, other error) error {
	if err != nil {
		return err
	}
	return other
}

func pointers[T any](list []T) []*T {
	pointed := make([]*T, len(list))
	for i := range list {
		pointed[i] = &list[i]
	}
	return pointed
}

// found turns a row that is not there into nothing, for queries whose answer may be null.
func found[R any](row *R, err error) (*R, error) {
	if ent.IsNotFound(err) {
		return nil, nil
	}
	return row, err
}

// fewEnough refuses a mutation about more things than a person picks.
func fewEnough[T any](field string, list []T) error {
	if len(list) == 0 || len(list) > pageLimit {
		return call.Invalid(field, "found %d, expected 1 to %d", len(list), pageLimit)
	}
	return nil
}

const (
	// searchLimit is how many bytes are searched for: as long as the subject of an event may be.
	searchLimit = 400
	// searchWords is how many words of users are searched for; each is looked for in several columns.
	searchWords = 8
)

// brief refuses a text to search for that is longer than anything there is to find.
func brief(field string, text *string) error {
	if n := len(orEmpty(text)); n > searchLimit {
		return call.Invalid(field, "found %d bytes, expected at most %d", n, searchLimit)
	}
	return nil
}

// fewWords is brief for searches that look for each word by itself.
func fewWords(field string, text *string) error {
	if n := len(strings.Fields(orEmpty(text))); n > searchWords {
		return call.Invalid(field, "found %d words, expected at most %d", n, searchWords)
	}
	return brief(field, text)
}

func ptr[T any](v T) *T { return &v }

func orEmpty(text *string) string {
	if text == nil {
		return ""
	}
	return *text
}

// orNone is a text as a nullable field shows it.
func orNone(text string) *string {
	if text == "" {
		return nil
	}
	return &text
}
