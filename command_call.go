package main

import (
	"context"
	"fmt"
	"io"
	"net/netip"
	"os"
	"strings"
	"text/tabwriter"
	"time"

	"gatehouse/ent/course"
	"gatehouse/ent/user"
	"gatehouse/server/call"
	"gatehouse/server/docs"
	"gatehouse/server/functions"
	"gatehouse/server/manifest"
	"gatehouse/server/protocols"
	"gatehouse/server/store"
)

type functionsCommand struct {
	Name string `arg:"" optional:"" help:"Only functions whose name contains this."`
}

// Run lists the catalogue. It needs no database.
func (c *functionsCommand) Run(p *program) error {
	catalogue, err := call.NewCatalogue((&functions.Library{}).All())
	if err != nil {
		return err
	}
	var found []*call.Function
	for _, f := range catalogue.All() {
		if strings.Contains(f.Name, c.Name) {
			found = append(found, f)
		}
	}
	return p.print(docs.Moodle(functions.Release, found), func(w io.Writer) {
		t := tabwriter.NewWriter(w, 0, 4, 2, ' ', 0)
		for _, f := range found {
			note := ""
			if f.Deprecated() {
				note = " (deprecated: call " + f.ReplacedBy + ")"
			}
			fmt.Fprintf(t, "%s\t%s\t%s%s\n", f.Name, f.Effect, f.Summary, note)
		}
		t.Flush()
	})
}

// speaker is how a command says for whom it speaks.
type speaker struct {
	Token   string `help:"Secret of a token." xor:"who" env:"GATEHOUSE_TOKEN" placeholder:"SECRET" secret:"true"`
	TokenID int    `help:"Id of a token." xor:"who" placeholder:"ID"`
	User    string `help:"User name, as after signing in with a password." xor:"who" placeholder:"NAME"`
	Service string `help:"With --user: the one service to look at, by short name." placeholder:"NAME"`

	Protocol string `help:"Protocol that the call comes over." default:"rest"`
	Address  string `help:"Address that the call comes from." default:"127.0.0.1"`
}

// grant finds what the speaker may do. It is nil when nobody knows the token.
func (s *speaker) grant(ctx context.Context, made *parts, from netip.Addr) (*call.Grant, error) {
	switch {
	case s.Token != "":
		return made.keeper.Find(ctx, call.Credential{Token: s.Token}, from)
	case s.TokenID != 0:
		return made.keeper.ByID(ctx, s.TokenID)
	case s.User == "":
		return nil, usagef("say for whom: --token, --token-id or --user")
	}
	found, err := made.store.DB.User.Query().Where(user.Username(s.User)).Only(ctx)
	if err != nil {
		return nil, missing(err, "there is no user %q", s.User)
	}
	grant, err := made.keeper.ByUser(ctx, found.ID)
	if err != nil || s.Service == "" {
		return grant, err
	}
	wanted, err := findService(ctx, made.store, s.Service)
	if err != nil {
		return nil, err
	}
	one := *grant
	one.Services = nil
	for _, offer := range grant.Services {
		if offer.ID == wanted.ID {
			one.Services = append(one.Services, offer)
		}
	}
	return &one, nil
}

func (s *speaker) from() (netip.Addr, error) {
	address, err := netip.ParseAddr(s.Address)
	if err != nil {
		return address, usagef("%q is not an address", s.Address)
	}
	return address.Unmap(), nil
}

type explainCommand struct {
	speaker
	Function string    `arg:"" help:"Name of the function; with --protocol files the address: upload.php or pluginfile.php."`
	At       time.Time `help:"The moment to look at, such as 2027-01-31T12:00:00Z. Default: now." placeholder:"TIME"`
}

// Run shows every check, and the commands that change what refuses. The exit code is 1 when one refuses.
func (c *explainCommand) Run(p *program) error {
	from, err := c.from()
	if err != nil {
		return err
	}
	if c.At.IsZero() {
		c.At = time.Now()
	}
	return p.with(func(made *parts) error {
		grant, err := c.grant(p.ctx, made, from)
		if err != nil {
			return err
		}
		explained := made.dispatcher.Explain(grant, c.Protocol, c.Function, from, c.At)
		if err := manifest.Mend(p.ctx, made.store, &explained, p.named(), time.Now()); err != nil {
			return err
		}
		steps := explained.Steps
		if err := p.print(steps, func(w io.Writer) { printSteps(w, steps) }); err != nil {
			return err
		}
		for _, step := range steps {
			if !step.Passed {
				return fmt.Errorf("the call would be refused at %s", step.Check)
			}
		}
		return nil
	})
}

// named is the database that a printed command has to name: none where the next command finds it by itself.
func (p *program) named() string {
	if p.Database == os.Getenv("GATEHOUSE_DATABASE") || p.Database == "sqlite:gatehouse.db" {
		return ""
	}
	return p.Database
}

func printSteps(w io.Writer, steps []call.Step) {
	for i, step := range steps {
		mark := "ok     "
		if !step.Asked {
			mark = "-      "
		} else if !step.Passed {
			mark = "REFUSED"
		}
		fmt.Fprintf(w, "%2d %s %s\n", i+1, mark, step.Check)
		if step.Reason != "" {
			fmt.Fprintf(w, "           %s %s\n", step.Reason, step.Remedy)
		}
		if step.Command != "" {
			fmt.Fprintln(w, "          ", step.Command)
		}
	}
}

type callCommand struct {
	speaker
	Function  string `arg:"" help:"Name of the function."`
	Arguments string `arg:"" optional:"" help:"Arguments as a JSON object, or - to read it from standard input." default:"{}"`
}

// Run calls a function through all checks and prints its result as JSON.
func (c *callCommand) Run(p *program) error {
	from, err := c.from()
	if err != nil {
		return err
	}
	text := []byte(c.Arguments)
	if c.Arguments == "-" {
		if text, err = io.ReadAll(io.LimitReader(p.in, protocols.MaxBody)); err != nil {
			return err
		}
	}
	return p.with(func(made *parts) error {
		grant, err := c.grant(p.ctx, made, from)
		if err != nil {
			return err
		}
		made.dispatcher.Grants = given{made.keeper, grant}
		value, err := made.dispatcher.Call(p.ctx, &call.Request{
			ID: "cli", Protocol: c.Protocol, Function: c.Function, Address: from, Settings: call.DefaultSettings,
			Arguments: func() (map[string]any, error) { return protocols.ParseArguments(text) },
		})
		if err != nil {
			return err
		}
		_, err = fmt.Fprintf(p.out, "%s\n", protocols.AppendJSON(nil, value, protocols.PlainStyle))
		return err
	})
}

// given is a call.Grants whose one answer was found before.
type given struct {
	call.Grants
	grant *call.Grant
}

func (g given) Find(context.Context, call.Credential, netip.Addr) (*call.Grant, error) {
	return g.grant, nil
}

func findCourse(ctx context.Context, s *store.Store, shortName string) (int, error) {
	id, err := s.DB.Course.Query().Where(course.ShortName(shortName)).OnlyID(ctx)
	return id, missing(err, "there is no course with the short name %q", shortName)
}
