package call

import (
	"context"
	"fmt"
	"math"
	"net/netip"
	"time"
)

// Limit is how many calls somebody may make. The zero value limits nothing.
type Limit struct {
	PerMinute int `json:"callsPerMinute"` // calls per minute, spread evenly; 0: no limit
	Burst     int `json:"burst"`          // how many of them may come at once; 0: all of a minute
	PerDay    int `json:"callsPerDay"`    // calls within 24 hours from the first of them; 0: no limit
}

// MaxLimit is the highest number that a limit may have.
const MaxLimit = 1_000_000_000

// None says that nothing is limited.
func (l Limit) None() bool { return l.PerMinute <= 0 && l.PerDay <= 0 }

// Counted is somebody whose calls are counted, with the limit on them.
type Counted struct {
	Kind    string // CountedToken and so on
	ID      int
	Address netip.Prefix // for CountedAddress
	Limit   Limit
}

// The kinds of Counted.
const (
	CountedToken   = "token"
	CountedUser    = "user" // who calls with user name and password
	CountedService = "service"
	CountedAddress = "address"
)

// String names it, as "token 7".
func (c Counted) String() string {
	if c.Kind == CountedAddress {
		return c.Kind + " " + c.Address.String()
	}
	return fmt.Sprintf("%s %d", c.Kind, c.ID)
}

// Wait is how long somebody must wait, and whose limit says so. The zero value is not at all.
type Wait struct {
	Of   string // a kind of Counted
	Time time.Duration
}

// Limits count calls. They do so by a clock that no change of the time of day moves.
type Limits interface {
	// Take counts a call for all of them, or for none when one must wait. An Error says why it could not be counted.
	Take(ctx context.Context, all []Counted) (Wait, error)
	// Wait is what Take would say, and counts nothing.
	Wait(ctx context.Context, all []Counted) (Wait, error)
}

// Allowance is how much of a limit is used. Its moments are of a clock of the caller's, in time since its beginning.
type Allowance struct {
	Next     time.Duration // when the bucket is full again: each call takes a share of it, which comes back with time
	DayFrom  time.Duration // when the day began
	DayCalls int           // calls of the day
}

const (
	minute = time.Minute
	day    = 24 * time.Hour
)

// Wait is how long a call must wait; zero when it may be made now.
func (a *Allowance) Wait(l Limit, now time.Duration) time.Duration {
	wait := time.Duration(0)
	if l.PerMinute > 0 {
		share, room := l.shares()
		wait = a.nextFrom(now, room) + share - room - now
	}
	if l.PerDay > 0 && a.DayCalls >= l.PerDay && a.ofDay(now) {
		wait = max(wait, a.DayFrom+day-now)
	}
	return max(wait, 0)
}

// Take counts a call.
func (a *Allowance) Take(l Limit, now time.Duration) {
	if l.PerMinute > 0 {
		share, room := l.shares()
		a.Next = a.nextFrom(now, room) + share
	}
	if l.PerDay > 0 {
		if !a.ofDay(now) {
			a.DayFrom, a.DayCalls = now, 0
		}
		a.DayCalls++
	}
}

// Idle says that nothing would change if the allowance were forgotten.
func (a *Allowance) Idle(now time.Duration) bool {
	return a.Next <= now && (a.DayCalls == 0 || !a.ofDay(now))
}

// shares are the time that one call takes, and that of as many as may come at once.
func (l Limit) shares() (share, room time.Duration) {
	burst := l.Burst
	if burst <= 0 {
		burst = l.PerMinute
	}
	share = max(minute/time.Duration(l.PerMinute), 1)
	return share, share * time.Duration(min(burst, math.MaxInt32))
}

// nextFrom is the moment from which a call counts. One that is further away than a full bucket is of a limit that was wider, or of a
// clock that was ahead.
func (a *Allowance) nextFrom(now, room time.Duration) time.Duration {
	return min(max(a.Next, now), now+room)
}

func (a *Allowance) ofDay(now time.Duration) bool {
	return a.DayCalls > 0 && now >= a.DayFrom && now < a.DayFrom+day
}

