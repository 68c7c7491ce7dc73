package setup

import (
	"context"
	"fmt"
	"time"

	"gatehouse/ent"
	"gatehouse/ent/function"
	"gatehouse/server/store"
	"gatehouse/server/tokens"
)

// Seeding is how much made-up data Seed makes.
type Seeding struct {
	Users    int
	Services int
	Tokens   int
	Calls    int // records of calls
	// Progress is told how many rows stand.
	Progress func(done int)
}

// seedBatch is how many rows one statement inserts, seedCommit how many one transaction.
const (
	seedBatch  = 500
	seedCommit = 5_000
)

// Seeded is a token that works, for whoever measures.
type Seeded struct {
	Secret string `json:"token"`
	User   string `json:"user"`
	UserID int    `json:"userId"`
	Course int    `json:"courseId"`
}

// Seed fills a database with users, services and tokens for measuring: services with every function that is not deprecated,
// tokens spread evenly over users and services. It switches web services and REST on, and returns one token of a site
// administrator. It is for databases that are thrown away.
func Seed(ctx context.Context, s *store.Store, n Seeding) (*Seeded, error) {
	b := &seeder{Store: s, Seeding: n}
	for _, step := range []func(context.Context) error{b.settings, b.course, b.users, b.services, b.tokens, b.calls, b.analyse} {
		if err := step(ctx); err != nil {
			return nil, fmt.Errorf("seeding: %w", err)
		}
	}
	return b.own(ctx)
}

type seeder struct {
	*store.Store
	Seeding
	done       int
	firstUser  int
	firstToken int
	courseID   int
	serviceIDs []int
}

func (b *seeder) settings(ctx context.Context) error {
	changed := b.Settings().Clone()
	changed.WebServices.Enabled = true
	if !changed.WebServices.ProtocolOn("rest") {
		changed.WebServices.Protocols = append(changed.WebServices.Protocols, "rest")
	}
	return b.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
		_, err := tx.SaveSettings(ctx, b.Settings(), changed)
		return err
	})
}

func (b *seeder) course(ctx context.Context) error {
	return b.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
		row, err := tx.Course.Create().SetShortName(fmt.Sprintf("SEED%d", time.Now().UnixNano())).SetFullName("Seeded course").SetCategoryID(1).Save(ctx)
		if err != nil {
			return err
		}
		b.courseID = row.ID
		return tx.OpenCourses(ctx, row)
	})
}

// bulk inserts n rows, some statements to a transaction.
func (b *seeder) bulk(ctx context.Context, n int, insert func(ctx context.Context, tx *store.Tx, from, to int) error) error {
	for start := 0; start < n; start += seedCommit {
		end := min(start+seedCommit, n)
		err := b.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
			for from := start; from < end; from += seedBatch {
				if err := insert(ctx, tx, from, min(from+seedBatch, end)); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
		if b.done += end - start; b.Progress != nil {
			b.Progress(b.done)
		}
	}
	return nil
}

func (b *seeder) users(ctx context.Context) error {
	mark := time.Now().UnixNano()
	return b.bulk(ctx, max(b.Users, 1), func(ctx context.Context, tx *store.Tx, from, to int) error {
		rows := make([]*ent.UserCreate, 0, to-from)
		for i := from; i < to; i++ {
			name := fmt.Sprintf("seed%d.%d", mark, i)
			rows = append(rows, tx.User.Create().SetUsername(name).SetFirstName("Seed").SetLastName(fmt.Sprint("User ", i)).
				SetEmail(name+"@example.com").SetSiteAdmin(i == 0))
		}
		made, err := tx.User.CreateBulk(rows...).Save(ctx)
		if err == nil && b.firstUser == 0 {
			b.firstUser = made[0].ID
		}
		return err
	})
}

func (b *seeder) services(ctx context.Context) error {
	functions, err := b.DB.Function.Query().Where(function.Deprecated(false), function.Present(true)).IDs(ctx)
	if err != nil {
		return err
	}
	mark := time.Now().UnixNano()
	return b.bulk(ctx, max(b.Services, 1), func(ctx context.Context, tx *store.Tx, from, to int) error {
		rows := make([]*ent.ServiceCreate, 0, to-from)
		for i := from; i < to; i++ {
			rows = append(rows, tx.Service.Create().SetName(fmt.Sprintf("Seeded service %d.%d", mark, i)).SetEnabled(true))
		}
		made, err := tx.Service.CreateBulk(rows...).Save(ctx)
		if err != nil {
			return err
		}
		for _, row := range made {
			b.serviceIDs = append(b.serviceIDs, row.ID)
			links := make([]*ent.ServiceFunctionCreate, len(functions))
			for i, id := range functions {
				links[i] = tx.ServiceFunction.Create().SetServiceID(row.ID).SetFunctionID(id)
			}
			if err := tx.ServiceFunction.CreateBulk(links...).Exec(ctx); err != nil {
				return err
			}
		}
		tx.Changed(store.ServiceChanged, 0)
		return nil
	})
}

// own makes the one token whose secret is told.
func (b *seeder) own(ctx context.Context) (*Seeded, error) {
	owner, err := b.DB.User.Get(ctx, b.firstUser)
	if err != nil {
		return nil, err
	}
	made := &Seeded{Secret: tokens.NewSecret(), User: owner.Username, UserID: owner.ID, Course: b.courseID}
	hash := tokens.HashOf(made.Secret)
	return made, b.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
		row, err := tx.Token.Create().SetName("measuring").SetHash(hash[:]).SetHint(tokens.Hint(made.Secret)).
			SetUserID(owner.ID).SetServiceID(b.serviceIDs[0]).Save(ctx)
		if err == nil {
			tx.Changed(store.TokenChanged, row.ID)
		}
		return err
	})
}
