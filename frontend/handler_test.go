package frontend

import (
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"
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

func TestServe(t *testing.T) {
	h := newHandler(fstest.MapFS{
		"index.html":          {Data: []byte("<!doctype html>index")},
		"page.css":            {Data: []byte("body{}")},
		"assets/app-1a2b.js":  {Data: []byte("1")},
		".gitkeep":            {Data: []byte("hidden")},
		"assets/.secret.json": {Data: []byte("hidden")},
	})
	cases := []struct {
		why, method, target string
		status              int
		contentType, cache  string
	}{
		{"nothing is changed here", "POST", "/", 405, "text/plain; charset=utf-8", ""},
		{"a folder is not listed", "GET", "/assets/", 404, "text/plain; charset=utf-8", "no-cache"},
		{"nor by its bare name", "GET", "/assets", 404, "text/plain; charset=utf-8", "no-cache"},
		{"nothing outside is read", "GET", "/../../etc/passwd", 404, "text/plain; charset=utf-8", "no-cache"},
		{"also not when it is encoded", "GET", "/assets/%2e%2e/%2e%2e/etc/passwd", 404, "text/plain; charset=utf-8", "no-cache"},
		{"a hidden file is not for everybody", "GET", "/.gitkeep", 404, "text/plain; charset=utf-8", "no-cache"},
		{"at no depth", "GET", "/assets/.secret.json", 404, "text/plain; charset=utf-8", "no-cache"},
		{"an absent file must not be kept as absent", "GET", "/assets/app-9999.js", 404, "text/plain; charset=utf-8", "no-cache"},
		{"the page is asked for each time", "GET", "/", 200, "text/html; charset=utf-8", "no-cache"},
		{"and under its name, without a redirect", "GET", "/index.html", 200, "text/html; charset=utf-8", "no-cache"},
		{"a name without a hash may change", "GET", "/page.css", 200, "text/css; charset=utf-8", "no-cache"},
		{"a name with a hash never does", "GET", "/assets/app-1a2b.js", 200, "text/javascript; charset=utf-8", "public, max-age=31536000, immutable"},
		{"HEAD is GET without the body", "HEAD", "/", 200, "text/html; charset=utf-8", "no-cache"},
	}
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

// TestNotModified checks that a page that has not changed is not sent again.
func TestNotModified(t *testing.T) {
	first := get(Handler(), "GET", "/")
	if w := get(Handler(), "GET", "/", "If-None-Match", first.Header().Get("ETag")); w.Code != http.StatusNotModified || w.Body.Len() > 0 {
		t.Errorf("a copy that is still good: status %d with %d bytes", w.Code, w.Body.Len())
	}
	if w := get(Handler(), "GET", "/", "If-None-Match", `"other"`); w.Code != http.StatusOK {
		t.Errorf("another copy: status %d", w.Code)
	}
}

// TestPage checks that the embedded page works under its own policy and finds every file it names.
func TestPage(t *testing.T) {
	page := get(Handler(), "GET", "/").Body.String()
	for _, forbidden := range []string{"<script", "<style", "style=", "onclick=", "http://", "https://"} {
		if strings.Contains(strings.ReplaceAll(page, "http://127.0.0.1:8080", ""), forbidden) {
			t.Errorf("the page has %s, which its policy forbids or which leaves this server", forbidden)
		}
	}
	links := regexp.MustCompile(`<(?:link|img|script)[^>]*(?:href|src)="(/[^"]*)"`).FindAllStringSubmatch(page, -1)
	if len(links) == 0 {
		t.Fatal("the page names no file of its own")
	}
	for _, link := range links {
		if w := get(Handler(), "GET", link[1]); w.Code != http.StatusOK {
			t.Errorf("%s: status %d", link[1], w.Code)
		}
	}
}
