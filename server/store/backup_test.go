package store_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"gatehouse/ent/calendarevent"
	"gatehouse/ent/coursemodule"
	"gatehouse/ent/factor"
	"gatehouse/ent/function"
	"gatehouse/ent/link"
	"gatehouse/ent/migrate"
	"gatehouse/ent/step"
	"gatehouse/server/store"
	"gatehouse/server/store/storetest"
)

// fill puts something into every table, with values that are easily lost on the way: none, empty, long, not ASCII, not text,
// more digits than a float holds, a time with microseconds, a row that refers to a later one.
func fill(t *testing.T, s *store.Store) {
	t.Helper()
	if err := s.Write(t.Context(), fillAll); err != nil {
		t.Fatal(err)
	}
}

func fillAll(ctx context.Context, tx *store.Tx) error {
	at := time.Date(2024, 2, 29, 23, 59, 59, 123_456_000, time.FixedZone("", 3600))
	for _, add := range []func() error{
		func() error { return tx.User.Create().SetID(1).SetUsername("guest").SetCreatedAt(at).Exec(ctx) },
		func() error {
			return tx.User.Create().SetID(7).SetUsername("zoë").SetFirstName("Zoë \"<&>\\ \u2028🎓").SetDescription(strings.Repeat("long ", 15_000)).
				SetCustomFields(map[string]string{"a\n": "ü", "": ""}).SetFirstAccess(at).SetSiteAdmin(true).SetConfirmed(false).Exec(ctx)
		},
		func() error {
			return tx.Role.Create().SetID(3).SetShortName("r").SetCapabilities([]string{"a/b:c"}).Exec(ctx)
		},
		func() error { return tx.Role.Create().SetID(4).SetShortName("s").AddMayAssignIDs(3, 4).Exec(ctx) },
		func() error { return tx.Category.Create().SetID(1).SetName("first").Exec(ctx) },
		func() error {
			return tx.KeptAnswer.Create().SetKey([]byte{0, 1}).SetRequest([]byte{2}).SetFunction("core_f").SetAnswer([]byte(`{}`)).SetAt(at).Exec(ctx)
		},
		func() error {
			return tx.Factor.Create().SetUserID(7).SetKind(factor.KindAuthenticator).SetSealed([]byte{0, 255}).SetLastStep(1 << 40).SetCreatedAt(at).Exec(ctx)
		},
		func() error {
			return tx.Factor.Create().SetUserID(7).SetKind(factor.KindPasskey).SetCredentialID([]byte{3, 0}).SetCredential(`{"a":"ü"}`).SetLastUsedAt(at).Exec(ctx)
		},
		func() error {
			return tx.Identity.Create().SetUserID(7).SetIssuer("https://provider.test/ü").SetSubject("a\u2028b").SetEmail("zoë@example.org").SetCreatedAt(at).Exec(ctx)
		},
		func() error { return tx.RecoveryCode.Create().SetUserID(7).SetHash([]byte{9, 0}).Exec(ctx) },
		func() error {
			return tx.Step.Create().SetUserID(7).SetPurpose(step.PurposeSecondFactor).SetHash([]byte{1}).SetExpiresAt(at).Exec(ctx)
		},
		func() error { return tx.Category.Create().SetID(9).SetName("parent").Exec(ctx) },
		func() error { return tx.Category.UpdateOneID(1).SetParentID(9).Exec(ctx) },
		func() error { return tx.Course.Create().SetID(1).SetShortName("site").SetFullName("Site").Exec(ctx) },
		func() error {
			return tx.Course.Create().SetID(2).SetShortName("c").SetFullName("C").SetCategoryID(9).SetEndDate(at).SetMaxBytes(1<<53 + 1).Exec(ctx)
		},
		func() error { return tx.Enrolment.Create().SetCourseID(2).SetUserID(7).Exec(ctx) },
		func() error { return tx.Group.Create().SetID(5).SetCourseID(2).SetName("g").Exec(ctx) },
		func() error { return tx.GroupMember.Create().SetGroupID(5).SetUserID(7).Exec(ctx) },
		func() error { return tx.Grouping.Create().SetID(4).SetCourseID(2).SetName("gs").Exec(ctx) },
		func() error { return tx.GroupingGroup.Create().SetGroupingID(4).SetGroupID(5).Exec(ctx) },
		func() error {
			return tx.EnrolmentMethod.Create().SetCourseID(2).SetMethod(store.SelfEnrolment).SetOpensAt(at).Exec(ctx)
		},
		func() error { return tx.CourseSection.Create().SetID(12).SetCourseID(2).SetNumber(0).Exec(ctx) },
		func() error {
			return tx.CourseModule.Create().SetSectionID(12).SetKind(coursemodule.KindPage).SetName("p").SetContent("<p>é</p>").Exec(ctx)
		},
		func() error { return tx.Cohort.Create().SetID(3).SetName("k").SetCategoryID(1).Exec(ctx) },
		func() error { return tx.CohortMember.Create().SetCohortID(3).SetUserID(7).Exec(ctx) },
		func() error {
			return tx.Note.Create().SetUserID(7).SetAuthorID(7).SetCourseID(2).SetText("n").Exec(ctx)
		},
		func() error { return tx.Conversation.Create().SetID(2).SetFirstID(1).SetSecondID(7).Exec(ctx) },
		func() error {
			return tx.Message.Create().SetConversationID(2).SetFromID(1).SetToID(7).SetText("hello").SetReadAt(at).Exec(ctx)
		},
		func() error { return tx.Contact.Create().SetUserID(7).SetOtherID(1).SetBlocked(true).Exec(ctx) },
		func() error {
			return tx.CalendarEvent.Create().SetKind(calendarevent.KindCourse).SetName("e").SetUserID(7).SetCourseID(2).SetStartsAt(at).Exec(ctx)
		},
		func() error { return tx.RoleAssignment.Create().SetRoleID(4).SetUserID(7).SetCourseID(2).Exec(ctx) },
		func() error { return tx.Service.Create().SetID(6).SetName("S").Exec(ctx) },
		func() error {
			return tx.Function.Create().SetID(8).SetName("f").SetComponent("core").SetKind(function.KindWrite).Exec(ctx)
		},
		func() error { return tx.ServiceFunction.Create().SetServiceID(6).SetFunctionID(8).Exec(ctx) },
		func() error {
			return tx.AuthorisedUser.Create().SetServiceID(6).SetUserID(7).SetValidUntil(at).Exec(ctx)
		},
		func() error {
			return tx.Token.Create().SetID(11).SetName("").SetHash([]byte{0, 255, 10, 13}).SetHint("abcd").SetUserID(7).SetServiceID(6).SetCreatorID(7).Exec(ctx)
		},
		func() error { return tx.Content.Create().SetID(2).SetHash([]byte{1}).SetData([]byte{}).Exec(ctx) },
		func() error {
			return tx.Content.Create().SetID(3).SetHash([]byte{2}).SetData(bytes.Repeat([]byte{0, 1, 254, 255}, 1000)).Exec(ctx)
		},
		func() error {
			return tx.ContentChunk.Create().SetContentID(3).SetNumber(1).SetData([]byte{0}).Exec(ctx)
		},
		func() error {
			return tx.File.Create().SetContextID(1).SetComponent("user").SetArea("draft").SetItemID(0).SetPath("/").SetName("n").SetUserID(7).SetContentID(3).Exec(ctx)
		},
		func() error { return tx.Setting.Create().SetKey("site.name").SetValue(`"Restored"`).Exec(ctx) },
		func() error {
			return tx.AuditEvent.Create().SetAction("user.create").SetDetails(map[string]any{"n": []any{1.5, nil, "x"}}).Exec(ctx)
		},
		func() error { return tx.AuditEvent.Create().SetAction("nothing more").Exec(ctx) },
		func() error {
			return tx.CallRecord.Create().SetAt(at).SetProtocol("rest").SetFunction("f").SetAddress("::1").SetRequestID("x").SetTokenID(11).Exec(ctx)
		},
		func() error {
			return tx.CallHour.Create().SetHour(at).SetProtocol("rest").SetCalls(3).SetSlot4(3).Exec(ctx)
		},
		func() error {
			return tx.CallDay.Create().SetDay(at).SetProtocol("rest").SetTokenID(11).SetCalls(3).Exec(ctx)
		},
		func() error {
			return tx.Allowance.Create().SetSubject("token 7").SetNext(5).SetDayFrom(3).SetDayCalls(2).SetUsedAt(at).Exec(ctx)
		},
		func() error { return tx.Guess.Create().SetKey("account:zoë").SetSince(at).Exec(ctx) },
		func() error {
			return tx.Session.Create().SetUserID(7).SetFamily("f").SetHash([]byte{0, 7}).SetAuthenticatedAt(at).SetLastSeenAt(at).SetExpiresAt(at).Exec(ctx)
		},
		func() error {
			return tx.Link.Create().SetPurpose(link.PurposePassword).SetUserID(7).SetHash([]byte{8}).SetExpiresAt(at).Exec(ctx)
		},
		func() error { return tx.Secret.Create().SetName("signing").SetValue([]byte{0, 9, 255}).Exec(ctx) },
		func() error {
			return tx.KeepIDs(ctx, "users", "roles", "categories", "courses", "groups", "groupings", "course_sections", "cohorts", "conversations", "services", "functions", "tokens", "contents")
		},
	} {
		if err := add(); err != nil {
			return err
		}
	}
	tx.Changed(store.UserChanged, 7)
	return nil
}

