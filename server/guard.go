package server

import (
	"context"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"runtime/debug"
	"slices"
	"strings"
	"time"

	"gatehouse/server/call"
)

// guard is the first step of every request: it gives the request an id and its caller's address, refuses what is addressed to
// somebody else or too long, and turns a panic behind it into a clean answer.
type guard struct {
	next     http.Handler
	hosts    []string
	loopback bool
	proxies  []netip.Prefix
	log      *slog.Logger
	verbose  bool // every request is logged
}

func newGuard(o Options, next http.Handler) *guard {
	g := &guard{next: next, loopback: o.Loopback, proxies: o.TrustedProxies, log: o.Log}
	g.verbose = o.Log.Enabled(context.Background(), slog.LevelDebug)
	if u, err := url.Parse(o.PublicURL); err == nil && u.Host != "" {
		g.hosts = append(g.hosts, strings.ToLower(u.Host))
	}
	for _, host := range o.Hosts {
		g.hosts = append(g.hosts, strings.ToLower(host))
	}
	return g
}

func (g *guard) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	caller, known := r.Context().Value(connectionKey{}).(*connection)
	if !known || r.ProtoMajor != 1 {
		// Requests of HTTP/2 share their connection, so each needs a context of its own.
		caller = newConnection(r.RemoteAddr)
		r = r.WithContext(call.WithCaller(r.Context(), &caller.Caller))
	}
	caller.next()
	caller.Address, caller.Secure = g.address(caller.peer, r), g.secure(caller.peer, r)
	caller.IdempotencyKeys = r.Header[call.IdempotencyKey]
	caller.shown[0] = caller.RequestID
	w.Header()["X-Request-Id"] = caller.shown[:]
	if caller.Secure {
		w.Header()["Strict-Transport-Security"] = transportSecurity
	}
	defer g.recover(w, r, caller.RequestID)
	if len(r.TransferEncoding) > 0 {
		// It may have said a length too, which the chunks override and net/http forgets. Whoever stands before us may have gone by that
		// length, so nothing behind such a request is taken for the next one (RFC 9112, section 6.1).
		w.Header()["Connection"] = closing
	}
	switch {
	case len(r.RequestURI) > maxRequestLine:
		plain(w, http.StatusRequestURITooLong, "The address is longer than 16 kB. Send parameters in the body.")
	case !spoken(r.Method):
		w.Header().Set("Allow", "GET, HEAD, POST, OPTIONS, PUT, PATCH, DELETE")
		plain(w, http.StatusMethodNotAllowed, "This method is not accepted here.")
	case (caller.host == "" || r.Host != caller.host) && !g.addressed(caller, r):
		plain(w, http.StatusMisdirectedRequest, "This server is not addressed by that name. Set its public URL, or call it by the one it has.")
	case g.verbose:
		g.serveLogged(w, r, caller)
	default:
		g.next.ServeHTTP(w, r)
	}
}

// spoken says whether any address here takes a method; which of them it takes, each says for itself.
func spoken(method string) bool {
	switch method {
	case http.MethodGet, http.MethodPost, http.MethodHead, http.MethodOptions, http.MethodPut, http.MethodPatch, http.MethodDelete:
		return true
	}
	return false
}

// transportSecurity keeps browsers that came over TLS to it for a year (RFC 6797). Other hosts of the domain are not ours to speak for.
var transportSecurity = []string{"max-age=31536000"}

func (g *guard) serveLogged(w http.ResponseWriter, r *http.Request, caller *connection) {
	started := time.Now()
	g.next.ServeHTTP(w, r)
	g.log.Debug("request", "method", r.Method, "path", maskURL(r.URL), "from", caller.Address, "request", caller.RequestID, "took", time.Since(started))
}

// connection is what stays the same over the requests of one connection, and the caller of the request that it is at. HTTP/1 has
// one request at a time on a connection, so that the caller needs no memory of its own for each.
type connection struct {
	call.Caller
	peer     netip.Addr
	host     string // that was found to be ours
	id       [idLength]byte
	shown    [1]string // the id of the request as it stands in the answer's header
	requests uint32
}

type connectionKey struct{}

// ConnContext puts the connection into the context of its requests; it is for http.Server.
func ConnContext(ctx context.Context, conn net.Conn) context.Context {
	c := newConnection(conn.RemoteAddr().String())
	return call.WithCaller(context.WithValue(ctx, connectionKey{}, c), &c.Caller)
}

