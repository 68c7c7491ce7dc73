package call

import (
	"math"
	"strings"
	"testing"
)

// every type with values that it refuses and that it accepts, each list separated by |.
var texts = map[Type]struct{ refused, accepted []string }{
	"raw":         {nil, split("|a|<b>|'\"\\| x |\n|🎓|" + strings.Repeat("x", 100_000))},
	"clean":       {nil, split("|a|<b>")},
	"cleanhtml":   {nil, split("|<p>a</p>")},
	"raw_trimmed": {split(" a|a |\ta|a\n|\v"), split("|a|a b|a\nb|\u00a0a")},
	"text":        {split("<b>|a<b|</a>|<!-- -->|<?php|<|<lang lang=\"en\">a<b></lang>|<span class=\"x\">a</span>"), split("|a|1 < 2|a > b|&lt;b&gt;|<lang lang=\"en\">a</lang><lang lang=\"fr\">b</lang>|<span lang=\"en\" class=\"multilang\">a</span>|<span class=\"multilang\" lang=\"en\">a</span>|a\nb")},
	"notags":      {split("<b>|a<b|<lang lang=\"en\">a</lang>"), split("|a|1 < 2")},
	"alpha":       {split("1|a1|é|a b|a_b|a\n"), split("|abcXYZ")},
	"alphaext":    {split("a1|a b|é"), split("|a_b-C")},
	"alphanum":    {split("a b|a_b|é|-1"), split("|a1B2|007")},
	"alphanumext": {split("a b|a.b|é|a/b"), split("|a_1-B")},
	"sequence":    {split("1, 2|a|1;2|-1"), split("|1|1,2,3|,")},
	"username":    {split("Ada|a b|é|a+b|a/b"), split("|ada|a.b-c_d@e.org|007")},
	"email":       {split("a|a@b|@b.c|a@|a@b.c.|a@.b.c|Ada <a@b.c>|<a@b.c>|a@b.c,d@e.f|a b@c.d|\"a b\"@c.d|a@b.c\n|" + strings.Repeat("a", 100) + "@b.c"), split("|a@b.c|a.b+c@sub.example.org|o'neil@example.org")},
	"url":         {split("example.org|javascript:alert(1)|ftp://a.b|//a.b|http://|http://a b|http://a\nb|http://a/<b>|http://a/\"|/a"), split("|http://a.b|https://a.b:8080/c?d=e#f|http://[::1]/")},
	"localurl":    {split("http://a.b|a/b|/a b|/<b>"), split("|/|/a/b?c=d")},
	"path":        {split("../a|a/../b|..|.|a/./b|a//b|a\\b|a:b|a*b|a?b|a\"b|<a|b\x01"), split("|a|/a/b/|a b/c.d|é/ü")},
	"file":        {split(".|..|a/b|a\\b|a:b|a*b|a?b|a&b|a'b|a`b|<a|a\"b|a\x7f"), split("|a|a b.txt|é.pdf|..a|a..b")},
	"safedir":     {split("a/b|a.b|a b|é"), split("|a_b-C1")},
	"safepath":    {split("a.b|a b|é|a\\b|../a"), split("|/a/b_c-D/")},
	"component":   {split("Core|1a|a-b|_a|a_|a__1_|core_1"), split("|core|core_user|mod_quiz2")},
	"area":        {split("A|1a|a-b|a_|_a"), split("|a|a_b1")},
	"plugin":      {split("A|1a|a-b|a_|_a|a/b"), split("|topics|weekly_2")},
	"auth":        {split("ldap|Manual|manual,email"), split("|manual|email|webservice|nologin")},
	"capability":  {split("moodle/user|user:view|Moodle/user:view|moodle/user:view:x|moodle/user:View"), split("|moodle/user:view|mod/x_y1:do2")},
	"lang":        {split("xx|EN|en_us"), split("|en")},
	"theme":       {split("Boost|none"), split("|boost|classic")},
	"timezone":    {split("Europe/Atlantis|Local|../etc/passwd|14|-14|100|5.3|Europe"), split("|UTC|Europe/Paris|99|0|+5.5|-13.0|8")},
	"stringid":    {split("1a|a b|é"), split("|a|a:b/c.d-e_f")},
	"tag":         {split("<b>| a|a |" + strings.Repeat("x", 51)), split("|a|a b|" + strings.Repeat("é", 50))},
	"base64":      {split("a*|====|a=b|a= =|a===|a-b|a_b|é|a\v"), split("|YQ==|=|==|Y Q =\t\r\n|YWI=|YWJj|YW\nJj|YQ==\n")},
	"permission":  {split("|2|-2|01|1000"), split("1|0|-1|-1000")},
}

func split(list string) []string { return strings.Split(list, "|") }

func TestEveryTextType(t *testing.T) {
	for name := range textTypes {
		if _, ok := texts[name]; !ok {
			t.Errorf("the type %s is not tested", name)
		}
	}
	for name, values := range texts {
		for _, v := range values.refused {
			if got, ok := name.readText(v); ok {
				t.Errorf("%s accepts %.100q as %.100q", name, v, got)
			}
		}
		for _, v := range values.accepted {
			if got, ok := name.readText(v); !ok || got != v {
				t.Errorf("%s reads %.100q as %.100q, %v", name, v, got, ok)
			}
		}
		if name.expects() == "" {
			t.Errorf("%s cannot say what it expects", name)
		}
	}
	for _, name := range []Type{Int, Float, Bool} {
		if name.expects() == "" || !name.known() {
			t.Errorf("%s cannot say what it expects", name)
		}
	}
}

func TestNoTextTypeTakesWhatIsNotText(t *testing.T) {
	for name := range textTypes {
		for _, v := range []any{"\x00", "a\x00", "\xff", "a\xc3", "\xed\xa0\x80", true, 1.5, math.NaN(), list{}, object{}, nil, 1} {
			if got, ok := name.readText(v); ok {
				t.Errorf("%s reads %#v as %q", name, v, got)
			}
		}
	}
	for _, name := range []Type{"raw", "text", "alphanum", "username", "permission"} {
		if got, ok := name.readText(int64(1)); !ok || got != "1" {
			t.Errorf("%s reads the number 1 as %q, %v", name, got, ok)
		}
	}
	if got, ok := Type("alpha").readText(int64(1)); ok {
		t.Errorf("alpha reads the number 1 as %q", got)
	}
}

func TestALongTextIsNoEmailWithoutBeingRead(t *testing.T) {
	text := strings.Repeat("a ", 2<<20) + "<a@b.example>"
	if n := testing.AllocsPerRun(1, func() {
		if ValidEmail(text) {
			t.Error("it is accepted")
		}
	}); n > 0 {
		t.Errorf("reading it takes %v allocations", n)
	}
}

func TestAccepts(t *testing.T) {
	rows := []struct {
		why  string
		kind Type
		text string
		want bool
	}{
		{"a type that there is not accepts nothing", "nonsense", "", false},
		{"a whole number", Int, "1.5", false},
		{"its one spelling", Int, "15", true},
		{"a number", Float, "x", false},
		{"a fraction", Float, "1.5", true},
		{"true or false", Bool, "yes", false},
		{"as 1", Bool, "1", true},
		{"a text", "auth", "ldap", false},
		{"one that is known", "auth", "manual", true},
		{"NUL", "raw", "a\x00", false},
	}
	for _, row := range rows {
		if got := row.kind.Accepts(row.text); got != row.want {
			t.Errorf("%s: %s accepts %q: %v", row.why, row.kind, row.text, got)
		}
	}
}
