package tokens

import "sync"

const (
	// cacheLimit is how many tokens are kept in memory; a token that is not is found by one look-up more.
	cacheLimit = 10_000
	// unknownLimit is how many unknown secrets are remembered, so that a client with an old token costs no look-up each time.
	unknownLimit = 4096
)

// cache keeps what tokens' grants rest on. It is bounded: past the limit an arbitrary entry makes room.
type cache struct {
	mu      sync.RWMutex
	limit   int
	count   int // of changes seen: an answer that was asked for before a change is not kept after it
	byHash  map[Hash]*facts
	byToken map[int]Hash
	byUser  map[int]map[Hash]struct{}
	unknown map[Hash]struct{}
}

func newCache(limit int) *cache {
	c := &cache{limit: limit}
	c.clear()
	return c
}

func (c *cache) clear() {
	c.byHash = map[Hash]*facts{}
	c.byToken = map[int]Hash{}
	c.byUser = map[int]map[Hash]struct{}{}
	c.unknown = map[Hash]struct{}{}
}

// get returns what is known of a hash. ok with a nil *facts means that it is known to be unknown.
func (c *cache) get(h Hash) (f *facts, ok bool) {
	c.mu.RLock()
	defer c.mu.RUnlock()
	if f, ok = c.byHash[h]; ok {
		return f, true
	}
	_, ok = c.unknown[h]
	return nil, ok
}

// epoch marks the moment before the database is asked.
func (c *cache) epoch() int {
	c.mu.RLock()
	defer c.mu.RUnlock()
	return c.count
}

// put keeps an answer, unless something has changed since epoch.
func (c *cache) put(h Hash, f *facts, epoch int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.count != epoch {
		return
	}
	if len(c.byHash) >= c.limit {
		for other := range c.byHash { // Go visits maps in random order
			c.drop(other)
			break
		}
	}
	c.byHash[h] = f
	c.byToken[f.token.ID] = h
	if c.byUser[f.user.ID] == nil {
		c.byUser[f.user.ID] = map[Hash]struct{}{}
	}
	c.byUser[f.user.ID][h] = struct{}{}
}

func (c *cache) putUnknown(h Hash, epoch int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.count != epoch {
		return
	}
	if len(c.unknown) >= unknownLimit {
		clear(c.unknown)
	}
	c.unknown[h] = struct{}{}
}

func (c *cache) drop(h Hash) {
	f, ok := c.byHash[h]
	if !ok {
		return
	}
	delete(c.byHash, h)
	delete(c.byToken, f.token.ID)
	delete(c.byUser[f.user.ID], h)
	if len(c.byUser[f.user.ID]) == 0 {
		delete(c.byUser, f.user.ID)
	}
}

// forgetUser drops every token of a user.
func (c *cache) forgetUser(id int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.count++
	for h := range c.byUser[id] {
		c.drop(h)
	}
}

// forgetToken drops one token. It may also be a new one, so that nothing is known to be unknown any more.
func (c *cache) forgetToken(id int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.count++
	if h, ok := c.byToken[id]; ok {
		c.drop(h)
	}
	clear(c.unknown)
}

func (c *cache) forgetAll() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.count++
	c.clear()
}