func newConnection(remote string) *connection {
	c := &connection{}
	if peer, err := netip.ParseAddrPort(remote); err == nil {
		c.peer = peer.Addr().WithZone("").Unmap()
	}
	random := rand.Uint64()
	for i := range idRandom {
		c.id[i] = idLetters[random>>(5*i)&31]
	}
	return c
}

const (
	// idLetters leaves out what is mistaken for something else when read aloud.
	idLetters = "0123456789abcdefghjkmnpqrstvwxyz"
	// A request id is 60 random bits for the connection and 20 that count its requests. It is no secret.
	idRandom = 12
	idLength = 16
)

// next names the next request of the connection.
func (c *connection) next() {
	for i, n := idLength-1, c.requests; i >= idRandom; i-- {
		c.id[i] = idLetters[n&31]
		n >>= 5
	}
	c.requests++
	c.RequestID = string(c.id[:])
}

func (g *guard) recover(w http.ResponseWriter, r *http.Request, requestID string) {
	p := recover()
	if p == nil {
		return
	}
	if p == http.ErrAbortHandler {
		panic(p)
	}
	g.log.Error("a handler panicked", "path", maskURL(r.URL), "request", requestID, "panic", fmt.Sprint(p), "stack", string(debug.Stack()))
	plain(w, http.StatusInternalServerError, "Something went wrong inside the server. It has been logged as request "+requestID+".")
}

// address is the socket's peer. When that is a trusted proxy it is the last address in X-Forwarded-For that is not one, counted
// from the right, because anybody can write what stands on the left. What cannot be read is nobody's address.
func (g *guard) address(peer netip.Addr, r *http.Request) netip.Addr {
	address := peer
	if !g.trusted(address) {
		return address
	}
	hops := strings.Split(strings.Join(r.Header.Values("X-Forwarded-For"), ","), ",")
	for _, hop := range slices.Backward(hops) {
		next, err := netip.ParseAddr(strings.TrimSpace(hop))
		if err != nil {
			return netip.Addr{}
		}
		if address = next.WithZone("").Unmap(); !g.trusted(address) {
			return address
		}
	}
	return address
}

func (g *guard) trusted(address netip.Addr) bool {
	return slices.ContainsFunc(g.proxies, func(p netip.Prefix) bool { return p.Contains(address) })
}

func (g *guard) secure(peer netip.Addr, r *http.Request) bool {
	return r.TLS != nil || g.trusted(peer) && r.Header.Get("X-Forwarded-Proto") == "https"
}

// addressed says whether the request names this server, and remembers the name. Load balancers ask for health under any name.
func (g *guard) addressed(c *connection, r *http.Request) bool {
	if r.URL.Path == "/healthz" || r.URL.Path == "/readyz" {
		return true
	}
	if r.Host == "" || !g.named(strings.ToLower(r.Host)) {
		return false
	}
	c.host = r.Host
	return true
}

func (g *guard) named(host string) bool {
	if slices.Contains(g.hosts, host) {
		return true
	}
	if !g.loopback {
		return false
	}
	name, _, err := net.SplitHostPort(host)
	if err != nil {
		name = host
	}
	if name == "localhost" || strings.HasSuffix(name, ".localhost") {
		return true
	}
	ip, err := netip.ParseAddr(strings.Trim(name, "[]"))
	return err == nil && ip.IsLoopback()
}

// secretParameters never reach a log.
var secretParameters = []string{"wstoken", "token", "wspassword", "password", "privatetoken", "code", "state"}

// maskPath leaves out the user name and the password that may stand behind one of Moodle's addresses.
func maskPath(path string) string {
	const door = "/simpleserver.php/"
	if i := strings.Index(path, door); i >= 0 {
		return path[:i] + door + "***"
	}
	return path
}

// maskURL is an address as logs may keep it.
func maskURL(u *url.URL) string {
	path := maskPath(u.Path)
	if u.RawQuery == "" {
		return path
	}
	var b strings.Builder
	b.WriteString(path)
	separator := "?"
	for part := range strings.SplitSeq(u.RawQuery, "&") {
		key, _, _ := strings.Cut(part, "=")
		if plainKey, err := url.QueryUnescape(key); err != nil || slices.ContainsFunc(secretParameters, func(s string) bool {
			return strings.EqualFold(plainKey, s) || strings.HasPrefix(strings.ToLower(plainKey), s+"[")
		}) {
			part = key + "=***"
		}
		b.WriteString(separator + part)
		separator = "&"
	}
	return b.String()
}
