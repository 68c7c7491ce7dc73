package functions_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"gatehouse/ent/auditevent"
	"gatehouse/ent/cohortmember"
	"gatehouse/server/call"
	"gatehouse/server/store"
)

const (
	addToCohorts      = "core_cohort_add_cohort_members"
	removeFromCohorts = "core_cohort_delete_cohort_members"
	getCohortMembers  = "core_cohort_get_cohort_members"
)

// joining makes the arguments that put a user into a cohort, each pair of texts a type and a value.
func joining(names ...string) string {
	var items []string
	for i := 0; i < len(names); i += 4 {
		items = append(items, fmt.Sprintf(`{"cohorttype": {"type": %q, "value": %q}, "usertype": {"type": %q, "value": %q}}`,
			names[i], names[i+1], names[i+2], names[i+3]))
	}
	return `{"members": [` + strings.Join(items, ", ") + `]}`
}

// warned makes an answer with warnings, each of its item, code and message.
func warned(texts ...string) string {
	var items []string
	for i := 0; i < len(texts); i += 3 {
		items = append(items, fmt.Sprintf(`{"item": %q, "warningcode": %q, "message": %q}`, texts[i], texts[i+1], texts[i+2]))
	}
	return `{"warnings": [` + strings.Join(items, ", ") + `]}`
}

func TestNobodyJoinsCohorts(t *testing.T) {
	each(t, func(t *testing.T, h *harness) {
		h.cohortRoles(t, "moodle/cohort:view", "moodle/cohort:assign")
		h.write(t, func(ctx context.Context, tx *store.Tx) error {
			for i := range 2 {
				name := fmt.Sprint("twin", i)
				if err := tx.User.Create().SetID(60 + i).SetUsername(name).SetFirstName("x").SetLastName("y").SetIDNumber("twin").Exec(ctx); err != nil {
					return err
				}
			}
			return nil
		})
		absent := func(item, message string) string { return warned("members[0]."+item, "2", message) }
		h.unchanged(t, h.store.DB.CohortMember.Query().Count, func() {
			h.try(t, addToCohorts, []attempt{
				{why: "without the capability", as: "student1", arguments: joining("id", "1", "id", "12"), code: call.NoPermission},
				{why: "with the capability to see cohorts only", as: "nobody", arguments: joining("id", "1", "id", "12"), code: call.NoPermission},
				{why: "what is held in a course says nothing of the site", as: "teacher", arguments: joining("id", "1", "id", "12"), code: call.NoPermission},
				{why: "a token for one course", as: "wsuser", course: 2, arguments: joining("id", "1", "id", "12"), code: call.RestrictedContext},
				{why: "not even nobody is put anywhere without the capability", as: "student1", arguments: `{"members": []}`, code: call.NoPermission},
				{why: "none", as: "wsuser", arguments: `{"members": []}`, want: `{"warnings": []}`},
				{why: "no such way to name a cohort", as: "wsuser", arguments: joining("name", "Year 5", "id", "12"), want: warned("members[0].cohorttype", "1", `found the type "name", expected one of id, idnumber.`)},
				{why: "no such way to name a user", as: "wsuser", arguments: joining("id", "1", "lastname", "Test"), want: warned("members[0].usertype", "1", `found the type "lastname", expected one of id, username, idnumber, email.`)},
				{why: "no such cohort", as: "wsuser", arguments: joining("id", "99", "id", "12"), want: absent("cohorttype", `There is no cohort whose id is "99".`)},
				{why: "an id that is none", as: "wsuser", arguments: joining("id", "1 OR 1=1", "id", "12"), want: absent("cohorttype", `There is no cohort whose id is "1 OR 1=1".`)},
				{why: "an empty id number is nobody's", as: "wsuser", arguments: joining("id", "1", "idnumber", ""), want: absent("usertype", `There is no user whose idnumber is "".`)},
				{why: "a deleted user", as: "wsuser", arguments: joining("id", "1", "username", "wsdeleted"), want: absent("usertype", `There is no user whose username is "wsdeleted".`)},
				{why: "an id that is too large", as: "wsuser", arguments: joining("id", "1", "id", "99999999999999999999"), want: absent("usertype", `There is no user whose id is "99999999999999999999".`)},
				{why: "an id number that two have", as: "wsuser", arguments: joining("id", "1", "idnumber", "twin"), want: absent("usertype", `There are several whose idnumber is "twin": give the id of the user.`)},
			})
		})
	})
}

