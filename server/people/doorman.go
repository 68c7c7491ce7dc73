package people

import (
	"context"
	"errors"
	"net/netip"
	"strings"
	"time"
	"unicode/utf8"

	"gatehouse/ent"
	"gatehouse/ent/guess"
	"gatehouse/ent/user"
	"gatehouse/server/store"
)

const (
	// guessLimit is how many times an account or an address may fail within guessWindow.
	guessLimit  = 10
	guessWindow = 15 * time.Minute
	// accountLock is how long an account's door stays shut then. Its tokens go on working.
	accountLock = 15 * time.Minute
	// addressLock is how long an address waits after its first failure too many; it doubles with each further one, so that a
	// whole office behind one address is not shut out for one colleague's typing.
	addressLock    = time.Second
	addressLockMax = 15 * time.Minute
	// codeWindow is how long wrong codes of a second factor count together; the door to it then shuts for 15 minutes and twice as long
	// each time, so that a year of guessing has one chance in a hundred.
	codeWindow  = 24 * time.Hour
	codeLockMax = 12 * time.Hour
)

// ErrWrong is the one answer to a wrong password, an unknown user, and a door that is shut for too many failures: a stranger
// learns nothing from it.
var ErrWrong = errors.New("user name or password is wrong, or there were too many failures; after ten the account waits for 15 minutes")

// ErrSecondFactor refuses a right password at a door that knows nothing else, because it is not all that the user must show.
var ErrSecondFactor = errors.New("this account needs a second factor, which cannot be given here")

// Doorman checks user names, passwords and second factors, on every door alike.
type Doorman struct {
	store *store.Store
	now   func() time.Time
}

// NewDoorman makes a doorman.
func NewDoorman(s *store.Store, now func() time.Time) *Doorman { return &Doorman{s, now} }

// SignIn returns the user of that name if the password is right and is all that this user must show: it is for doors that know passwords
// only. Whoever has a second factor, or must have one, is ErrSecondFactor there. Whether the user may do anything is for others to say.
func (d *Doorman) SignIn(ctx context.Context, username, password string, from netip.Addr) (*ent.User, error) {
	found, err := d.FirstFactor(ctx, username, password, from)
	if err != nil || !mayEnter(found) { // of a shut account nothing is told, and it is refused further on
		return found, err
	}
	has, must, err := d.secondFactor(ctx, found)
	if err != nil {
		return nil, err
	}
	if has || must {
		return nil, ErrSecondFactor
	}
	return found, nil
}

// FirstFactor returns the user of that name if the password is right. What comes after it in the app is Sessions.Enter.
// Failures are counted for the account and for the address, in the database, so that they survive a restart and count on
// every node. Every failure is ErrWrong, and takes as long as any other.
func (d *Doorman) FirstFactor(ctx context.Context, username, password string, from netip.Addr) (*ent.User, error) {
	username = strings.ToLower(strings.TrimSpace(username))
	if !utf8.ValidString(username) || strings.IndexByte(username, 0) >= 0 {
		username = "" // nobody's name, and PostgreSQL would not even look for it
	}
	account, address := "account:"+cutName(username), "address:"+network(from)
	locked, found, err := d.look(ctx, username, account, address)
	if err != nil {
		return nil, err
	}
	hash := ""
	if found != nil {
		hash = found.PasswordHash
	}
	match, outdated, err := CheckPassword(ctx, password, hash)
	if err != nil {
		return nil, err
	}
	if match && !locked { // of many guesses at once, all are let in before the first of them is counted
		if locked, err = d.locked(ctx, d.store.DB, account, address); err != nil {
			return nil, err
		}
	}
	if locked || !match {
		return nil, errors.Join(ErrWrong, d.failed(ctx, account, address))
	}
	return found, d.succeeded(ctx, found, account, password, outdated)
}

// lookLimit is how long the database may take to say who somebody is.
const lookLimit = 2 * time.Second

