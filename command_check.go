package main

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"gatehouse/server/store"
)

type checkCommand struct{ serving }

// verdict is how one look ended.
type verdict string

// The verdicts, the worst last. The exit code of the command is the place of the worst.
const (
	fine    verdict = "ok"
	warning verdict = "warn"
	failing verdict = "fail"
)

var verdicts = []verdict{fine, warning, failing}

// finding is what one look found.
type finding struct {
	What    string  `json:"what"`
	Verdict verdict `json:"verdict"`
	Found   string  `json:"found"`
	Do      string  `json:"do,omitempty"` // what to do about it
}

// examination is what the looks look at.
type examination struct {
	c        *serveCommand
	database *store.Inspection // nil when it could not be reached
	err      error             // why not
	now      time.Time
}

// looks are all that "gatehouse check" looks at. That settings are known and of the right form has been seen by then: they have been read.
var looks = []struct {
	what string
	look func(e *examination) finding
}{
	{"public URL", lookAtPublicURL},
	{"trusted proxies", lookAtProxies},
	{"listen address", func(e *examination) finding { return lookAtListener(e.c.Listen) }},
	{"metrics address", lookAtMetrics},
	{"sign-in provider", lookAtProvider},
	{"database", lookAtDatabase},
	{"schema", lookAtSchema},
	{"permissions of the database", lookAtPermissions},
	{"free space", lookAtSpace},
	{"clock", lookAtClock},
	{"web services", lookAtServices},
}

// Run looks at everything without serving, and changes nothing.
func (c *checkCommand) Run(p *program) error {
	findings := c.examine(p)
	worst := fine
	for _, f := range findings {
		if slices.Index(verdicts, f.Verdict) > slices.Index(verdicts, worst) {
			worst = f.Verdict
		}
	}
	answer := struct {
		Verdict  verdict   `json:"verdict"`
		Findings []finding `json:"findings"`
	}{worst, findings}
	err := p.print(answer, func(w io.Writer) {
		for _, f := range findings {
			fmt.Fprintf(w, "%-4s  %s: %s\n", f.Verdict, f.What, f.Found)
			if f.Do != "" {
				fmt.Fprintf(w, "      %s\n", f.Do)
			}
		}
	})
	if err != nil || worst == fine {
		return err
	}
	return exitCode(slices.Index(verdicts, worst))
}

// examine looks at everything, each look by itself.
func (c *checkCommand) examine(p *program) []finding {
	ctx, cancel := context.WithTimeout(p.ctx, 10*time.Second)
	defer cancel()
	e := &examination{c: &serveCommand{serving: c.serving}, now: time.Now()}
	e.database, e.err = store.Inspect(ctx, p.Database)
	source := "flags and environment"
	if p.Config != "" {
		source += ", and " + p.Config
	}
	findings := []finding{{What: "settings", Verdict: fine, Found: "read from " + source}}
	for _, l := range looks {
		f := l.look(e)
		if f.Verdict != "" { // else there is nothing of the kind to look at
			f.What = l.what
			findings = append(findings, f)
		}
	}
	return findings
}

func lookAtPublicURL(e *examination) finding {
	address, err := e.c.publicURL()
	if err != nil {
		return finding{Verdict: failing, Found: err.Error(), Do: "Set --public-url to the address that clients use, such as https://services.example.org."}
	}
	u, err := url.Parse(address)
	if err != nil {
		return finding{Verdict: failing, Found: err.Error()}
	}
	ip := net.ParseIP(u.Hostname())
	if u.Scheme == "http" && u.Hostname() != "localhost" && (ip == nil || !ip.IsLoopback()) {
		return finding{Verdict: warning, Found: address + " is plain HTTP: tokens can be read on the way", Do: "Put a proxy with TLS before it, and set --public-url to its https:// address."}
	}
	return finding{Verdict: fine, Found: address}
}

