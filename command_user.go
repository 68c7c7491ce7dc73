package main

import (
	"bufio"
	"fmt"
	"io"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"gatehouse/ent"
	"gatehouse/ent/factor"
	"gatehouse/ent/user"
	"gatehouse/server/journal"
	"gatehouse/server/manifest"
	"gatehouse/server/people"
)

type userCommand struct {
	Create   userCreateCommand   `cmd:"" help:"Create a user."`
	List     userListCommand     `cmd:"" help:"List users."`
	Password userPasswordCommand `cmd:"" help:"Set a user's password, read from standard input."`
	Suspend  userSuspendCommand  `cmd:"" help:"Suspend a user."`
	Resume   userResumeCommand   `cmd:"" help:"End a user's suspension."`
	Confirm  userConfirmCommand  `cmd:"" help:"Confirm a user."`

	RemoveSecondFactor userRemoveSecondFactorCommand `cmd:"" help:"Remove the second factors of a user who has lost them: the password alone lets in again."`

	SetupLink userSetupLinkCommand `cmd:"" help:"Print a one-time link: to the first administrator, or by which a user chooses a password."`
}

type userCreateCommand struct {
	Username  string   `arg:"" help:"User name: lower-case letters, digits and . _ - @"`
	Email     string   `help:"E-mail address." required:""`
	FirstName string   `help:"First name." required:""`
	LastName  string   `help:"Last name." required:""`
	Admin     bool     `help:"Make the user a site administrator."`
	Role      []string `help:"Short names of roles in the whole site." placeholder:"ROLE"`
	Password  bool     `help:"Read a password from standard input. Without one the user cannot sign in."`
}

// Run creates a user.
func (c *userCreateCommand) Run(p *program) error {
	entry := manifest.User{
		Username: c.Username, Email: &c.Email, FirstName: &c.FirstName, LastName: &c.LastName, SiteAdmin: &c.Admin, Roles: c.Role,
	}
	if c.Password {
		var err error
		if entry.Password, err = readPassword(p.in); err != nil {
			return err
		}
	}
	return p.withNew(func(made *parts) error {
		exists, err := made.store.DB.User.Query().Where(user.Username(c.Username)).Exist(p.ctx)
		if err != nil || exists {
			return orElse(err, fmt.Errorf("there is a user %q already", c.Username))
		}
		return p.applyUser(made, entry)
	})
}

func (p *program) applyUser(made *parts, entry manifest.User) error {
	return p.apply(made, &manifest.Manifest{Users: manifest.List[manifest.User]{entry}}, manifest.Options{Actor: journal.CommandLine("user")})
}

// changeUser changes one that exists: the manifest alone would make a new one of a mistyped name.
func (p *program) changeUser(entry manifest.User) error {
	return p.with(func(made *parts) error {
		exists, err := made.store.DB.User.Query().Where(user.Username(entry.Username)).Exist(p.ctx)
		if err != nil || !exists {
			return orElse(err, fmt.Errorf("there is no user %q", entry.Username))
		}
		return p.applyUser(made, entry)
	})
}

// readPassword reads one line.
func readPassword(in io.Reader) (string, error) {
	line, err := bufio.NewReader(io.LimitReader(in, 4096)).ReadString('\n')
	line = strings.TrimRight(line, "\r\n")
	if line == "" {
		return "", orElse(ignoreEOF(err), usagef("no password on standard input"))
	}
	return line, nil
}

func ignoreEOF(err error) error {
	if err == io.EOF {
		return nil
	}
	return err
}

type userPasswordCommand struct {
	Username string `arg:"" help:"User name."`
}

// Run sets a password.
func (c *userPasswordCommand) Run(p *program) error {
	password, err := readPassword(p.in)
	if err != nil {
		return err
	}
	return p.changeUser(manifest.User{Username: c.Username, Password: password})
}

type userSuspendCommand struct {
	Username string `arg:"" help:"User name."`
}

// Run suspends a user.
func (c *userSuspendCommand) Run(p *program) error {
	suspended := true
	return p.changeUser(manifest.User{Username: c.Username, Suspended: &suspended})
}

type userResumeCommand struct {
	Username string `arg:"" help:"User name."`
}

// Run ends a suspension.
func (c *userResumeCommand) Run(p *program) error {
	suspended := false
	return p.changeUser(manifest.User{Username: c.Username, Suspended: &suspended})
}

type userConfirmCommand struct {
	Username string `arg:"" help:"User name."`
}

// Run confirms a user.
func (c *userConfirmCommand) Run(p *program) error {
	confirmed := true
	return p.changeUser(manifest.User{Username: c.Username, Confirmed: &confirmed})
}

type userRemoveSecondFactorCommand struct {
	Username string `arg:"" help:"User name."`
}

