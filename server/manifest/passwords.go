package manifest

import (
	"context"
	"fmt"
	"strings"
	"sync"

	"gatehouse/ent"
	"gatehouse/server/people"
	"gatehouse/server/store"
)

// passwords are those of a manifest's users, by their positions, made ready before the transaction because hashing is slow.
type passwords map[int]password

// password is what becomes of one.
type password struct {
	stored string // the hash it was compared with
	hash   string // the new one; empty when the password is the one that is stored
	err    error
}

// checkPasswords compares the passwords with the stored hashes and hashes those that differ, several at a time.
func checkPasswords(ctx context.Context, s *state, m *Manifest) (passwords, error) {
	all := passwords{}
	var lock sync.Mutex
	var work sync.WaitGroup
	for i := range m.Users {
		e := &m.Users[i]
		if e.Password == "" {
			continue
		}
		stored := ""
		if row, _ := s.users.find(e.ID, key(username, e.Username)); row != nil {
			stored = row.PasswordHash
		}
		work.Go(func() {
			made := checkPassword(ctx, e.Password, stored)
			lock.Lock()
			defer lock.Unlock()
			all[i] = made
		})
	}
	work.Wait()
	return all, ctx.Err()
}

func checkPassword(ctx context.Context, text, stored string) password {
	if stored != "" {
		// A stored hash that cannot be read matches nothing and is replaced.
		if match, _, err := people.CheckPassword(ctx, text, stored); match && err == nil {
			return password{stored: stored}
		}
	}
	hash, err := people.HashPassword(ctx, text)
	return password{stored: stored, hash: hash, err: err}
}

// planPassword plans a password that differs from the stored one. Neither it nor a hash of it is ever shown.
func (p *planner) planPassword(t *target[ent.User], i int) {
	e, made := &p.m.Users[i], p.passwords[i]
	path := t.path + ".password"
	switch {
	case e.Password == "":
		return
	case made.err != nil:
		p.wrong(path, "%s", made.err)
		return
	case t.row.PasswordHash != made.stored:
		p.problems = append(p.problems, fmt.Errorf("%s: %w", path, ErrMoved))
		return
	case t.row.ID == guestUser:
		p.wrong(path, "the guest has no password")
		return
	case made.hash == "":
		return
	}
	policy := p.options.PasswordPolicy
	if policy == "" {
		policy = p.settings.Site.PasswordPolicy
	}
	if lacks := people.CheckPolicy(policy, e.Password); len(lacks) > 0 {
		p.wrong(path, "the password does not meet the password policy. %s", strings.Join(lacks, " "))
		return
	}
	what := hidden("set")
	if made.stored != "" {
		what = "changed"
	}
	t.set("password_hash", made.hash, FieldChange{Name: "password", New: what})
	if !t.isNew {
		endSessions(t, p.settings.Tokens.EndOnPassword)
	}
}

// endSessions plans that a user has to sign in again, and that the user's tokens end too when that is set.
func endSessions(t *target[ent.User], tokens bool) {
	t.steps = append(t.steps, func(ctx context.Context, tx *store.Tx) error { return people.EndAll(ctx, tx, t.row.ID) })
	if tokens {
		t.p.ending = append(t.p.ending, t.row)
	}
}
