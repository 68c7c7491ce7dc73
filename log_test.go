package main

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"unicode"
)

// What callers send gets into addresses, causes and names of the log. None of it may end a line, paint a terminal or turn text around.
func TestNobodyWritesLinesOfTheLog(t *testing.T) {
	const hostile = "a\r\nlevel=ERROR msg=\"forged\"\n{\"level\":\"ERROR\",\"msg\":\"forged\"}\x1b[2J\x1b]0;x\x07\x00\x7f\u0085\u009b31m\u202eevil\u2066\u2028\u2029\u200b\ufeff\U000e0041 Zoë 🎓"
	for _, format := range []string{"text", "json"} {
		var log strings.Builder
		l := common{LogFormat: format, LogLevel: "info"}.logger(&log)
		l.Info(hostile, "path", hostile, hostile, "x", "error", errors.New(hostile), "list", []string{hostile})
		text, ok := strings.CutSuffix(log.String(), "\n")
		if !ok || strings.Contains(text, "\n") {
			t.Errorf("%s: more than one line: %q", format, log.String())
		}
		for _, r := range text {
			if unicode.IsControl(r) || unicode.In(r, unicode.Cf, unicode.Zl, unicode.Zp) {
				t.Errorf("%s: %U stands in the log", format, r)
			}
		}
		if !strings.Contains(text, "Zoë 🎓") {
			t.Errorf("%s: what is harmless was escaped too: %s", format, text)
		}
		if format == "text" {
			continue
		}
		var line map[string]any
		if err := json.Unmarshal([]byte(text), &line); err != nil || line["path"] != hostile || line["msg"] != hostile {
			t.Errorf("the line is not read as it was written: %v %q", err, line["path"])
		}
	}
}