// rateCheck is asked last: it is about numbers, which the others must not touch.
var rateCheck = check{
	CheckRate, RateLimited,
	func(q *question) bool { return q.Wait == nil || q.Wait.Time <= 0 },
	func(q *question) string {
		return fmt.Sprintf("The limit on calls of this %s is reached. Try again in %d seconds.", q.Wait.Of, seconds(q.Wait.Time))
	},
	func(q *question) string {
		if q.Wait.Of == CountedUser {
			return "Raise the limit on calls in the settings, or call less often."
		}
		return "Raise the limit of the " + q.Wait.Of + ", or call less often."
	},
}

// seconds is a time to wait in whole seconds, so that after them it is over.
func seconds(wait time.Duration) int { return int((wait + time.Second - 1) / time.Second) }

// counted is who is counted for a call: the token (or who signed in), and the service.
func (q *question) counted() []Counted {
	var all []Counted
	if limit := q.grant.Token.Limit; !limit.None() {
		one := Counted{Kind: CountedToken, ID: q.grant.Token.ID, Limit: limit}
		if one.ID == 0 {
			one.Kind, one.ID = CountedUser, q.grant.User.ID
		}
		all = append(all, one)
	}
	if q.offer.Service != nil && !q.offer.Limit.None() {
		all = append(all, Counted{Kind: CountedService, ID: q.offer.ID, Limit: q.offer.Limit})
	}
	return all
}

// limited says whether there is a limit on the call at all. Nearly always there is none.
func (q *question) limited() bool {
	return !q.grant.Token.Limit.None() || q.offer.Service != nil && !q.offer.Limit.None()
}

// spend asks check 19 and counts the call. What is only tried is not counted.
func (d *Dispatcher) spend(ctx context.Context, q *question, trial *Trial) error {
	if d.Limits == nil || !q.limited() {
		return nil
	}
	ask := d.Limits.Take
	if !trial.recorded() {
		ask = d.Limits.Wait
	}
	wait, err := ask(ctx, q.counted())
	if err != nil {
		return err
	}
	if wait.Time > 0 {
		q.Wait = &wait
		return rateCheck.refuse(q).Err()
	}
	return nil
}

// spendAddress counts a request for the address that it comes from, before anything is known of who sent it.
func (d *Dispatcher) spendAddress(ctx context.Context, q *question) error {
	if d.Limits == nil || q.AddressLimit.None() {
		return nil
	}
	wait, err := d.Limits.Take(ctx, []Counted{{Kind: CountedAddress, Address: networkOf(q.Address), Limit: q.AddressLimit}})
	if err != nil || wait.Time <= 0 {
		return err
	}
	return &Error{
		Code: RateLimited, Check: CheckAddressRate, RetryAfter: wait.Time,
		Message: fmt.Sprintf("The limit on calls from this address is reached. Try again in %d seconds.", seconds(wait.Time)),
	}
}

// networkOf is who an address stands for: of IPv6 everybody has as many as there are in 64 bits.
func networkOf(a netip.Addr) netip.Prefix {
	a = a.Unmap()
	bits := 32
	if a.Is6() {
		bits = 64
	}
	network, _ := a.WithZone("").Prefix(bits) // of no address it is no network, which is counted too
	return network
}

// RetrySeconds is how many seconds a caller should wait, at least 1; 0 when it is not known.
func (e *Error) RetrySeconds() int {
	if e.RetryAfter <= 0 {
		return 0
	}
	return seconds(e.RetryAfter)
}

// peekLimit is how long it may take to find out what is left of a limit.
const peekLimit = 2 * time.Second

// waitOf is what the limits would say to a call now. Where they cannot be asked they say nothing: the call would be told why.
func (d *Dispatcher) waitOf(grant *Grant, a *Attempt) *Wait {
	if d.Limits == nil || grant == nil {
		return nil
	}
	q := &question{Policy: d.Grants.Policy(), Attempt: *a, grant: grant}
	if q.offer = decideService(q).Offer; !q.limited() {
		return nil
	}
	ctx, cancel := context.WithTimeout(context.Background(), peekLimit)
	defer cancel()
	wait, err := d.Limits.Wait(ctx, q.counted())
	if err != nil {
		return nil
	}
	return &wait
}
