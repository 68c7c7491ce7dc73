package journal

import (
	"net/netip"
	"sync"
	"time"
)

// budget lets keepPerSecond records a second through, and bursts of five times as many.
type budget struct {
	mu     sync.Mutex
	left   float64
	filled time.Time
}

func (b *budget) take(now time.Time) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.filled.IsZero() {
		b.left = burst
	} else if passed := now.Sub(b.filled).Seconds(); passed > 0 {
		b.left = min(burst, b.left+passed*keepPerSecond)
	}
	b.filled = now
	if b.left < 1 {
		return false
	}
	b.left--
	return true
}

// usedTokens remembers which tokens were used since the last batch, each at most once a minute.
type usedTokens struct {
	mu      sync.Mutex
	pending map[int]use
	written map[int]time.Time
}

type use struct {
	at   time.Time
	from string
}

func (u *usedTokens) note(id int, from netip.Addr, at time.Time) {
	u.mu.Lock()
	defer u.mu.Unlock()
	if last, ok := u.written[id]; ok && at.Sub(last) < usedInterval && !at.Before(last) {
		return
	}
	if u.pending == nil {
		u.pending = map[int]use{}
	}
	u.pending[id] = use{at, from.String()}
	u.written[id] = at
}

// giveBack takes uses that could not be written, to be written with the next batch.
func (u *usedTokens) giveBack(unwritten map[int]use) {
	u.mu.Lock()
	defer u.mu.Unlock()
	if u.pending == nil {
		u.pending = map[int]use{}
	}
	for id, use := range unwritten {
		if _, newer := u.pending[id]; !newer {
			u.pending[id] = use
		}
	}
}

func (u *usedTokens) take() map[int]use {
	u.mu.Lock()
	defer u.mu.Unlock()
	pending := u.pending
	u.pending = nil
	if len(u.written) > 100_000 { // bounded: the worst that follows is one more write for each token
		u.written = map[int]time.Time{}
	}
	return pending
}
