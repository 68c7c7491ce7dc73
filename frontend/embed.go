// Package frontend owns the admin app. Its built files are embedded in the program; until the app is built into dist, dist
// holds a page that says so, committed so that "go build" needs no Node. It imports nothing of ours.
package frontend

import (
	"embed"
	"io/fs"
	"net/http"
)

//go:embed all:dist
var dist embed.FS

// Handler serves the app.
func Handler() http.Handler {
	files, err := fs.Sub(dist, "dist")
	if err != nil {
		panic(err) // "dist" is a valid path: it is the one embedded above
	}
	return newHandler(files)
}