func backup(t *testing.T, s *store.Store) []byte {
	t.Helper()
	var archive bytes.Buffer
	if _, err := s.Backup(t.Context(), &archive); err != nil {
		t.Fatal(err)
	}
	return archive.Bytes()
}

func restore(s *store.Store, archive []byte, o store.RestoreOptions) (store.Summary, error) {
	return s.Restore(context.Background(), bytes.NewReader(archive), o)
}

// lines inflates an archive.
func lines(t *testing.T, archive []byte) []string {
	t.Helper()
	r, err := gzip.NewReader(bytes.NewReader(archive))
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return split(string(text))
}

// split cuts text into lines that keep their ends.
func split(text string) []string {
	all := strings.SplitAfter(text, "\n")
	return all[:len(all)-1]
}

// rowsOf are the rows of an archive, without the header and footer, which tell when it was made.
func rowsOf(t *testing.T, archive []byte) []string {
	all := lines(t, archive)
	return all[1 : len(all)-1]
}

func lastIDs(t *testing.T, archive []byte) map[string]int {
	var header struct {
		Tables []struct {
			Name   string
			LastID int
		}
	}
	if err := json.Unmarshal([]byte(lines(t, archive)[0]), &header); err != nil {
		t.Fatal(err)
	}
	last := map[string]int{}
	for _, table := range header.Tables {
		last[table.Name] = table.LastID
	}
	return last
}

