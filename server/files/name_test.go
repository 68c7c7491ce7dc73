package files_test

import (
	"net/url"
	"strconv"
	"strings"
	"testing"

	"gatehouse/server/files"
)

func TestNames(t *testing.T) {
	long := strings.Repeat("é", 127) + "x"
	for _, row := range []struct {
		why, name string
		ok        bool
	}{
		{"nothing", "", false},
		{"the folder itself", ".", false},
		{"the one above", "..", false},
		{"a way up", "../a.txt", false},
		{"a way up on Windows", `..\a.txt`, false},
		{"a path", "a/b.txt", false},
		{"a path on Windows", `C:\b.txt`, false},
		{"a stream of a file on Windows", "a.txt:evil", false},
		{"hidden on Unix", ".htaccess", false},
		{"NUL", "a\x00.txt", false},
		{"a line break", "a\nb.txt", false},
		{"a control character of Latin 1", "a\u0085b.txt", false},
		{"shown backwards", "invoice\u202Egpj.exe", false},
		{"an isolated direction", "a\u2066b.txt", false},
		{"a mark of direction", "a\u200Fb.txt", false},
		{"a line separator", "a\u2028b.txt", false},
		{"a byte order mark", "\uFEFFa.txt", false},
		{"no UTF-8", "a\xff.txt", false},
		{"a device", "NUL", false},
		{"a device with an ending", "con.txt", false},
		{"a port", "Lpt1.tar.gz", false},
		{"a device and a space", "aux .txt", false},
		{"a dot at the end", "a.", false},
		{"a space at the end", "a.txt ", false},
		{"a space before", " a.txt", false},
		{"a no-break space at the end", "a\u00a0", false},
		{"markup", "<img>.txt", false},
		{"too long by a byte", long + "x", false},

		{"just short enough", long, true},
		{"ordinary", "a.txt", true},
		{"spaces, accents, other scripts", "Zoë 写真 (2).JPG", true},
		{"an emoji of several characters", "👩\u200d💻.png", true},
		{"dots inside", "a..b.tar.gz", true},
		{"almost a device", "console.txt", true},
		{"almost a port", "com10", true},
		{"what would be a wildcard or an option elsewhere", "-%_.txt", true},
	} {
		if err := files.CheckName(row.name); (err == nil) != row.ok {
			t.Errorf("%s: %q: %v", row.why, row.name, err)
		}
	}
}

func TestPaths(t *testing.T) {
	for _, row := range []struct {
		why, path string
		ok        bool
	}{
		{"no slash before", "a/", false},
		{"no slash behind", "/a", false},
		{"a way up", "/../", false},
		{"a way up in the middle", "/a/../b/", false},
		{"the folder itself", "/./", false},
		{"twice a slash", "/a//b/", false},
		{"a hidden folder", "/.git/", false},
		{"a device", "/a/NUL/", false},
		{"backwards", "/a\u202Eb/", false},
		{"NUL", "/a\x00/", false},
		{"no UTF-8", "/\xc3/", false},
		{"too long", "/" + strings.Repeat("x", 254) + "/", false},
		{"the topmost", "/", true},
		{"just short enough", "/" + strings.Repeat("x", 253) + "/", true},
		{"folders in folders", "/Fotos & mehr/2026/", true},
	} {
		if err := files.CheckPath(row.path); (err == nil) != row.ok {
			t.Errorf("%s: %q: %v", row.why, row.path, err)
		}
	}
}

func TestMediaTypes(t *testing.T) {
	for name, want := range map[string]string{
		"a": "application/octet-stream", "a.exe": "application/octet-stream", "a.PDF": "application/pdf", "a.html.txt": "text/plain",
		"a.svg": "image/svg+xml", ".png": "image/png", "a.": "application/octet-stream",
	} {
		if got := files.MediaType(name); got != want {
			t.Errorf("%s: got %s, want %s", name, got, want)
		}
	}
}

func withItems(component, area string) bool { return component == "user" && area == "draft" }

func TestParseAddress(t *testing.T) {
	for _, row := range []struct{ why, path, want string }{
		{"nothing", "", ""},
		{"not rooted", "26/user/private/a", ""},
		{"no area", "/26/user/a", ""},
		{"no name", "/26/user/private/", ""},
		{"no item", "/26/user/draft/a.txt", ""},
		{"an item and no name", "/26/user/draft/5", ""},
		{"a context that is no number", "/x/user/private/a", ""},
		{"a context in another spelling", "/026/user/private/a", ""},
		{"a context below nothing", "/-1/user/private/a", ""},
		{"a context without end", "/99999999999999999999/user/private/a", ""},
		{"a component that none is called", "/26/%/private/a", ""},
		{"an area without a name", "/26/user//a", ""},
		{"item 0", "/26/user/draft/0/a", ""},
		{"a way up", "/26/user/private/../a", ""},
		{"a way up as a name", "/26/user/private/..", ""},
		{"twice a slash", "/26/user/private//a", ""},
		{"NUL", "/26/user/private/a\x00", ""},
		{"no UTF-8", "/26/user/private/\xff", ""},
		{"a file", "/26/user/private/a.txt", "26 user private 0 / a.txt"},
		{"in folders", "/26/user/private/x y/z/a.txt", "26 user private 0 /x y/z/ a.txt"},
		{"of an item", "/26/user/draft/5/x/a.txt", "26 user draft 5 /x/ a.txt"},
		{"a number where there are no items is a folder", "/26/user/private/5/a", "26 user private 0 /5/ a"},
	} {
		f, name, ok := files.ParseAddress(row.path, withItems)
		got := ""
		if ok {
			got = strings.Join([]string{itoa(f.ContextID), f.Component, f.Area, itoa(f.ItemID), f.Path, name}, " ")
		}
		if got != row.want {
			t.Errorf("%s: got %q, want %q", row.why, got, row.want)
		}
	}
}

// What is read out of an address is written as that address again.
func FuzzParseAddress(f *testing.F) {
	for _, seed := range []string{"/26/user/draft/5/x/a.txt", "/26/user/private/a b/ü?%.txt", "/1//x/../y", "/26/user/draft/0/a", "/26/a/b/\x00", "/1/%/0/0"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, path string) {
		folder, name, ok := files.ParseAddress(path, withItems)
		if !ok {
			return
		}
		if strings.Contains(folder.Path, "//") || strings.Contains(folder.Path+name, "/../") || name == "" || name == ".." || strings.Contains(name, "/") {
			t.Errorf("%q is read as %q in %q", path, name, folder.Path)
		}
		address := files.Address("", folder, name)
		_, behind, _ := strings.Cut(address, ".php")
		back, err := unescape(behind)
		if err != nil || back != path {
			t.Errorf("%q is written as %s", path, address)
		}
	})
}

func itoa(n int) string { return strconv.Itoa(n) }

func unescape(path string) (string, error) { return url.PathUnescape(path) }
