package main

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

// fracture is a way to break a requirement: in a file a text is replaced by another. The Go test that stands in the table for
// it must then fail. "go test -overlay" puts the broken file in the place of the true one, which is not touched.
type fracture struct {
	id       string
	file     string
	from, to string // from stands once in the file
	test     string // as in the table
}

// breakAll breaks what the requirements of these ids rest on, or all of it, and returns an error when a test did not see it.
func breakAll(ids []string) error {
	unseen := 0
	for _, f := range fractures {
		if len(ids) > 0 && !slices.Contains(ids, f.id) {
			continue
		}
		verdict, err := f.try()
		if err != nil {
			return fmt.Errorf("%s in %s: %w", f.id, f.file, err)
		}
		if verdict != seen {
			unseen++
		}
		fmt.Printf("%s %s: %s by %s\n", f.id, f.file, verdict, f.test)
	}
	if unseen > 0 {
		return fmt.Errorf("%d fractures were not seen", unseen)
	}
	return nil
}

const seen = "seen"

// broken returns the text of the file with the fracture in it.
func (f fracture) broken(root string) (string, error) {
	text, err := os.ReadFile(filepath.Join(root, f.file))
	if err != nil {
		return "", err
	}
	if n := strings.Count(string(text), f.from); n != 1 {
		return "", fmt.Errorf("%q stands %d times in %s", f.from, n, f.file)
	}
	return strings.Replace(string(text), f.from, f.to, 1), nil
}

// try runs the test on the broken code, and says whether the test saw it. Code that does not compile shows nothing.
func (f fracture) try() (verdict string, err error) {
	text, err := f.broken(".")
	if err != nil {
		return "", err
	}
	folder, err := os.MkdirTemp("", "gatehouse-broken-")
	if err != nil {
		return "", err
	}
	defer os.RemoveAll(folder)
	broken, overlay := filepath.Join(folder, "broken.go"), filepath.Join(folder, "overlay.json")
	original, err := filepath.Abs(f.file)
	if err != nil {
		return "", err
	}
	replaced, err := json.Marshal(map[string]map[string]string{"Replace": {original: broken}})
	if err != nil {
		return "", err
	}
	if err := os.WriteFile(broken, []byte(text), 0o600); err != nil {
		return "", err
	}
	if err := os.WriteFile(overlay, replaced, 0o600); err != nil {
		return "", err
	}
	place, names, _ := strings.Cut(normal(f.test), " > ")
	pattern := "^" + strings.ReplaceAll(names, " > ", "$/^") + "$"
	output, err := exec.Command("go", "test", "-count=1", "-timeout=5m", "-overlay", overlay, "-run", pattern, "./"+place).CombinedOutput()
	switch {
	case strings.Contains(string(output), "[build failed]") || strings.Contains(string(output), "[no tests to run]"):
		return "", fmt.Errorf("%s", output)
	case err == nil:
		return "NOT SEEN", nil
	}
	return seen, nil
}
