package frontend

import (
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"
)

const (
	page = "text/html; charset=utf-8"
	text = "text/plain; charset=utf-8"
	js   = "text/javascript; charset=utf-8"
)

func get(h http.Handler, method, target string, header ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, target, nil)
	for i := 0; i+1 < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

func built() http.Handler {
	return newHandler(fstest.MapFS{
		"index.html":            {Data: []byte(`<!doctype html><meta nonce="__NONCE__"><script nonce="__NONCE__" src="/assets/app-1a2b.js"></script>`)},
		"scheme.js":             {Data: []byte("1")},
		"assets/app-1a2b.js":    {Data: []byte("plain")},
		"assets/zip-1a2b.js":    {Data: []byte("plain")},
		"assets/zip-1a2b.js.gz": {Data: []byte("zipped")},
		".gitkeep":              {Data: []byte("hidden")},
		"assets/.secret.json":   {Data: []byte("hidden")},
	})
}

func TestServe(t *testing.T) {
	cases := []struct {
		why, method, target string
		status              int
		contentType, cache  string
	}{
		{"nothing is changed here", "POST", "/", 405, text, ""},
		{"a folder is not listed", "GET", "/assets/", 404, text, "no-cache"},
		{"nor by its bare name", "GET", "/assets", 404, text, "no-cache"},
		{"nothing outside is read", "GET", "/../../etc/passwd", 404, text, "no-cache"},
		{"also not when it is encoded", "GET", "/assets/%2e%2e/%2e%2e/etc/passwd", 404, text, "no-cache"},
		{"a hidden file is not for everybody", "GET", "/.gitkeep", 404, text, "no-cache"},
		{"at no depth", "GET", "/assets/.secret.json", 404, text, "no-cache"},
		{"an absent file must not be kept as absent", "GET", "/assets/app-9999.js", 404, text, "no-cache"},
		{"nor answered with the page", "GET", "/missing.css", 404, text, "no-cache"},
		{"a wrong address of a call is not a page", "GET", "/webservice/rest2/thing", 404, text, "no-cache"},
		{"the page is asked for each time", "GET", "/", 200, page, "no-cache"},
		{"and under its name, without a redirect", "GET", "/index.html", 200, page, "no-cache"},
		{"and for an address inside the app, so that it can be linked to", "GET", "/keys/12", 200, page, "no-cache"},
		{"with whatever is asked of it", "GET", "/functions/core_user_get_users?tab=a.b", 200, page, "no-cache"},
		{"a name without a hash may change", "GET", "/scheme.js", 200, js, "no-cache"},
		{"a name with a hash never does", "GET", "/assets/app-1a2b.js", 200, js, "public, max-age=31536000, immutable"},
		{"HEAD is GET without the body", "HEAD", "/", 200, page, "no-cache"},
	}
	h := built()
	for _, c := range cases {
		t.Run(c.why, func(t *testing.T) {
			w := get(h, c.method, c.target)
			if w.Code != c.status || w.Header().Get("Content-Type") != c.contentType || w.Header().Get("Cache-Control") != c.cache {
				t.Errorf("%d %q %q, want %d %q %q", w.Code, w.Header().Get("Content-Type"), w.Header().Get("Cache-Control"), c.status, c.contentType, c.cache)
			}
			if strings.Contains(w.Body.String(), "hidden") || c.method == "HEAD" && w.Body.Len() > 0 {
				t.Errorf("body %q", w.Body)
			}
			for _, name := range []string{"Content-Security-Policy", "X-Content-Type-Options", "Referrer-Policy"} {
				if w.Header().Get(name) == "" {
					t.Errorf("%s is missing", name)
				}
			}
		})
	}
}

// TestNonce checks that each page has a nonce of its own, the one that its policy names, and that scripts never get by with one.
func TestNonce(t *testing.T) {
	named := regexp.MustCompile(`style-src 'self' 'nonce-([A-Z2-7]{20,})'`)
	seen := map[string]bool{}
	for range 3 {
		w := get(built(), "GET", "/services")
		policy := w.Header().Get("Content-Security-Policy")
		found := named.FindStringSubmatch(policy)
		if found == nil || !strings.Contains(w.Body.String(), `nonce="`+found[1]+`"`) || strings.Contains(w.Body.String(), nonceMark) {
			t.Fatalf("policy %q over page %q", policy, w.Body)
		}
		if seen[found[1]] {
			t.Errorf("the nonce %s came twice", found[1])
		}
		seen[found[1]] = true
		if strings.Contains(policy, "unsafe") || !strings.Contains(policy, "script-src 'self';") {
			t.Errorf("the policy is loose: %s", policy)
		}
		if w.Header().Get("ETag") != "" {
			t.Error("a page with a nonce must not be used again")
		}
	}
}