func TestABackupIsRestoredOnEitherDatabase(t *testing.T) {
	storetest.Each(t, func(t *testing.T, from *store.Store) {
		fill(t, from)
		archive := backup(t, from)
		storetest.Each(t, func(t *testing.T, to *store.Store) {
			summary, err := restore(to, archive, store.RestoreOptions{WithTokens: true})
			if err != nil {
				t.Fatal(err)
			}
			again := backup(t, to)
			compareLines(t, rowsOf(t, again), rowsOf(t, archive))
			if a, b := fmt.Sprint(lastIDs(t, archive)), fmt.Sprint(lastIDs(t, again)); a != b {
				t.Errorf("the tables go on counting from\n%s, want\n%s", b, a)
			}
			if summary.Schema != store.SchemaVersion() || time.Since(summary.CreatedAt) > time.Hour || summary.TokensLeftOut != 0 {
				t.Errorf("summary %+v", summary)
			}
			for _, table := range migrate.Tables {
				if !slices.Contains(store.NotArchived, table.Name) && summary.Rows[table.Name] == 0 {
					t.Errorf("the table %s is not tested: add a row of it to fillAll", table.Name)
				}
			}
			readThroughEnt(t, to)
		})
	})
}

func compareLines(t *testing.T, got, want []string) {
	t.Helper()
	if len(got) != len(want) {
		t.Fatalf("%d rows, want %d", len(got), len(want))
	}
	for i := range got {
		if a, b := meaning(t, got[i]), meaning(t, want[i]); a != b {
			t.Errorf("got %.500s\nwant %.500s", a, b)
		}
	}
}

// meaning is a row without what PostgreSQL does not keep: how JSON is spelt, and what is less than a microsecond.
func meaning(t *testing.T, line string) string {
	t.Helper()
	var row struct {
		T string
		V map[string]any
	}
	d := json.NewDecoder(strings.NewReader(line))
	d.UseNumber()
	if err := d.Decode(&row); err != nil {
		t.Fatal(err)
	}
	for column, value := range row.V {
		text, _ := value.(string)
		if at, err := time.Parse(time.RFC3339Nano, text); err == nil {
			row.V[column] = at.Truncate(time.Microsecond)
		} else if inner := json.RawMessage(text); json.Valid(inner) {
			var parsed any
			_ = json.Unmarshal(inner, &parsed)
			row.V[column] = []any{"JSON", parsed}
		}
	}
	all, err := json.Marshal(row)
	if err != nil {
		t.Fatal(err)
	}
	return string(all)
}

// readThroughEnt sees whether the program can read what was restored.
func readThroughEnt(t *testing.T, s *store.Store) {
	t.Helper()
	user, err := s.DB.User.Get(t.Context(), 7)
	if err != nil {
		t.Fatal(err)
	}
	at := time.Date(2024, 2, 29, 22, 59, 59, 123_456_000, time.UTC)
	if user.CustomFields["a\n"] != "ü" || user.FirstAccess == nil || !user.FirstAccess.Equal(at) || user.LastAccess != nil || user.Confirmed || !user.SiteAdmin {
		t.Errorf("the user came back as %v", user)
	}
	content, err := s.DB.Content.Get(t.Context(), 3)
	if err != nil || !bytes.Equal(content.Data, bytes.Repeat([]byte{0, 1, 254, 255}, 1000)) {
		t.Errorf("a file came back changed: %v", err)
	}
	if s.Settings().Site.Name != "Restored" {
		t.Errorf("the site is still called %q", s.Settings().Site.Name)
	}
}

