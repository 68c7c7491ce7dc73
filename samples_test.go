package main

import (
	"maps"
	"slices"
	"strings"
	"sync"
	"testing"

	"gatehouse/server/call"
	"gatehouse/server/docs"
)

// TestEverySample runs the sample of every function over every face in every language, as it is shown, against the real binary on a
// database in which every example works. Each has to end well and to print something.
func TestEverySample(t *testing.T) {
	w := newSampleWorld(t)
	counts := map[string]map[string]int{}
	var mutex sync.Mutex
	t.Run("languages", func(t *testing.T) {
		for i := range docs.Languages {
			l := &docs.Languages[i]
			t.Run(l.Name, func(t *testing.T) {
				t.Parallel()
				made := w.all(t, sampleRunners[l.Name], l)
				mutex.Lock()
				defer mutex.Unlock()
				counts[l.Name] = made
			})
		}
	})
	t.Logf("rounds: %d", len(w.rounds))
	for _, l := range docs.Languages {
		t.Logf("%-10s %v", l.Name, counts[l.Name])
	}
}

// all runs every sample of a language, and returns how many ran over each face.
func (w *sampleWorld) all(t *testing.T, r sampleRunner, l *docs.Language) map[string]int {
	r.need(t)
	address := freeAddress(t)
	samples := w.samples(t, l, "http://"+address)
	run := &sampleRun{runner: r, folder: t.TempDir(), token: w.token}
	for id, text := range samples {
		r.write(t, run.folder, id, text)
	}
	if r.build != nil {
		r.build(t, run.folder, slices.Sorted(maps.Keys(samples)))
	}
	counts := map[string]int{}
	for _, face := range faces() {
		for _, round := range w.rounds {
			var ids []string
			for _, f := range round {
				if id := sampleID(face.Name, f.Name); samples[id] != "" {
					ids = append(ids, id)
				}
			}
			w.during(t, address, func() { counts[face.Name] += run.all(t, ids) })
		}
		if want := len(w.functions) - w.unsayableBy(face.Name); counts[face.Name] != want {
			t.Errorf("%s: %d samples ran, want %d", face.Name, counts[face.Name], want)
		}
	}
	w.during(t, address, func() { run.refused(t) })
	return counts
}

func (w *sampleWorld) unsayableBy(face string) int {
	n := 0
	for key := range w.unsayable {
		if strings.HasPrefix(key, face+" ") {
			n++
		}
	}
	return n
}

// refusal is a call that fails in every function's own words: a message has to come through to whoever runs the sample.
const (
	refusal       = "core_course_get_contents"
	refusedCourse = 987654
)

// samples writes all samples, by their ids, and one for each face that the server refuses.
func (w *sampleWorld) samples(t *testing.T, l *docs.Language, url string) map[string]string {
	t.Helper()
	samples := map[string]string{}
	site := docs.Site{URL: url, Name: "Lab site"}
	for _, face := range faces() {
		for _, f := range w.functions {
			arguments, err := call.ParseArguments(f.Example.Arguments)
			if err != nil {
				t.Fatal(err)
			}
			m, err := face.Write(f, arguments)
			if reason, listed := w.unsayable[face.Name+" "+f.Name]; listed != (err != nil) || err != nil && reason != err.Error() {
				t.Errorf("%s %s: %v; unsayable.txt says %q", face.Name, f.Name, err, reason)
			}
			if err != nil {
				continue
			}
			samples[sampleID(face.Name, f.Name)] = docs.Sample(l, &face, site, f, arguments, m)
			if f.Name == refusal {
				wrong := map[string]any{"courseid": int64(refusedCourse)}
				if m, err = face.Write(f, wrong); err != nil {
					t.Fatal(err)
				}
				samples[sampleID(face.Name, "refused")] = docs.Sample(l, &face, site, f, wrong, m)
			}
		}
	}
	return samples
}

// sampleID is a name for a sample that is one in every language.
func sampleID(face, function string) string {
	return strings.ReplaceAll(face, "-", "_") + "_" + function
}
