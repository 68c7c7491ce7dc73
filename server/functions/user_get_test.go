package functions_test

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"gatehouse/ent"
	"gatehouse/server/call"
	"gatehouse/server/store"
)

const (
	getUsers        = "core_user_get_users"
	getUsersByField = "core_user_get_users_by_field"
)

// foundUsers reads the users out of a result of either function.
func foundUsers(t *testing.T, result string) []map[string]any {
	t.Helper()
	var list []map[string]any
	if strings.HasPrefix(result, "{") {
		var out struct{ Users []map[string]any }
		if err := json.Unmarshal([]byte(result), &out); err != nil {
			t.Fatal(err)
		}
		return out.Users
	}
	if err := json.Unmarshal([]byte(result), &list); err != nil {
		t.Fatal(err)
	}
	return list
}

// foundNames are the ids found, as text.
func foundIDs(t *testing.T, result string) string {
	t.Helper()
	var ids []string
	for _, u := range foundUsers(t, result) {
		ids = append(ids, fmt.Sprint(u["id"]))
	}
	return strings.Join(ids, " ")
}

// change writes to the database behind the functions' back.
func change(t *testing.T, h *harness, write func(ctx context.Context, tx *store.Tx) error) {
	t.Helper()
	if err := h.store.Write(t.Context(), write); err != nil {
		t.Fatal(err)
	}
}

func TestUserGetByFieldRefuses(t *testing.T) {
	each(t, func(t *testing.T, h *harness) {
		for _, bad := range []struct {
			why, arguments string
			path           string
		}{
			{"an id that is no number", `{"field":"id","values":["11","abc"]}`, "values[1]"},
			{"an id in another spelling", `{"field":"id","values":["011"]}`, "values[0]"},
			{"a user name with capitals", `{"field":"username","values":["Student1"]}`, "values[0]"},
			{"an address with a blank", `{"field":"email","values":["student1@example.com "]}`, "values[0]"},
			{"no values at all", `{"field":"id"}`, "values"},
		} {
			t.Run(bad.why, func(t *testing.T) {
				h.refused(t, "wsuser", getUsersByField, bad.arguments, call.InvalidParameter, bad.path)
			})
		}
		for why, values := range map[string]string{"a field that nobody can be found by": `["Test"]`, "even when nobody is looked for": `[]`} {
			t.Run(why, func(t *testing.T) {
				h.refused(t, "wsuser", getUsersByField, `{"field":"lastname","values":`+values+`}`, call.CodingError, "field")
			})
		}
		if _, err := h.callIn(t, "wsuser", 2, getUsersByField, `{"field":"id","values":["11"]}`); err == nil || err.Code != call.RestrictedContext {
			t.Errorf("a token that is bound to a course: got %v, want %s", err, call.RestrictedContext)
		}
	})
}

func TestUserGetByFieldFinds(t *testing.T) {
	each(t, func(t *testing.T, h *harness) {
		for _, row := range []struct{ why, username, field, values, want string }{
			{"nothing asked, nothing found", "wsuser", "id", `[]`, ""},
			{"in the order of ids, each once", "wsuser", "id", `["12","11","12"]`, "11 12"},
			{"a deleted user is gone", "wsuser", "id", `["9","11"]`, "11"},
			{"somebody who does not exist", "wsuser", "id", `["4711"]`, ""},
			{"by user name", "wsuser", "username", `["student2","student1","missing"]`, "11 12"},
			{"by e-mail address", "wsuser", "email", `["student1@example.com"]`, "11"},
			{"by ID number", "wsuser", "idnumber", `["S2"]`, "12"},
			{"somebody without capabilities sees himself", "nobody", "id", `["5","11"]`, "5"},
			{"a teacher sees the participants of the course", "teacher", "id", `["3","11","12","14"]`, "3 11 14"},
			{"a student does not", "student1", "id", `["3","11","14"]`, "11"},
			{"whoever may not see ID numbers finds nobody by them", "teacher", "idnumber", `["S1"]`, ""},
			{"nor by user names", "teacher", "username", `["student1","teacher"]`, "14"},
			{"the address that is for participants is found by one", "teacher", "email", `["student1@example.com"]`, "11"},
		} {
			t.Run(row.why, func(t *testing.T) {
				arguments := fmt.Sprintf(`{"field":%q,"values":%s}`, row.field, row.values)
				if got := foundIDs(t, h.must(t, row.username, getUsersByField, arguments)); got != row.want {
					t.Errorf("got %q, want %q", got, row.want)
				}
			})
		}
	})
}

