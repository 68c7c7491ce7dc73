// Package frontend owns the admin app. Its built files are embedded in the program. Until "make build" has put them into dist,
// dist holds nothing and a page that says so stands in, so that "go build" needs no Node. It imports nothing of ours.
package frontend

import (
	"embed"
	"io/fs"
	"net/http"
)

//go:embed all:dist
var dist embed.FS

//go:embed unbuilt.html
var unbuilt []byte

// Handler serves the app.
func Handler() http.Handler {
	files, err := fs.Sub(dist, "dist")
	if err != nil {
		panic(err) // "dist" is a valid path: it is the one embedded above
	}
	return newHandler(files)
}