// TestCompressed checks that a browser that can unzip gets the compressed copy, and another does not.
func TestCompressed(t *testing.T) {
	cases := []struct{ why, target, accept, encoding, body string }{
		{"nothing was said", "/assets/zip-1a2b.js", "", "", "plain"},
		{"another compression", "/assets/zip-1a2b.js", "br", "", "plain"},
		{"there is no such copy", "/assets/app-1a2b.js", "gzip", "", "plain"},
		{"there is", "/assets/zip-1a2b.js", "br, gzip", "gzip", "zipped"},
	}
	for _, c := range cases {
		w := get(built(), "GET", c.target, "Accept-Encoding", c.accept)
		if w.Header().Get("Content-Encoding") != c.encoding || w.Body.String() != c.body || w.Header().Get("Content-Type") != js {
			t.Errorf("%s: %q %q %q", c.why, w.Header().Get("Content-Encoding"), w.Body, w.Header().Get("Content-Type"))
		}
	}
}

// TestNotModified checks that a file that has not changed is not sent again.
func TestNotModified(t *testing.T) {
	first := get(built(), "GET", "/scheme.js")
	if w := get(built(), "GET", "/scheme.js", "If-None-Match", first.Header().Get("ETag")); w.Code != http.StatusNotModified || w.Body.Len() > 0 {
		t.Errorf("a copy that is still good: status %d with %d bytes", w.Code, w.Body.Len())
	}
	if w := get(built(), "GET", "/scheme.js", "If-None-Match", `"other"`); w.Code != http.StatusOK {
		t.Errorf("another copy: status %d", w.Code)
	}
}

// TestPage checks that the page works under its own policy and finds every file it names, built or not.
func TestPage(t *testing.T) {
	for name, h := range map[string]http.Handler{"unbuilt": newHandler(fstest.MapFS{}), "embedded": Handler()} {
		page := get(h, "GET", "/").Body.String()
		for _, forbidden := range []string{"style=", "onclick=", "http://", "https://", "<script>", "<style>"} {
			if strings.Contains(page, forbidden) {
				t.Errorf("%s: the page has %s, which its policy forbids or which leaves this server", name, forbidden)
			}
		}
		for _, link := range regexp.MustCompile(`<(?:link|img|script)[^>]*(?:href|src)="(/[^"]*)"`).FindAllStringSubmatch(page, -1) {
			if w := get(h, "GET", link[1]); w.Code != http.StatusOK {
				t.Errorf("%s: %s: status %d", name, link[1], w.Code)
			}
		}
	}
	if page := get(newHandler(fstest.MapFS{}), "GET", "/").Body.String(); !strings.Contains(page, "make build") {
		t.Error("without the app the page does not say how to build it")
	}
}

// TestSourceMark checks that the build tells the app its nonce in the place that this package fills.
func TestSourceMark(t *testing.T) {
	config, err := fs.ReadFile(os.DirFS("."), "vite.config.ts")
	if err != nil || !strings.Contains(string(config), "cspNonce: '"+nonceMark+"'") {
		t.Errorf("vite.config.ts does not set html.cspNonce to %s (%v)", nonceMark, err)
	}
}

// TestPolicies reads the content policy as a browser does, directive by directive, and the headers beside it.
func TestPolicies(t *testing.T) {
	for _, target := range []string{"/", "/keys/12", "/assets/app-1a2b.js", "/missing.css"} {
		w := get(built(), "GET", target)
		directives := map[string]string{}
		for part := range strings.SplitSeq(w.Header().Get("Content-Security-Policy"), ";") {
			name, sources, _ := strings.Cut(strings.TrimSpace(part), " ")
			directives[name] = sources
		}
		for name, want := range map[string]string{
			"default-src": "'self'", "script-src": "'self'", "base-uri": "'none'", "form-action": "'self'", "frame-ancestors": "'none'", "object-src": "'none'",
		} {
			if directives[name] != want {
				t.Errorf("%s: %s is %q, want %s", target, name, directives[name], want)
			}
		}
		for name, sources := range directives {
			if strings.Contains(sources, "unsafe") || strings.ContainsAny(sources, "*:") {
				t.Errorf("%s: %s lets %s in", target, name, sources)
			}
		}
		for name, want := range map[string]string{
			"Cross-Origin-Opener-Policy": "same-origin", "Referrer-Policy": "no-referrer", "X-Content-Type-Options": "nosniff", "X-Frame-Options": "DENY",
		} {
			if got := w.Header().Get(name); got != want {
				t.Errorf("%s: %s is %q, want %s", target, name, got, want)
			}
		}
	}
}