// Nobody finds out by trying who has an e-mail address or an id number.
func TestNamesOfHiddenUsers(t *testing.T) {
	each(t, func(t *testing.T, h *harness) {
		h.cohortRoles(t, "moodle/cohort:assign", "moodle/user:viewdetails")
		h.try(t, addToCohorts, []attempt{
			{why: "by address and number, of somebody who is not seen", as: "nobody", arguments: joining("id", "1", "email", "student2@example.com", "id", "1", "idnumber", "S2"),
				want: warned("members[0].usertype", "2", `There is no user whose email is "student2@example.com".`, "members[1].usertype", "2", `There is no user whose idnumber is "S2".`)},
			{why: "by the own address", as: "nobody", arguments: joining("id", "1", "email", "NOBODY@example.com"), want: `{"warnings": []}`},
			{why: "by what has to be known to put somebody anywhere", as: "nobody", arguments: joining("id", "1", "username", "student2"), want: `{"warnings": []}`},
		})
	})
}

func TestUsersJoinCohorts(t *testing.T) {
	each(t, func(t *testing.T, h *harness) {
		h.must(t, "wsuser", createCohorts, `{"cohorts": [{"categorytype": {"type": "id", "value": "1"}, "name": "Größe", "idnumber": "größe"}]}`)
		h.try(t, addToCohorts, []attempt{{
			why: "by every kind of name; one is refused and the others join all the same", as: "wsuser",
			arguments: joining("id", "2", "id", "11", "idnumber", "größe", "username", "nobody", "id", "99", "id", "13",
				"idnumber", "y5", "idnumber", "S2", "id", "1", "email", "Teacher@Example.com", "id", "1", "id", "14", "id", "1", "id", "11"),
			want: `{"warnings": [
				{"item": "members[2].cohorttype", "warningcode": "2", "message": "There is no cohort whose id is \"99\"."},
				{"item": "members[5]", "itemid": 1, "warningcode": "3", "message": "The user 14 is a member of the cohort 1 already."},
				{"item": "members[6]", "itemid": 1, "warningcode": "3", "message": "The user 11 is a member of the cohort 1 already."}]}`,
		}})
		h.write(t, func(ctx context.Context, tx *store.Tx) error {
			return tx.User.UpdateOneID(14).SetDeleted(true).Exec(ctx)
		})
		h.try(t, getCohortMembers, []attempt{
			{why: "without the capability", as: "student1", arguments: `{"cohortids": [1]}`, code: call.NoPermission},
			{why: "a token for one course", as: "wsuser", course: 2, arguments: `{"cohortids": [1]}`, code: call.RestrictedContext},
			{why: "no such cohort", as: "wsuser", arguments: `{"cohortids": [1, 99]}`, code: call.NotFound, path: "cohortids[1]"},
			{why: "none", as: "wsuser", arguments: `{"cohortids": []}`, want: `[]`},
			{why: "in the order of the ids, members by last and first name, without deleted ones", as: "wsuser", arguments: `{"cohortids": [2, 1, 2]}`,
				want: `[{"cohortid": 2, "userids": [5, 11]}, {"cohortid": 1, "userids": [11, 12]}, {"cohortid": 2, "userids": [5, 11]}]`},
		})
		if n := tally(t, h.store.DB.AuditEvent.Query().Where(auditevent.Action(addToCohorts), auditevent.Subject("cohort 1, cohort 2")).Count); n != 1 {
			t.Errorf("the audit trail has %d events about both cohorts, want 1", n)
		}
	})
}

