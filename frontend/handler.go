package frontend

import (
	"bytes"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"strings"
	"time"
)

const (
	indexFile = "index.html"
	// assets holds files whose names carry a hash of what is in them: a changed file has another name.
	assets = "assets/"
	// calls is where applications call functions. A wrong address there is not a page.
	calls = "webservice/"
	// nonceMark stands in the page where the nonce goes.
	nonceMark = "__NONCE__"
	// policy lets a page load what this server serves and nothing else, and no other site may frame it. Styles that the app
	// makes while it runs carry the nonce; scripts are files, always.
	policy = "default-src 'self'; script-src 'self'; style-src 'self' 'nonce-" + nonceMark + "'; " +
		"base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'"
)

// headers go with every answer.
var headers = map[string]string{
	"Cross-Origin-Opener-Policy": "same-origin",
	"Referrer-Policy":            "no-referrer",
	"X-Content-Type-Options":     "nosniff",
	"X-Frame-Options":            "DENY",
}

// handler serves the files of one file system, and the page for every address that is not one of a file: which page it is is
// decided in the browser.
type handler struct {
	files fs.FS
	page  []byte
}

func newHandler(files fs.FS) http.Handler {
	page, err := fs.ReadFile(files, indexFile)
	if err != nil {
		page = unbuilt
	}
	return handler{files, page}
}

// ServeHTTP answers a request for a file or the page.
func (h handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	nonce := rand.Text()
	w.Header().Set("Content-Security-Policy", strings.ReplaceAll(policy, nonceMark, nonce))
	for name, value := range headers {
		w.Header().Set(name, value)
	}
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		w.Header().Set("Allow", "GET, HEAD")
		http.Error(w, "Pages are only read.", http.StatusMethodNotAllowed)
		return
	}
	name := strings.TrimPrefix(r.URL.Path, "/")
	if isPage(name) {
		h.servePage(w, r, nonce)
		return
	}
	content, err := h.read(name)
	if err != nil {
		w.Header().Set("Cache-Control", "no-cache")
		http.Error(w, "There is no such page.", http.StatusNotFound)
		return
	}
	h.serveFile(w, r, name, content)
}

// isPage says whether an address is one of the app's. No name in the app's addresses has a dot; every file has one.
func isPage(name string) bool {
	if name == "" || name == indexFile {
		return true
	}
	inside := strings.HasPrefix(name+"/", assets) || strings.HasPrefix(name+"/", calls)
	return fs.ValidPath(name) && !inside && !strings.Contains(name, ".")
}

// servePage writes the page with a nonce of its own, which is why no copy of it may be used again.
func (h handler) servePage(w http.ResponseWriter, r *http.Request, nonce string) {
	w.Header().Set("Cache-Control", "no-cache")
	page := bytes.ReplaceAll(h.page, []byte(nonceMark), []byte(nonce))
	http.ServeContent(w, r, indexFile, time.Time{}, bytes.NewReader(page))
}

// read returns a file; a folder is not one, and a hidden file is nobody's business.
func (h handler) read(name string) ([]byte, error) {
	if !fs.ValidPath(name) || strings.HasPrefix(path.Base(name), ".") {
		return nil, fs.ErrNotExist
	}
	return fs.ReadFile(h.files, name)
}

// serveFile writes a file with how long it may be kept, compressed when the build left a compressed copy beside it. Embedded
// files have no date, so a hash tells whether a copy is still good.
func (h handler) serveFile(w http.ResponseWriter, r *http.Request, name string, content []byte) {
	if kind := mime.TypeByExtension(path.Ext(name)); kind != "" {
		w.Header().Set("Content-Type", kind)
	}
	if zipped, err := h.read(name + ".gz"); err == nil {
		w.Header().Set("Vary", "Accept-Encoding")
		if strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") && r.Header.Get("Range") == "" {
			w.Header().Set("Content-Encoding", "gzip")
			content = zipped
		}
	}
	if strings.HasPrefix(name, assets) {
		w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
	} else {
		w.Header().Set("Cache-Control", "no-cache")
		sum := sha256.Sum256(content)
		w.Header().Set("ETag", `"`+hex.EncodeToString(sum[:8])+`"`)
	}
	http.ServeContent(w, r, name, time.Time{}, bytes.NewReader(content))
}
