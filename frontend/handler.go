package frontend

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"io/fs"
	"net/http"
	"path"
	"strings"
	"time"
)

const (
	indexFile = "index.html"
	// assets holds files whose names carry a hash of what is in them: a changed file has another name.
	assets = "assets/"
)

// headers go with every answer. The policy lets a page load what this server serves and nothing else, and no other site may
// frame it.
var headers = map[string]string{
	"Content-Security-Policy":    "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'",
	"Cross-Origin-Opener-Policy": "same-origin",
	"Referrer-Policy":            "no-referrer",
	"X-Content-Type-Options":     "nosniff",
	"X-Frame-Options":            "DENY",
}

// handler serves the files of one file system, and nothing that is not in it.
type handler struct {
	files fs.FS
}

func newHandler(files fs.FS) http.Handler { return handler{files} }

// ServeHTTP answers a request for a file.
func (h handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	for name, value := range headers {
		w.Header().Set(name, value)
	}
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		w.Header().Set("Allow", "GET, HEAD")
		http.Error(w, "Pages are only read.", http.StatusMethodNotAllowed)
		return
	}
	name := strings.TrimPrefix(r.URL.Path, "/")
	if name == "" {
		name = indexFile
	}
	content, err := h.read(name)
	if err != nil {
		w.Header().Set("Cache-Control", "no-cache")
		http.Error(w, "There is no such page.", http.StatusNotFound)
		return
	}
	serve(w, r, name, content)
}

// read returns a file; a folder is not one, and a hidden file is nobody's business.
func (h handler) read(name string) ([]byte, error) {
	if !fs.ValidPath(name) || strings.HasPrefix(path.Base(name), ".") {
		return nil, fs.ErrNotExist
	}
	return fs.ReadFile(h.files, name)
}

// serve writes a file with how long it may be kept. Embedded files have no date, so a hash tells whether a copy is still good.
func serve(w http.ResponseWriter, r *http.Request, name string, content []byte) {
	if strings.HasPrefix(name, assets) {
		w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
	} else {
		w.Header().Set("Cache-Control", "no-cache")
		sum := sha256.Sum256(content)
		w.Header().Set("ETag", `"`+hex.EncodeToString(sum[:8])+`"`)
	}
	http.ServeContent(w, r, name, time.Time{}, bytes.NewReader(content))
}
