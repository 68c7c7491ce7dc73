package main

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"

	"gatehouse/server/journal"
	"gatehouse/server/setup"
	"gatehouse/server/store"
)

type quickstartCommand struct {
	URL      string   `help:"Address at which the server is reached." default:"http://127.0.0.1:8080" env:"GATEHOUSE_PUBLIC_URL"`
	Protocol []string `help:"Protocols to switch on besides REST: ${protocols}."`
}

// Run makes what a first call needs, tries the call, and prints it.
func (c *quickstartCommand) Run(p *program) error {
	return p.withNew(func(made *parts) error {
		started, err := setup.Quickstart(p.ctx, made.store, setup.First{
			By: journal.CommandLine("quickstart"), PublicURL: c.URL, Besides: c.Protocol, Protocols: builtProtocols, Now: time.Now(),
		})
		if err != nil {
			return err
		}
		answers := tryCall(p.ctx, started)
		return p.print(started, func(w io.Writer) {
			fmt.Fprintln(w, started.Curl)
			fmt.Fprintf(p.errOut, "The token works from this machine until %s. ", started.ValidUntil.Format("2 January, 15:04 UTC"))
			if answers {
				fmt.Fprintln(p.errOut, "The call above was tried and answers.")
			} else {
				fmt.Fprintf(p.errOut, "Nothing answers at %s yet: start the server on this database (make run, or gatehouse serve), then make the call above.\n", c.URL)
			}
		})
	})
}

// tryLimit is how long a running server may take to know of the new token.
const tryLimit = 2 * time.Second

// tryCall makes the printed call until it answers, so that it works by the time it is printed.
func tryCall(ctx context.Context, s *setup.Started) bool {
	ctx, cancel := context.WithTimeout(ctx, tryLimit)
	defer cancel()
	form := url.Values{"wstoken": {s.Token}, "wsfunction": {s.Function}, "moodlewsrestformat": {"json"}}.Encode()
	for {
		request, err := http.NewRequestWithContext(ctx, http.MethodPost, s.URL, strings.NewReader(form))
		if err != nil {
			return false
		}
		request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		response, err := http.DefaultClient.Do(request)
		if err != nil {
			return false // no server there: no use waiting
		}
		body, _ := io.ReadAll(io.LimitReader(response.Body, 1<<20))
		response.Body.Close()
		if strings.Contains(string(body), `"username":"`+s.User+`"`) {
			return true
		}
		select {
		case <-ctx.Done():
			return false
		case <-time.After(50 * time.Millisecond):
		}
	}
}

type seedCommand struct {
	Users    int `help:"How many users." default:"100"`
	Services int `help:"How many services." default:"1"`
	Tokens   int `help:"How many tokens." default:"1000"`
	Calls    int `help:"How many records of calls." default:"0"`
}

// Run fills a database with made-up data. It is thrown away after measuring, so that nobody waits for the disk.
func (c *seedCommand) Run(p *program) error {
	return p.use(store.Options{Synchronous: "OFF"}, func(made *parts) error {
		report := p.progress("rows")
		seeded, err := setup.Seed(p.ctx, made.store, setup.Seeding{Users: c.Users, Services: c.Services, Tokens: c.Tokens, Calls: c.Calls, Progress: report})
		report(-1)
		if err != nil {
			return err
		}
		return p.print(seeded, func(w io.Writer) { fmt.Fprintf(w, "Seeded. A token that works: %s\n", seeded.Secret) })
	})
}
