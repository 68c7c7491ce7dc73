package transfer

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"net/http"
	"strconv"
	"strings"
)

// pictureSizes are the widths of the picture that stands for every user, by the last part of its address.
var pictureSizes = map[string]int{"f1": 100, "f2": 35}

// picture serves the picture that stands for every user, to anybody: head and shoulders in grey. The address is that of Moodle's
// theme, /theme/image.php/THEME/core/REVISION/u/f1, because clients take it out of what functions answer.
func picture(w http.ResponseWriter, r *http.Request) {
	folder, name, _ := strings.Cut(r.URL.Path, "/u/")
	size, ok := pictureSizes[name]
	if !ok || !strings.HasPrefix(folder, "/theme/image.php/") {
		http.Error(w, "There is no such picture.", http.StatusNotFound)
		return
	}
	drawn := drawPerson(size)
	w.Header().Set("Content-Type", "image/png")
	w.Header().Set("Content-Length", strconv.Itoa(len(drawn)))
	w.Header().Set("Cache-Control", "public, max-age=86400")
	w.Header().Set("Access-Control-Allow-Origin", "*")
	_, _ = w.Write(drawn) // a client that has gone away cannot be told
}

func drawPerson(size int) []byte {
	behind, person := color.Gray{0xE4}, color.Gray{0x9A}
	drawn := image.NewGray(image.Rect(0, 0, size, size))
	round := func(x, y int, centreX, centreY, radius float64) bool {
		dx, dy := float64(x)/float64(size)-centreX, float64(y)/float64(size)-centreY
		return dx*dx+dy*dy < radius*radius
	}
	for y := range size {
		for x := range size {
			if round(x, y, .5, .38, .2) || round(x, y, .5, 1, .38) {
				drawn.SetGray(x, y, person)
			} else {
				drawn.SetGray(x, y, behind)
			}
		}
	}
	var b bytes.Buffer
	_ = png.Encode(&b, drawn) // into memory, which does not fail
	return b.Bytes()
}