// More values than one statement holds are asked for in parts; the answer must not show it.
func TestUserGetByFieldWithManyValues(t *testing.T) {
	each(t, func(t *testing.T, h *harness) {
		values := make([]string, 1201)
		for i := range values {
			values[i] = fmt.Sprint(100000 - i)
		}
		values[0], values[600], values[1200] = "12", "11", "12"
		list, _ := json.Marshal(values)
		if got := foundIDs(t, h.must(t, "wsuser", getUsersByField, `{"field":"id","values":`+string(list)+`}`)); got != "11 12" {
			t.Errorf("got %q", got)
		}
	})
}

// What somebody sees of a user depends on the capabilities, whichever function shows it.
func TestDetailsOfUsers(t *testing.T) {
	person := "id firstname lastname fullname firstaccess lastaccess city country profileimageurlsmall profileimageurl description descriptionformat customfields"
	account := " username auth suspended confirmed lang theme timezone mailformat trackforums"
	each(t, func(t *testing.T, h *harness) {
		change(t, h, func(ctx context.Context, tx *store.Tx) error {
			return tx.User.UpdateOneID(11).SetPhone1("1").SetAddress("Street").SetInstitution("School").SetIDNumber("S1").
				SetDescription("<p>Hi</p><script>x</script>").SetCustomFields(map[string]string{"shoe": "44"}).
				SetPreferences(map[string]string{"b": "2", "a": "1"}).SetMailDisplay(0).Exec(ctx)
		})
		grantCapabilities(t, h, 50, "viewer", "moodle/user:viewdetails")
		grantCapabilities(t, h, 51, "hiddenviewer", "moodle/user:viewdetails", "moodle/user:viewhiddendetails")
		grantCapabilities(t, h, 52, "mailviewer", "moodle/user:viewdetails", "moodle/course:useremail")
		grantCapabilities(t, h, 53, "updater", "moodle/user:viewdetails", "moodle/user:update")
		for _, row := range []struct{ why, username, want string }{
			{"with viewdetails the person", "viewer", person},
			{"with viewhiddendetails how to reach the person", "hiddenviewer", person + " address phone1"},
			{"with useremail the address that the user hides", "mailviewer", person + " email"},
			{"with update the account", "updater", person + account},
			{"a teacher sees the person", "teacher", person},
			{"with viewalldetails everything but what is one's own", "wsuser", person + account + " email address phone1 department institution idnumber"},
			{"oneself everything", "student1", person + account + " email address phone1 department institution idnumber preferences"},
		} {
			t.Run(row.why, func(t *testing.T) {
				found := foundUsers(t, h.must(t, row.username, getUsersByField, `{"field":"id","values":["11"]}`))
				if len(found) != 1 {
					t.Fatalf("found %v", found)
				}
				got, want := slices.Sorted(maps.Keys(found[0])), strings.Fields(row.want)
				slices.Sort(want)
				if !slices.Equal(got, want) {
					t.Errorf("got  %q\nwant %q", got, want)
				}
				if found[0]["description"] != "<p>Hi</p>" {
					t.Errorf("the description is %q: markup that runs must not come out", found[0]["description"])
				}
			})
		}
		own := foundUsers(t, h.must(t, "student1", getUsersByField, `{"field":"id","values":["11"]}`))
		if got := fmt.Sprint(own[0]["preferences"]); got != "[map[name:a value:1] map[name:b value:2]]" {
			t.Errorf("preferences are %s", got)
		}
	})
}

// grantCapabilities makes a user who holds capabilities in the site.
func grantCapabilities(t *testing.T, h *harness, id int, username string, capabilities ...string) {
	t.Helper()
	change(t, h, func(ctx context.Context, tx *store.Tx) error {
		if err := tx.User.Create().SetID(id).SetUsername(username).SetFirstName(username).SetLastName("Extra").SetEmail(username + "@example.com").Exec(ctx); err != nil {
			return err
		}
		role, err := tx.Role.Create().SetShortName(username).SetCapabilities(capabilities).Save(ctx)
		if err != nil {
			return err
		}
		return tx.RoleAssignment.Create().SetUserID(id).SetRoleID(role.ID).Exec(ctx)
	})
}

func TestUserGetRefuses(t *testing.T) {
	each(t, func(t *testing.T, h *harness) {
		h.refused(t, "wsuser", getUsers, `{"criteria":[{"key":"id","value":"1"},{"key":"id","value":"2"}]}`, call.KeyAlreadySet, "criteria[1].key")
		h.refused(t, "wsuser", getUsers, `{"criteria":[{"key":"unknown","value":"1"},{"key":"unknown","value":"2"}]}`, call.KeyAlreadySet, "criteria[1].key")
		h.refused(t, "wsuser", getUsers, `{"criteria":[{"key":"a b","value":"1"}]}`, call.InvalidParameter, "criteria[0].key")
		change(t, h, func(ctx context.Context, tx *store.Tx) error {
			return tx.User.UpdateOneID(3).SetPreferences(map[string]string{"auth_forcepasswordchange": "1"}).Exec(ctx)
		})
		h.refused(t, "wsuser", getUsers, `{"criteria":[]}`, call.MustChangePassword, "")
	})
}