// Run removes every second factor of a user.
func (c *userRemoveSecondFactorCommand) Run(p *program) error {
	return p.with(func(made *parts) error {
		owner, err := made.store.DB.User.Query().Where(user.Username(c.Username), user.Deleted(false)).Only(p.ctx)
		if err != nil {
			return missing(err, "there is no user %q", c.Username)
		}
		removed, err := people.RemoveFactors(p.ctx, made.store, journal.CommandLine("user remove-second-factor"), owner.ID)
		if err != nil {
			return err
		}
		return p.print(map[string]any{"removed": removed}, func(w io.Writer) {
			fmt.Fprintf(w, "Removed %d of %s.\n", removed, c.Username)
		})
	})
}

type userListCommand struct {
	All bool `help:"Deleted ones too."`
}

type listedUser struct {
	ID        int    `json:"id"`
	Username  string `json:"username"`
	Name      string `json:"name"`
	Email     string `json:"email"`
	SiteAdmin bool   `json:"siteAdmin"`
	Suspended bool   `json:"suspended"`
	Confirmed bool   `json:"confirmed"`
	Deleted   bool   `json:"deleted,omitempty"`

	SecondFactor bool `json:"secondFactor"`
}

// Run lists users.
func (c *userListCommand) Run(p *program) error {
	return p.with(func(made *parts) error {
		query := made.store.DB.User.Query().Order(ent.Asc(user.FieldID))
		if !c.All {
			query.Where(user.Deleted(false))
		}
		rows, err := query.All(p.ctx)
		if err != nil {
			return err
		}
		with, err := made.store.DB.Factor.Query().Unique(true).Select(factor.FieldUserID).Ints(p.ctx)
		if err != nil {
			return err
		}
		slices.Sort(with)
		list := make([]listedUser, len(rows))
		for i, u := range rows {
			_, second := slices.BinarySearch(with, u.ID)
			list[i] = listedUser{u.ID, u.Username, strings.TrimSpace(u.FirstName + " " + u.LastName), u.Email, u.SiteAdmin, u.Suspended, u.Confirmed, u.Deleted, second}
		}
		return p.print(list, func(w io.Writer) { printUsers(w, list) })
	})
}

func printUsers(w io.Writer, list []listedUser) {
	t := tabwriter.NewWriter(w, 0, 4, 2, ' ', 0)
	fmt.Fprintln(t, "ID\tUSER NAME\tNAME\tE-MAIL\tSTATE")
	for _, u := range list {
		var state []string
		for _, s := range []struct {
			is   bool
			name string
		}{{u.SiteAdmin, "administrator"}, {u.SecondFactor, "second factor"}, {u.Suspended, "suspended"}, {!u.Confirmed, "unconfirmed"}, {u.Deleted, "deleted"}} {
			if s.is {
				state = append(state, s.name)
			}
		}
		fmt.Fprintf(t, "%d\t%s\t%s\t%s\t%s\n", u.ID, u.Username, u.Name, u.Email, strings.Join(state, ", "))
	}
	t.Flush()
}

type userSetupLinkCommand struct {
	Username string `arg:"" optional:"" help:"User who is to choose a password. Without one: the link to the first administrator."`
	URL      string `help:"Address at which the server is reached." default:"http://127.0.0.1:8080" env:"GATEHOUSE_PUBLIC_URL"`
}

// Run prints a one-time link.
func (c *userSetupLinkCommand) Run(p *program) error {
	return p.with(func(made *parts) error {
		url, expires, err := c.link(p, made)
		if err != nil {
			return err
		}
		return p.print(map[string]any{"url": url, "expiresAt": expires}, func(w io.Writer) {
			fmt.Fprintln(w, url)
			fmt.Fprintf(p.errOut, "It is good for one use, until %s.\n", expires.UTC().Format(time.RFC3339))
		})
	})
}

func (c *userSetupLinkCommand) link(p *program, made *parts) (url string, expires time.Time, err error) {
	base, by, now := strings.TrimRight(c.URL, "/"), journal.CommandLine("user setup-link"), time.Now()
	if c.Username == "" {
		secret, err := people.SetUpLink(p.ctx, made.store, by, now)
		return base + setUpPath + secret, now.Add(people.SetUpLife), err
	}
	owner, err := made.store.DB.User.Query().Where(user.Username(c.Username), user.Deleted(false)).Only(p.ctx)
	if err != nil {
		return "", now, missing(err, "there is no user %q", c.Username)
	}
	secret, expires, err := people.PasswordLink(p.ctx, made.store, by, owner.ID, now)
	return base + passwordPath + secret, expires, err
}

// The pages of the app that one-time links lead to.
const (
	setUpPath    = "/setup/"
	passwordPath = "/password/"
)