func TestUsersLeaveCohorts(t *testing.T) {
	each(t, func(t *testing.T, h *harness) {
		h.cohortRoles(t, "moodle/cohort:assign", "moodle/cohort:assign")
		h.must(t, "wsuser", createCohorts, `{"cohorts": [{"categorytype": {"type": "system", "value": ""}, "name": "Year 6", "idnumber": ""}]}`)
		h.must(t, "wsuser", addToCohorts, joining("id", "2", "id", "11", "id", "1", "id", "12", "id", "2", "id", "12"))
		h.unchanged(t, h.store.DB.CohortMember.Query().Count, func() {
			h.try(t, removeFromCohorts, []attempt{
				{why: "without the capability, though it is the own membership", as: "student1", arguments: `{"members": [{"cohortid": 1, "userid": 11}]}`, code: call.NoPermission},
				{why: "what is held in a course says nothing of the site", as: "teacher", arguments: `{"members": [{"cohortid": 1, "userid": 11}]}`, code: call.NoPermission},
				{why: "a token for one course", as: "wsuser", course: 2, arguments: `{"members": [{"cohortid": 1, "userid": 11}]}`, code: call.RestrictedContext},
				{why: "no such cohort", as: "wsuser", arguments: `{"members": [{"cohortid": 1, "userid": 11}, {"cohortid": 99, "userid": 11}]}`, code: call.NotFound, path: "members[1].cohortid"},
				{why: "no such user", as: "wsuser", arguments: `{"members": [{"cohortid": 1, "userid": 11}, {"cohortid": 1, "userid": 99}]}`, code: call.UserNotFound, path: "members[1].userid"},
				{why: "a deleted user", as: "wsuser", arguments: `{"members": [{"cohortid": 1, "userid": 9}]}`, code: call.UserNotFound, path: "members[0].userid"},
				{why: "none", as: "wsuser", arguments: `{"members": []}`, want: `null`},
			})
		})
		h.try(t, removeFromCohorts, []attempt{
			{why: "one twice, and one who is no member; other memberships of the same users stay", as: "nobody", arguments: `{"members": [{"cohortid": 1, "userid": 11}, {"cohortid": 1, "userid": 11}, {"cohortid": 2, "userid": 12}, {"cohortid": 2, "userid": 13}]}`, want: `null`},
			{why: "again", as: "wsuser", arguments: `{"members": [{"cohortid": 1, "userid": 11}]}`, want: `null`},
		})
		h.try(t, getCohortMembers, []attempt{
			{why: "who stays", as: "wsuser", arguments: `{"cohortids": [1, 2]}`, want: `[{"cohortid": 1, "userids": [12]}, {"cohortid": 2, "userids": [11]}]`},
		})
	})
}

func TestThousandCohortMembersInOneCall(t *testing.T) {
	eachQuiet(t, func(t *testing.T, h *harness) {
		h.addUsers(t, 1000)
		kinds := []string{"id", "username"}
		joins := make([]string, 0, 4000)
		for i := range 1000 {
			value := []string{fmt.Sprint(1000 + i), fmt.Sprint("many", i)}[i%2]
			joins = append(joins, "idnumber", "y5", kinds[i%2], value)
		}
		n := h.reads(t, func() { h.must(t, "wsuser", addToCohorts, joining(joins...)) })
		if n > 8 {
			t.Errorf("1000 members took %d statements that read", n)
		}
		if got := tally(t, h.store.DB.CohortMember.Query().Where(cohortmember.CohortID(1)).Count); got != 1001 {
			t.Errorf("there are %d members, want 1001", got)
		}
		leaves := many(1000, func(i int) string { return fmt.Sprintf(`{"cohortid": 1, "userid": %d}`, 1000+i) })
		n = h.reads(t, func() { h.must(t, "wsuser", removeFromCohorts, `{"members": `+leaves+`}`) })
		if n > 8 {
			t.Errorf("1000 members leaving took %d statements that read", n)
		}
		if got := tally(t, h.store.DB.CohortMember.Query().Count); got != 1 {
			t.Errorf("there are %d members, want 1", got)
		}
	})
}