func lookAtProxies(e *examination) finding {
	proxies, err := e.c.proxies()
	if err != nil {
		return finding{Verdict: failing, Found: err.Error(), Do: "Correct --trusted-proxy."}
	}
	for _, p := range proxies {
		if p.Bits() == 0 {
			return finding{Verdict: failing, Found: p.String() + " is everybody: each caller could choose its own address", Do: "Name the networks of your proxies only."}
		}
	}
	if strings.HasPrefix(e.c.PublicURL, "https:") && len(proxies) == 0 {
		return finding{Verdict: warning, Found: "none, though the public URL is https: all callers seem to come from the proxy", Do: "Set --trusted-proxy to the network of the proxy that ends TLS."}
	}
	return finding{Verdict: fine, Found: fmt.Sprintf("%d networks", len(proxies))}
}

// lookAtListener tries an address for a moment.
func lookAtListener(address string) finding {
	listener, err := net.Listen("tcp", address)
	if err != nil {
		return finding{Verdict: warning, Found: err.Error(), Do: "Nothing, when the server runs already; else stop what uses the address, or choose another one."}
	}
	defer listener.Close()
	return finding{Verdict: fine, Found: address + " is free"}
}

func lookAtMetrics(e *examination) finding {
	address := e.c.MetricsListen
	switch host, _, err := net.SplitHostPort(address); {
	case address == "" && e.c.Profiles:
		return finding{Verdict: failing, Found: "profiles are asked for without an address", Do: "Set --metrics-listen."}
	case address == "":
		return finding{}
	case address == e.c.Listen:
		return finding{Verdict: failing, Found: "it is the public address", Do: "Choose another port for --metrics-listen."}
	case err != nil:
		return finding{Verdict: failing, Found: err.Error(), Do: "Give --metrics-listen as HOST:PORT."}
	case host == "" || host == "0.0.0.0" || host == "::":
		return finding{Verdict: warning, Found: address + " answers on every network", Do: "Name an address that only Prometheus reaches."}
	}
	return lookAtListener(address)
}

// lookAtProvider asks nothing of the provider: it may be down, and people sign in with passwords then.
func lookAtProvider(e *examination) finding {
	address, _ := e.c.publicURL()
	provider, err := e.c.provider(address)
	switch {
	case err != nil:
		return finding{Verdict: failing, Found: err.Error(), Do: "Correct the settings that begin with --oidc-."}
	case provider == nil && (e.c.OIDCClientID != "" || e.c.OIDCClientSecret != "" || e.c.OIDCClientSecretFile != ""):
		return finding{Verdict: failing, Found: "there is a client without a provider", Do: "Set --oidc-issuer."}
	case provider == nil:
		return finding{}
	case provider.ClientSecret == "":
		return finding{Verdict: warning, Found: provider.Issuer + ", without a secret", Do: "Nothing, when the provider knows this server as a public client; else set --oidc-client-secret-file."}
	}
	return finding{Verdict: fine, Found: provider.Issuer + ", which sends browsers back to " + provider.RedirectURL}
}

func lookAtDatabase(e *examination) finding {
	switch {
	case e.err != nil:
		return finding{Verdict: failing, Found: e.err.Error(), Do: "Start the database, or correct --database: name, password, host, and whether this user may connect."}
	case e.database.Absent:
		return finding{Verdict: warning, Found: "there is none yet", Do: "Nothing, when this is new: the first start makes it. Else correct --database."}
	}
	return finding{Verdict: fine, Found: "it answers"}
}

func lookAtSchema(e *examination) finding {
	d := e.database
	switch {
	case e.err != nil || d.Absent:
		return finding{}
	case d.Unfit != nil:
		return finding{Verdict: failing, Found: d.Unfit.Error(), Do: "Start the program that has written this database last."}
	case len(d.Pending) > 0:
		return finding{Verdict: warning, Found: fmt.Sprintf("%s; the next start applies %s", d.Schema, strings.Join(d.Pending, ", ")), Do: "Make a backup before the upgrade."}
	}
	return finding{Verdict: fine, Found: d.Schema}
}