func TestUserGetFinds(t *testing.T) {
	everybody := "1 2 3 4 5 11 12 13 14"
	each(t, func(t *testing.T, h *harness) {
		for _, row := range []struct{ why, username, criteria, want string }{
			{"without criteria everybody, but nobody who is deleted", "wsuser", ``, everybody},
			{"by id", "wsuser", `{"key":"id","value":"11"}`, "11"},
			{"an id that is no number is nobody's", "wsuser", `{"key":"id","value":"abc"}`, ""},
			{"of an id the number at its beginning counts", "wsuser", `{"key":"id","value":" 11abc"}`, "11"},
			{"but not one further on", "wsuser", `{"key":"id","value":"x11"}`, ""},
			{"an id that no number can hold", "wsuser", `{"key":"id","value":"99999999999999999999"}`, ""},
			{"a user name in capitals and with blanks", "wsuser", `{"key":"username","value":" Student 1é!"}`, "11"},
			{"a user name of which nothing is left", "wsuser", `{"key":"username","value":"é"}`, ""},
			{"a deleted user is gone", "wsuser", `{"key":"username","value":"wsdeleted"}`, ""},
			{"by authentication", "wsuser", `{"key":"auth","value":"manual"}`, everybody},
			{"by ID number", "wsuser", `{"key":"idnumber","value":"S2"}`, "12"},
			{"all criteria hold at once", "wsuser", `{"key":"lastname","value":"test"},{"key":"firstname","value":"student%"}`, "11 12"},
			{"a pattern at both ends, case alike", "wsuser", `{"key":"email","value":"%DENT2@%"}`, "12"},
			{"without a pattern the whole text", "wsuser", `{"key":"email","value":"student"}`, ""},
			{"letters outside ASCII have two cases too", "wsuser", `{"key":"lastname","value":"MÜLL%"}`, "14"},
			{"and are not just any letter", "wsuser", `{"key":"lastname","value":"mäller"}`, ""},
			{"an underscore is only itself", "wsuser", `{"key":"firstname","value":"student_"}`, ""},
			{"so is a backslash", "wsuser", `{"key":"firstname","value":"student\\"}`, ""},
			{"names with markup are found", "wsuser", `{"key":"firstname","value":"%<b>bold</b>"}`, "13"},
			{"a key that is not known changes nothing", "wsuser", `{"key":"shoesize","value":"44"},{"key":"id","value":"11"}`, "11"},
			{"somebody without capabilities finds himself", "nobody", ``, "5"},
			{"a teacher finds the participants of the course", "teacher", ``, "3 11 14"},
			{"but not by what a teacher may not see", "teacher", `{"key":"auth","value":"manual"}`, "14"},
		} {
			t.Run(row.why, func(t *testing.T) {
				if got := foundIDs(t, h.must(t, row.username, getUsers, `{"criteria":[`+row.criteria+`]}`)); got != row.want {
					t.Errorf("got %q, want %q", got, row.want)
				}
			})
		}
		got := h.must(t, "wsuser", getUsers, `{"criteria":[{"key":"shoesize","value":"44"},{"key":"id","value":"4711"}]}`)
		if !strings.Contains(got, `"item":"shoesize","warningcode":"invalidfieldparameter"`) {
			t.Errorf("no warning of the unknown key in %s", got)
		}
	})
}

// A search is read from the database in pages and ends at 5,000 users.
func TestUserGetEndsSomewhere(t *testing.T) {
	each(t, func(t *testing.T, h *harness) {
		change(t, h, func(ctx context.Context, tx *store.Tx) error {
			for page := range 11 {
				rows := make([]*ent.UserCreate, 500)
				for i := range rows {
					rows[i] = tx.User.Create().SetUsername(fmt.Sprintf("many%d-%d", page, i)).SetLastName("Many")
				}
				if err := tx.User.CreateBulk(rows...).Exec(ctx); err != nil {
					return err
				}
			}
			return nil
		})
		result := h.must(t, "wsuser", getUsers, `{"criteria":[{"key":"lastname","value":"many"}]}`)
		if got := len(foundUsers(t, result)); got != 5000 || !strings.Contains(result, "toomanyusers") {
			t.Errorf("%d users found, the warning there: %t", got, strings.Contains(result, "toomanyusers"))
		}
	})
}