func TestAnArchiveHoldsNothingOfTheRunningInstallation(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		fill(t, s)
		for _, line := range lines(t, backup(t, s)) {
			for _, table := range []string{"allowances", "changes", "guesses", "links", "secrets", "sessions", "steps", "schema_migrations"} {
				if strings.Contains(line, `"t":"`+table+`"`) || strings.Contains(line, `"name":"`+table+`"`) {
					t.Errorf("it holds %s: %.200s", table, line)
				}
			}
		}
	})
}

func TestTokensAreRestoredOnlyWhenAskedFor(t *testing.T) {
	storetest.Each(t, func(t *testing.T, from *store.Store) {
		fill(t, from)
		archive := backup(t, from)
		to := storetest.Open(t, storetest.SQLite(t))
		summary, err := restore(to, archive, store.RestoreOptions{})
		if err != nil {
			t.Fatal(err)
		}
		left, err := to.DB.Token.Query().Count(t.Context())
		if err != nil || left != 0 || summary.TokensLeftOut != 1 || summary.Rows["tokens"] != 0 {
			t.Errorf("%d tokens work again, %d are reported as left out (%v)", left, summary.TokensLeftOut, err)
		}
		// The journal goes on naming token 11: another one must not get its number.
		err = to.Write(t.Context(), func(ctx context.Context, tx *store.Tx) error {
			token, err := tx.Token.Create().SetName("").SetHash([]byte("new")).SetHint("abcd").SetUserID(7).SetServiceID(6).Save(ctx)
			if err == nil && token.ID <= 11 {
				t.Errorf("the new token has the number %d", token.ID)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	})
}

func TestNumbersOfRowsThatAreGoneAreNotGivenOutAgain(t *testing.T) {
	storetest.Each(t, func(t *testing.T, from *store.Store) {
		fill(t, from)
		err := from.Write(t.Context(), func(ctx context.Context, tx *store.Tx) error {
			user, err := tx.User.Create().SetID(500).SetUsername("gone").Save(ctx)
			if err == nil {
				err = tx.KeepIDs(ctx, "users")
			}
			if err == nil {
				err = tx.User.DeleteOne(user).Exec(ctx)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		archive := backup(t, from)
		storetest.Each(t, func(t *testing.T, to *store.Store) {
			if _, err := restore(to, archive, store.RestoreOptions{}); err != nil {
				t.Fatal(err)
			}
			err := to.Write(t.Context(), func(ctx context.Context, tx *store.Tx) error {
				user, err := tx.User.Create().SetUsername("next").Save(ctx)
				if err == nil && user.ID != 501 {
					t.Errorf("the next user has the number %d, want 501", user.ID)
				}
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
		})
	})
}

func TestABackupUnderWritesIsOfOneMoment(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ctx, stop := context.WithCancel(t.Context())
		var writers sync.WaitGroup
		written := make(chan struct{}, 10_000)
		for range 4 {
			writers.Go(func() {
				for ctx.Err() == nil {
					// Both or neither: the two tables are far apart in the archive.
					err := s.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
						return errors.Join(tx.AuditEvent.Create().SetAction("pair").Exec(ctx), tx.User.Create().SetUsername(unique()).Exec(ctx))
					})
					if err != nil && ctx.Err() == nil {
						t.Error(err)
						return
					}
					select {
					case written <- struct{}{}:
					default:
					}
				}
			})
		}
		for range 5 {
			<-written
			var archive bytes.Buffer
			summary, err := s.Backup(t.Context(), &archive)
			if err != nil {
				t.Fatal(err)
			}
			if summary.Rows["audit_events"] != summary.Rows["users"] || summary.Rows["users"] == 0 {
				t.Errorf("%d of one, %d of the other", summary.Rows["audit_events"], summary.Rows["users"])
			}
			if err := store.CheckArchive(&archive, 1<<20, 1<<30); err != nil {
				t.Error(err)
			}
		}
		stop()
		writers.Wait()
	})
}

var uniqueNumber struct {
	sync.Mutex
	n int
}

func unique() string {
	uniqueNumber.Lock()
	defer uniqueNumber.Unlock()
	uniqueNumber.n++
	return fmt.Sprint("u", uniqueNumber.n)
}

func TestABackupThatCannotBeWrittenFails(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		fill(t, s)
		if _, err := s.Backup(t.Context(), &fullDisk{left: 100}); !errors.Is(err, errFull) {
			t.Errorf("got %v", err)
		}
	})
}

var errFull = errors.New("no space left")

type fullDisk struct{ left int }

func (d *fullDisk) Write(p []byte) (int, error) {
	if d.left -= len(p); d.left < 0 {
		return 0, errFull
	}
	return len(p), nil
}