func lookAtPermissions(e *examination) finding {
	if e.err != nil || e.database.File == "" || e.database.Absent {
		return finding{}
	}
	for _, name := range []string{e.database.File, e.database.File + "-wal"} {
		info, err := os.Stat(name)
		if err == nil && info.Mode().Perm()&0o007 != 0 && openToAll(filepath.Dir(name)) {
			return finding{Verdict: warning, Found: fmt.Sprintf("%s is %v: everybody on this machine can read it", name, info.Mode().Perm()), Do: "chmod o= " + name}
		}
	}
	file, err := os.OpenFile(e.database.File, os.O_RDWR, 0)
	if err != nil {
		return finding{Verdict: failing, Found: err.Error(), Do: "Let the user that runs the server write the file and its folder."}
	}
	defer file.Close()
	return finding{Verdict: fine, Found: "this user can write it, others cannot read it"}
}

// openToAll says whether everybody gets into a folder.
func openToAll(folder string) bool {
	info, err := os.Stat(folder)
	return err == nil && info.Mode().Perm()&0o001 != 0
}

// spaceWanted is how much room there should be beside an SQLite database, besides a copy of it as an upgrade makes one.
const spaceWanted = 256 << 20

func lookAtSpace(e *examination) finding {
	if e.err != nil || e.database.File == "" {
		return finding{}
	}
	folder := existing(filepath.Dir(e.database.File))
	free, err := freeSpace(folder)
	if err != nil {
		return finding{Verdict: warning, Found: err.Error(), Do: "Look yourself."}
	}
	wanted := uint64(spaceWanted)
	if info, err := os.Stat(e.database.File); err == nil {
		wanted += uint64(info.Size())
	}
	found := fmt.Sprintf("%d MB in %s", free>>20, folder)
	if free < wanted {
		return finding{Verdict: warning, Found: found, Do: fmt.Sprintf("Make room: an upgrade copies the database, for which %d MB should be free.", wanted>>20)}
	}
	return finding{Verdict: fine, Found: found}
}

// existing is the nearest folder above that is there.
func existing(folder string) string {
	for {
		if _, err := os.Stat(folder); err == nil || folder == filepath.Dir(folder) {
			return folder
		}
		folder = filepath.Dir(folder)
	}
}

// clockLimit is how far the clock may be from that of the database: times of tokens and sessions are compared across nodes.
const clockLimit = 5 * time.Second

func lookAtClock(e *examination) finding {
	earliest := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC) // before this program was written
	if e.now.Before(earliest) {
		return finding{Verdict: failing, Found: "it says " + e.now.Format(time.RFC3339), Do: "Set the clock, best by NTP: tokens would expire at the wrong time."}
	}
	if e.err != nil || e.database.Clock.IsZero() {
		return finding{Verdict: fine, Found: e.now.Format(time.RFC3339)}
	}
	away := time.Since(e.database.Clock).Abs().Round(time.Millisecond)
	if away > clockLimit {
		return finding{Verdict: warning, Found: fmt.Sprintf("it is %v from that of the database", away), Do: "Set both by NTP."}
	}
	return finding{Verdict: fine, Found: fmt.Sprintf("%v from that of the database", away)}
}

func lookAtServices(e *examination) finding {
	if e.err != nil || e.database.Settings == nil {
		return finding{}
	}
	s := e.database.Settings
	on := slices.DeleteFunc(slices.Clone(builtProtocols), func(name string) bool { return !s.WebServices.ProtocolOn(name) })
	switch {
	case !s.WebServices.Enabled:
		return finding{Verdict: warning, Found: "they are off: every call is refused", Do: "Switch them on in the app, or with a manifest."}
	case len(on) == 0:
		return finding{Verdict: warning, Found: "no protocol is on: every call is refused", Do: "Switch a protocol on in the app, or with a manifest."}
	case s.Site.Maintenance:
		return finding{Verdict: warning, Found: "the site is in maintenance: most calls are refused", Do: "End it in the app when the work is done."}
	}
	return finding{Verdict: fine, Found: "on over " + strings.Join(on, ", ")}
}
