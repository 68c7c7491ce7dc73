package server

import (
	"bytes"
	"context"
	"errors"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"strings"
	"testing"
	"time"

	"gatehouse/server/call"
)

func options(log io.Writer) Options {
	seen := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/panic" {
			panic("kaputt")
		}
		_, _ = io.WriteString(w, call.CallerOf(r.Context()).Address.String())
	})
	return Options{
		SignIn: seen, GraphQL: seen, App: seen, PublicURL: "https://Services.example.org", Hosts: []string{"other.example.org:8443"},
		TrustedProxies: []netip.Prefix{netip.MustParsePrefix("10.0.0.0/8"), netip.MustParsePrefix("fd00::/8")},
		CallOrigins:    func() []string { return []string{"https://app.example.org"} },
		Ready:          func(context.Context) error { return nil },
		Log:            slog.New(slog.NewTextHandler(log, &slog.HandlerOptions{Level: slog.LevelDebug})),
	}
}

func ask(h http.Handler, method, target, host, peer string, header ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, target, nil)
	r.Host, r.RemoteAddr = host, peer
	for i := 0; i+1 < len(header); i += 2 {
		r.Header.Add(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

const own = "services.example.org"

func TestWhoseAddressCounts(t *testing.T) {
	h := New(options(io.Discard))
	forwarded := "X-Forwarded-For"
	for _, row := range []struct {
		why, peer string
		header    []string
		want      string
	}{
		{"a stranger may write what he likes", "192.0.2.1:1", []string{forwarded, "127.0.0.1"}, "192.0.2.1"},
		{"a proxy's word counts", "10.0.0.1:1", []string{forwarded, "192.0.2.9"}, "192.0.2.9"},
		{"counted from the right: the left was the client's to write", "10.0.0.1:1", []string{forwarded, "127.0.0.1, 192.0.2.9"}, "192.0.2.9"},
		{"past further proxies", "10.0.0.1:1", []string{forwarded, "192.0.2.9, 10.9.9.9"}, "192.0.2.9"},
		{"over several headers", "10.0.0.1:1", []string{forwarded, "192.0.2.8", forwarded, "192.0.2.9"}, "192.0.2.9"},
		{"what cannot be read is nobody's", "10.0.0.1:1", []string{forwarded, "192.0.2.9, nonsense"}, "invalid IP"},
		{"what a proxy does not say is nobody's", "10.0.0.1:1", nil, "invalid IP"},
		{"nor when it says nothing", "10.0.0.1:1", []string{forwarded, ""}, "invalid IP"},
		{"nor when it says something and nothing", "10.0.0.1:1", []string{forwarded, "192.0.2.9,"}, "invalid IP"},
		{"nor with a port, which may be anything", "10.0.0.1:1", []string{forwarded, "192.0.2.9:80"}, "invalid IP"},
		{"nor by another header", "10.0.0.1:1", []string{"X-Real-Ip", "192.0.2.9", "Forwarded", "for=192.0.2.9"}, "invalid IP"},
		{"all of them proxies", "10.0.0.1:1", []string{forwarded, "10.0.0.2"}, "10.0.0.2"},
		{"IPv4 in IPv6 is IPv4", "[::ffff:192.0.2.1]:1", nil, "192.0.2.1"},
		{"a zone is dropped", "[fe80::1%eth0]:1", nil, "fe80::1"},
		{"an IPv6 proxy", "[fd00::1]:1", []string{forwarded, "2001:db8::9"}, "2001:db8::9"},
	} {
		if got := ask(h, "GET", "/", own, row.peer, row.header...).Body.String(); got != row.want {
			t.Errorf("%s: got %s, want %s", row.why, got, row.want)
		}
	}
}

// Whoever comes by a proxy that does not say who it is gets past no restriction, not even one to the proxy itself.
func TestWhoIsNobodyIsLetInNowhere(t *testing.T) {
	o := options(io.Discard)
	var address netip.Addr
	o.App = http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { address = call.CallerOf(r.Context()).Address })
	h := New(o)
	for _, list := range []string{"10.0.0.1", "10.0.0.0/8", "0.0.0.0/0, ::/0"} {
		restriction, err := call.ParseAddresses(list)
		if err != nil {
			t.Fatal(err)
		}
		for _, header := range [][]string{nil, {"X-Forwarded-For", ""}, {"X-Forwarded-For", "10.0.0.1, me"}} {
			if ask(h, "GET", "/", own, "10.0.0.1:1", header...); restriction.Contain(address) {
				t.Errorf("%v is let in by %s as %s", header, list, address)
			}
		}
	}
}

// Browsers that came over TLS keep to it; others must not be told so (RFC 6797, 7.2), and anybody can write X-Forwarded-Proto.
func TestBrowsersKeepToTLS(t *testing.T) {
	h := New(options(io.Discard))
	for _, row := range []struct {
		why, peer, proto string
		told             bool
	}{
		{"over plain HTTP", "192.0.2.1:1", "", false},
		{"a stranger who says it was TLS", "192.0.2.1:1", "https", false},
		{"by a proxy without TLS", "10.0.0.1:1", "http", false},
		{"by a proxy that ends TLS", "10.0.0.1:1", "https", true},
	} {
		for _, path := range []string{"/", "/graphql", "/webservice/none", "/healthz"} {
			w := ask(h, "GET", path, own, row.peer, "X-Forwarded-Proto", row.proto)
			if got := w.Header().Get("Strict-Transport-Security"); (got != "") != row.told {
				t.Errorf("%s, %s: told %q", row.why, path, got)
			}
		}
	}
}

// The mux tidies paths with redirects; none of them may lead to another host.
func TestRedirectsStayHere(t *testing.T) {
	o := options(io.Discard)
	o.Protocols = []Protocol{routed{}}
	h := New(o)
	redirects := 0
	for _, path := range []string{
		"//evil.example.org", "//evil.example.org/..", "//evil.example.org/%2e%2e", "/.//evil.example.org", "/..//evil.example.org/", "/\\evil.example.org/..",
		"/webservice", "/webservice//evil.example.org", "/tree", "/tree//evil.example.org/..", "//tree", "/%2f/evil.example.org/..", "/tree?//evil.example.org",
		"/http://evil.example.org/..", "/tree/\t//evil.example.org/.",
	} {
		for _, header := range [][]string{nil, {"X-Forwarded-Host", "evil.example.org"}} {
			r := httptest.NewRequest("GET", "/", nil)
			r.RequestURI = path
			if parsed, err := url.ParseRequestURI(path); err == nil {
				r.URL = parsed
			}
			r.Host, r.RemoteAddr = own, "10.0.0.1:1"
			for i := 0; i+1 < len(header); i += 2 {
				r.Header.Add(header[i], header[i+1])
			}
			w := httptest.NewRecorder()
			h.ServeHTTP(w, r)
			to := w.Header().Get("Location")
			if to == "" {
				continue
			}
			redirects++
			if parsed, err := url.Parse(to); err != nil || parsed.Host != "" || parsed.Scheme != "" || strings.HasPrefix(to, "//") || strings.Contains(to, "\\") {
				t.Errorf("%s leads to %s", path, to)
			}
		}
	}
	if redirects < 6 {
		t.Errorf("only %d of the paths are redirected: they show nothing", redirects)
	}
}

// routed is a protocol with a tree of addresses, of which the mux redirects the one without a slash.
type routed struct{}

func (routed) Routes(handle func(string, http.Handler)) { handle("/tree/", http.NotFoundHandler()) }

func TestWhoIsAddressed(t *testing.T) {
	o := options(io.Discard)
	public := New(o)
	o.Loopback = true
	local := New(o)
	for _, row := range []struct {
		why, host, path string
		h               http.Handler
		status          int
	}{
		{"somebody else", "evil.example.org", "/", public, http.StatusMisdirectedRequest},
		{"our name at another port", own + ":81", "/", public, http.StatusMisdirectedRequest},
		{"loopback, while listening to the world", "localhost", "/", public, http.StatusMisdirectedRequest},
		{"a name that begins like loopback", "127.0.0.1.evil.example.org", "/", local, http.StatusMisdirectedRequest},
		{"none", "", "/", local, http.StatusMisdirectedRequest},
		{"our name", own, "/", public, http.StatusOK},
		{"in another case", "SERVICES.example.ORG", "/", public, http.StatusOK},
		{"a further name", "other.example.org:8443", "/", public, http.StatusOK},
		{"loopback names on any port", "localhost:9999", "/", local, http.StatusOK},
		{"an address", "127.0.0.1:1", "/", local, http.StatusOK},
		{"IPv6", "[::1]:8080", "/", local, http.StatusOK},
		{"health is asked under any name", "10.1.2.3", "/healthz", public, http.StatusOK},
		{"and so is readiness", "10.1.2.3", "/readyz", public, http.StatusOK},
	} {
		if w := ask(row.h, "GET", row.path, row.host, "192.0.2.1:1"); w.Code != row.status {
			t.Errorf("%s: got %d, want %d", row.why, w.Code, row.status)
		}
	}
}

func TestTheGuardRefuses(t *testing.T) {
	h := New(options(io.Discard))
	for _, row := range []struct {
		why, method, target string
		status              int
	}{
		{"TRACE", "TRACE", "/", http.StatusMethodNotAllowed},
		{"CONNECT", "CONNECT", "/", http.StatusMethodNotAllowed},
		{"a method that there is not", "BREW", "/login/token.php", http.StatusMethodNotAllowed},
		{"a method in small letters", "get", "/", http.StatusMethodNotAllowed},
		{"a request line past 16 kB", "GET", "/?" + strings.Repeat("a", 17<<10), http.StatusRequestURITooLong},
	} {
		if w := ask(h, row.method, row.target, own, "192.0.2.1:1"); w.Code != row.status {
			t.Errorf("%s: got %d, want %d", row.why, w.Code, row.status)
		}
	}
}

func TestAPanicIsAnsweredCleanlyAndLogged(t *testing.T) {
	var log bytes.Buffer
	h := New(options(&log))
	w := ask(h, "GET", "/panic?wstoken=s3cret&wspassword[0]=s3cret&a=b", own, "192.0.2.1:1")
	if w.Code != http.StatusInternalServerError || strings.Contains(w.Body.String(), "kaputt") {
		t.Errorf("got %d %s", w.Code, w.Body)
	}
	if id := w.Header().Get("X-Request-Id"); len(id) != 16 || !strings.Contains(log.String(), id) || !strings.Contains(w.Body.String(), id) {
		t.Errorf("the request id %q does not lead to the log", id)
	}
	if strings.Contains(log.String(), "wstoken=s3cret&") || !strings.Contains(log.String(), "wstoken=***&wspassword[0]=***&a=b") {
		t.Errorf("the log holds a secret: %s", log.String())
	}
}

func TestSecretsInAddressesAreMasked(t *testing.T) {
	for target, want := range map[string]string{
		"/a?wsToken=s&b=c&%77stoken=s":                        "/a?wsToken=***&b=c&%77stoken=***",
		"/webservice/soap/simpleserver.php/ada/s3cret?wsdl=1": "/webservice/soap/simpleserver.php/***?wsdl=1",
		"/webservice/soap/simpleserver.php?wspassword=s":      "/webservice/soap/simpleserver.php?wspassword=***",
	} {
		if got := maskURL(httptest.NewRequest("GET", target, nil).URL); got != want {
			t.Errorf("%s is masked as %s, want %s", target, got, want)
		}
	}
}

func TestReadiness(t *testing.T) {
	o := options(io.Discard)
	o.Ready = func(context.Context) error { return errors.New("dial tcp 10.0.0.5: refused") }
	w := ask(New(o), "GET", "/readyz", own, "192.0.2.1:1")
	if w.Code != http.StatusServiceUnavailable || strings.TrimSpace(w.Body.String()) != "not ready" {
		t.Errorf("got %d %s", w.Code, w.Body)
	}
}

// A request under way is finished when the server is told to stop.
func TestStopFinishesWhatIsUnderWay(t *testing.T) {
	begun, finish := make(chan struct{}), make(chan struct{})
	o := options(io.Discard)
	o.Loopback = true
	o.App = http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		close(begun)
		<-finish
		_, _ = io.WriteString(w, "done")
	})
	s := HTTP(New(o), o.Log)
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	go func() { _ = s.Serve(listener) }()
	answered := make(chan string, 1)
	go func() {
		response, err := http.Get("http://" + listener.Addr().String() + "/")
		if err != nil {
			answered <- err.Error()
			return
		}
		defer response.Body.Close()
		body, _ := io.ReadAll(response.Body)
		answered <- string(body)
	}()
	<-begun
	stopped := make(chan error, 1)
	go func() {
		ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
		defer cancel()
		stopped <- s.Shutdown(ctx)
	}()
	close(finish)
	if body := <-answered; body != "done" {
		t.Errorf("got %q", body)
	}
	if err := <-stopped; err != nil {
		t.Error(err)
	}
}

func TestEveryTimeoutIsSet(t *testing.T) {
	s := HTTP(http.NotFoundHandler(), slog.New(slog.DiscardHandler))
	if s.ReadHeaderTimeout <= 0 || s.ReadHeaderTimeout > 10*time.Second || s.IdleTimeout <= 0 || s.IdleTimeout > 120*time.Second ||
		s.ReadTimeout <= 0 || s.WriteTimeout <= 0 || s.MaxHeaderBytes > 64<<10 {
		t.Errorf("%+v", s)
	}
}
