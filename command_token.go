package main

import (
	"context"
	"fmt"
	"io"
	"strconv"
	"text/tabwriter"
	"time"

	"gatehouse/ent"
	"gatehouse/ent/service"
	"gatehouse/ent/token"
	"gatehouse/ent/user"
	"gatehouse/server/call"
	"gatehouse/server/journal"
	"gatehouse/server/store"
	"gatehouse/server/tokens"
)

type tokenCommand struct {
	Create tokenCreateCommand `cmd:"" help:"Make a token and print its secret, once."`
	List   tokenListCommand   `cmd:"" help:"List tokens, without their secrets."`
	Revoke tokenRevokeCommand `cmd:"" help:"End a token for good."`
	Rotate tokenRotateCommand `cmd:"" help:"Replace a token by a new one."`
}

// defaultLife is how long a token lasts when nobody says: six months.
const defaultLife = 182 * 24 * time.Hour

type tokenCreateCommand struct {
	User       string `help:"User name of the user that the token speaks for." required:"" placeholder:"NAME"`
	Service    string `help:"Short name (or id) of the service that it opens." required:"" placeholder:"NAME"`
	Name       string `help:"What the token is for." default:"Made on the command line"`
	Course     string `help:"Short name of the one course that it works in." placeholder:"NAME"`
	Addresses  string `help:"Addresses that it may be used from, with commas between them." placeholder:"LIST"`
	ValidUntil string `help:"Moment (2027-01-31T12:00:00Z), day (the end of it, in the site's time zone), or never. Default: in six months." placeholder:"DATE"`

	CallsPerMinute int `help:"Calls per minute that it may make. 0: as the settings say; -1: no limit." placeholder:"N"`
	Burst          int `help:"How many of them may come at once. Default: all of a minute." placeholder:"N"`
	CallsPerDay    int `help:"Calls that it may make in a day. 0: as the settings say; -1: no limit." placeholder:"N"`
}

// made is a token as commands print it. The secret stands there once, when it is made.
type madeToken struct {
	ID         int        `json:"id"`
	Name       string     `json:"name"`
	Secret     string     `json:"secret,omitempty"`
	Shown      string     `json:"shown"`
	User       string     `json:"user"`
	Service    string     `json:"service"`
	Addresses  string     `json:"addresses,omitempty"`
	ValidUntil *time.Time `json:"validUntil"`
	LastUsedAt *time.Time `json:"lastUsedAt"`
	RevokedAt  *time.Time `json:"revokedAt,omitempty"`
}

// Run makes a token.
func (c *tokenCreateCommand) Run(p *program) error {
	return p.with(func(made *parts) error {
		wish, err := c.wish(p.ctx, made.store)
		if err != nil {
			return err
		}
		var row *ent.Token
		var secret string
		err = made.store.Write(p.ctx, func(ctx context.Context, tx *store.Tx) error {
			row, secret, err = tokens.Mint(ctx, tx, journal.CommandLine("token create"), wish)
			return err
		})
		if err != nil {
			return err
		}
		return p.printSecret(madeToken{
			ID: row.ID, Name: row.Name, Secret: secret, Shown: tokens.Masked(row.Hint, row.Imported), User: c.User, Service: c.Service,
			Addresses: row.IPRestriction, ValidUntil: row.ValidUntil,
		})
	})
}

func (p *program) printSecret(t madeToken) error {
	return p.print(t, func(w io.Writer) {
		fmt.Fprintln(w, t.Secret)
		fmt.Fprintf(p.errOut, "Token %d for %s in the service %s, %s. Copy it now: only its hash is kept.\n", t.ID, t.User, t.Service, untilText(t.ValidUntil))
	})
}

func untilText(t *time.Time) string {
	if t == nil {
		return "without an end"
	}
	return "valid until " + t.UTC().Format(time.RFC3339)
}

func (c *tokenCreateCommand) wish(ctx context.Context, s *store.Store) (tokens.Wish, error) {
	w := tokens.Wish{Name: c.Name, IPRestriction: c.Addresses, Origin: token.OriginAdmin}
	w.Limit = call.Limit{PerMinute: c.CallsPerMinute, Burst: c.Burst, PerDay: c.CallsPerDay}
	owner, err := s.DB.User.Query().Where(user.Username(c.User), user.Deleted(false)).Only(ctx)
	if err != nil {
		return w, missing(err, "there is no user %q", c.User)
	}
	opened, err := findService(ctx, s, c.Service)
	if err != nil {
		return w, err
	}
	w.User, w.Service = owner.ID, opened.ID
	if c.Course != "" {
		if w.Course, err = findCourse(ctx, s, c.Course); err != nil {
			return w, err
		}
	}
	if _, err := call.ParseAddresses(c.Addresses); err != nil {
		return w, usageError{err}
	}
	if c.ValidUntil == "" {
		w.ValidUntil = time.Now().Add(defaultLife).Truncate(time.Second)
		return w, nil
	}
	if w.ValidUntil, err = tokens.ParseUntil(c.ValidUntil, s.Settings().Site.Timezone); err != nil {
		return w, usageError{err}
	}
	return w, nil
}