// look finds the user, nil when there is none, and whether the door is shut for the name or the address.
func (d *Doorman) look(ctx context.Context, username, account, address string) (locked bool, found *ent.User, err error) {
	ctx, cancel := context.WithTimeout(ctx, lookLimit)
	defer cancel()
	if locked, err = d.locked(ctx, d.store.DB, account, address); err != nil {
		return false, nil, err
	}
	found, err = d.store.DB.User.Query().Where(user.Username(username), user.Deleted(false)).Only(ctx)
	if store.Missing(err) {
		return locked, nil, nil
	}
	return locked, found, err
}

func (d *Doorman) locked(ctx context.Context, db *ent.Client, keys ...string) (bool, error) {
	return db.Guess.Query().Where(guess.KeyIn(keys...), guess.LockedUntilGT(d.now())).Exist(ctx)
}

// pace is how fast something may be guessed: how long failures count together, and how long the door is shut after how many past the limit.
type pace struct {
	window time.Duration
	lock   func(over int) time.Duration
}

// doubling is a lock that doubles with each further failure.
func doubling(first, most time.Duration) func(over int) time.Duration {
	return func(over int) time.Duration { return min(first<<min(over, 20), most) }
}

var (
	accountPace = pace{guessWindow, func(int) time.Duration { return accountLock }}
	addressPace = pace{guessWindow, doubling(addressLock, addressLockMax)}
	// codePace is slower: a code is one of a million, and whoever guesses it has the password already.
	codePace = pace{codeWindow, doubling(accountLock, codeLockMax)}
)

// failed counts a failure and shuts doors.
func (d *Doorman) failed(ctx context.Context, account, address string) error {
	return d.store.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
		if err := d.count(ctx, tx, account, accountPace); err != nil {
			return err
		}
		return d.count(ctx, tx, address, addressPace)
	})
}

// count adds a failure to a key.
func (d *Doorman) count(ctx context.Context, tx *store.Tx, key string, at pace) error {
	now := d.now()
	// The row is there and held from here on, so that failures at the same moment all count.
	if err := tx.Guess.Create().SetKey(key).SetSince(now).OnConflictColumns(guess.FieldKey).Ignore().Exec(ctx); err != nil {
		return err
	}
	row, err := tx.Guess.Query().Where(guess.Key(key)).Only(ctx)
	if err != nil {
		return err
	}
	change := row.Update()
	if row.LockedUntil != nil && row.LockedUntil.After(now) {
		return nil // shut already: knocking does not keep it shut for ever
	}
	if now.Sub(row.Since) > at.window {
		return change.SetFailures(1).SetSince(now).ClearLockedUntil().Exec(ctx)
	}
	change.SetFailures(row.Failures + 1)
	if over := row.Failures + 1 - guessLimit; over >= 0 {
		change.SetLockedUntil(now.Add(at.lock(over))).SetSince(now)
	}
	return change.Exec(ctx)
}

// succeeded clears the account's failures, and renews a hash that was made at another cost, in found too. The address keeps its failures: whoever
// guesses may own one account.
func (d *Doorman) succeeded(ctx context.Context, found *ent.User, account, password string, outdated bool) error {
	failures, err := d.store.DB.Guess.Query().Where(guess.Key(account)).Exist(ctx)
	if err != nil || !failures && !outdated {
		return err
	}
	renewed := found.PasswordHash
	if outdated {
		if renewed, err = HashPassword(ctx, password); err != nil {
			return err
		}
	}
	err = d.store.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
		if _, err := tx.Guess.Delete().Where(guess.Key(account)).Exec(ctx); err != nil {
			return err
		}
		if !outdated {
			return nil
		}
		return tx.User.Update().Where(user.ID(found.ID), user.PasswordHash(found.PasswordHash)).SetPasswordHash(renewed).Exec(ctx)
	})
	found.PasswordHash = renewed
	return err
}

// network is what counts as one address: an IPv4 address, or the /64 of an IPv6 address, of which one person has them all.
func network(a netip.Addr) string {
	a = a.WithZone("").Unmap()
	if a.Is6() {
		if p, err := a.Prefix(64); err == nil {
			return p.String()
		}
	}
	return a.String()
}

func cutName(name string) string {
	if len(name) > 100 {
		return strings.ToValidUTF8(name[:100], "")
	}
	return name
}