func orElse(err, other error) error {
	if err != nil {
		return err
	}
	return other
}

func missing(err error, format string, args ...any) error {
	if store.Missing(err) {
		return fmt.Errorf(format, args...)
	}
	return err
}

func findService(ctx context.Context, s *store.Store, name string) (*ent.Service, error) {
	match := service.ShortName(name)
	if id, err := strconv.Atoi(name); err == nil {
		match = service.Or(match, service.ID(id))
	}
	found, err := s.DB.Service.Query().Where(match).First(ctx)
	return found, missing(err, "there is no service with the short name or id %q", name)
}

type tokenListCommand struct {
	User    string `help:"Only those of this user." placeholder:"NAME"`
	Service string `help:"Only those of this service." placeholder:"NAME"`
	All     bool   `help:"Revoked ones too."`
}

// Run lists tokens.
func (c *tokenListCommand) Run(p *program) error {
	return p.with(func(made *parts) error {
		query := made.store.DB.Token.Query().WithUser().WithService().Order(ent.Asc(token.FieldID))
		if !c.All {
			query.Where(token.RevokedAtIsNil())
		}
		if c.User != "" {
			query.Where(token.HasUserWith(user.Username(c.User)))
		}
		if c.Service != "" {
			found, err := findService(p.ctx, made.store, c.Service)
			if err != nil {
				return err
			}
			query.Where(token.ServiceID(found.ID))
		}
		rows, err := query.All(p.ctx)
		if err != nil {
			return err
		}
		list := make([]madeToken, len(rows))
		for i, row := range rows {
			list[i] = madeToken{
				ID: row.ID, Name: row.Name, Shown: tokens.Masked(row.Hint, row.Imported), User: row.Edges.User.Username, Service: row.Edges.Service.Name,
				Addresses: row.IPRestriction, ValidUntil: row.ValidUntil, LastUsedAt: row.LastUsedAt, RevokedAt: row.RevokedAt,
			}
		}
		return p.print(list, func(w io.Writer) { printTokens(w, list) })
	})
}

func printTokens(w io.Writer, list []madeToken) {
	t := tabwriter.NewWriter(w, 0, 4, 2, ' ', 0)
	fmt.Fprintln(t, "ID\tTOKEN\tNAME\tUSER\tSERVICE\tVALID UNTIL\tLAST USED")
	for _, row := range list {
		fmt.Fprintf(t, "%d\t%s\t%s\t%s\t%s\t%s\t%s\n", row.ID, row.Shown, row.Name, row.User, row.Service, dateText(row.ValidUntil, "never ends"), dateText(row.LastUsedAt, "never"))
	}
	t.Flush()
}

func dateText(t *time.Time, none string) string {
	if t == nil {
		return none
	}
	return t.UTC().Format("2006-01-02 15:04")
}

type tokenRevokeCommand struct {
	ID []int `arg:"" help:"Ids of the tokens, from \"gatehouse token list\"."`
}

// Run revokes tokens, all of them or none.
func (c *tokenRevokeCommand) Run(p *program) error {
	return p.with(func(made *parts) error {
		err := made.store.Write(p.ctx, func(ctx context.Context, tx *store.Tx) error {
			for _, id := range c.ID {
				if err := tokens.Revoke(ctx, tx, journal.CommandLine("token revoke"), id, time.Now()); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
		return p.print(map[string]any{"revoked": c.ID}, func(w io.Writer) { fmt.Fprintln(w, "Revoked. Applications that use it are refused from now on.") })
	})
}

type tokenRotateCommand struct {
	ID      int           `arg:"" help:"Id of the token."`
	Overlap time.Duration `help:"How long the old token goes on working: 0 to end it at once. Default: 24h." default:"24h" placeholder:"TIME"`
}

// Run replaces a token.
func (c *tokenRotateCommand) Run(p *program) error {
	return p.with(func(made *parts) error {
		var row *ent.Token
		var secret string
		err := made.store.Write(p.ctx, func(ctx context.Context, tx *store.Tx) (err error) {
			row, secret, err = tokens.Rotate(ctx, tx, journal.CommandLine("token rotate"), c.ID, c.Overlap, time.Now())
			return err
		})
		if err != nil {
			return err
		}
		if c.Overlap > 0 {
			fmt.Fprintf(p.errOut, "The old token works until %s. To end it at once: gatehouse token revoke %d\n", time.Now().Add(c.Overlap).UTC().Format(time.RFC3339), c.ID)
		}
		full, err := made.store.DB.Token.Query().Where(token.ID(row.ID)).WithUser().WithService().Only(p.ctx)
		if err != nil {
			return err
		}
		return p.printSecret(madeToken{
			ID: row.ID, Name: row.Name, Secret: secret, Shown: tokens.Masked(row.Hint, false), User: full.Edges.User.Username,
			Service: full.Edges.Service.Name, Addresses: row.IPRestriction, ValidUntil: row.ValidUntil,
		})
	})
}
