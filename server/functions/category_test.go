package functions_test

import (
	"context"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"gatehouse/ent"
	"gatehouse/ent/category"
	"gatehouse/ent/course"
	"gatehouse/server/call"
	"gatehouse/server/store"
)

const (
	createCategories = "core_course_create_categories"
	updateCategories = "core_course_update_categories"
	deleteCategories = "core_course_delete_categories"
	getCategories    = "core_course_get_categories"
)

// addCategories puts categories into the world, from id 2: 2 "Arts" (arts) at the top with 3 "Music" in it and 4 "Jazz" in that; 5
// "Secret", hidden, at the top, with 6 "Inner" in it, which is not.
func (h *harness) addCategories(t *testing.T) {
	t.Helper()
	h.write(t, func(ctx context.Context, tx *store.Tx) error {
		for i, c := range []struct {
			name, number string
			parent       int
			visible      bool
		}{{"Arts", "arts", 0, true}, {"Music", "", 2, true}, {"Jazz", "", 3, true}, {"Secret", "", 0, false}, {"Inner", "inner", 5, true}} {
			row := tx.Category.Create().SetName(c.name).SetIDNumber(c.number).SetVisible(c.visible).SetSortOrder(i + 1)
			if c.parent != 0 {
				row.SetParentID(c.parent)
			}
			if err := row.Exec(ctx); err != nil {
				return err
			}
		}
		return nil
	})
}

func TestCategoriesAreNotCreated(t *testing.T) {
	two := func(second string) string { return `{"categories": [{"name": "ok"}, {` + second + `}]}` }
	long := strings.Repeat("é", 128)
	each(t, func(t *testing.T, h *harness) {
		h.addCategories(t)
		refuse := func(why, second string, code call.Code, key string) attempt {
			return attempt{why: why, as: "wsuser", arguments: two(second), code: code, path: "categories[1]." + key}
		}
		h.unchanged(t, h.store.DB.Category.Query().Count, func() {
			h.try(t, createCategories, []attempt{
				{why: "without the capability", as: "nobody", arguments: two(`"name": "x"`), code: call.NoPermission},
				{why: "what is held in a course says nothing of the site", as: "teacher", arguments: two(`"name": "x"`), code: call.NoPermission},
				{why: "a token for one course", as: "wsuser", course: 2, arguments: two(`"name": "x"`), code: call.RestrictedContext},
				refuse("a blank name", `"name": " \t"`, call.CategoryNameMissing, "name"),
				refuse("markup in a name", `"name": "<b>x</b>"`, call.InvalidParameter, "name"),
				refuse("a name that does not fit", `"name": "`+long+`"`, call.InvalidParameter, "name"),
				refuse("an id number that does not fit", `"name": "x", "idnumber": "`+long+`"`, call.InvalidParameter, "idnumber"),
				refuse("no such format", `"name": "x", "descriptionformat": 3`, call.InvalidParameter, "descriptionformat"),
				refuse("no such theme", `"name": "x", "theme": "none"`, call.InvalidParameter, "theme"),
				refuse("no such parent", `"name": "x", "parent": 99`, call.ParentUnknown, "parent"),
				refuse("a parent before the first", `"name": "x", "parent": -1`, call.ParentUnknown, "parent"),
				refuse("a hidden parent", `"name": "x", "parent": 5`, call.ParentUnknown, "parent"),
				refuse("a parent in a hidden one", `"name": "x", "parent": 6`, call.ParentUnknown, "parent"),
				refuse("an id number that is taken", `"name": "x", "idnumber": "arts"`, call.CategoryNumberTaken, "idnumber"),
				{why: "an id number twice", as: "wsuser", arguments: `{"categories": ` + many(600, func(i int) string {
					return fmt.Sprintf(`{"name": "x", "idnumber": "n%d"}`, i%599)
				}) + `}`, code: call.CategoryNumberTaken, path: "categories[599].idnumber"},
			})
		})
	})
}

func TestCategoriesAreCreated(t *testing.T) {
	each(t, func(t *testing.T, h *harness) {
		h.addCategories(t)
		h.try(t, createCategories, []attempt{
			{why: "none", as: "wsuser", arguments: `{"categories": []}`, want: `[]`},
			{
				why: "at the top, in others, and no id number as often as one likes", as: "wsuser",
				arguments: `{"categories": [
					{"name": " Größe & Maß ", "idnumber": "G", "description": "<script>é</script>", "descriptionformat": 0, "theme": "boost"},
					{"name": "Second", "parent": 2, "idnumber": ""}, {"name": "Third", "parent": 2, "idnumber": null, "description": null}]}`,
				want: `[{"id": 7, "name": "Größe &amp; Maß"}, {"id": 8, "name": "Second"}, {"id": 9, "name": "Third"}]`,
			},
			{why: "in a hidden one, by somebody who sees it", as: "admin", arguments: `{"categories": [{"name": "x", "parent": 6}]}`},
		})
		first := h.store.DB.Category.GetX(t.Context(), 7)
		if first.Name != "Größe & Maß" || first.Description != "<script>é</script>" || first.DescriptionFormat != 0 || first.Theme != "boost" || first.ParentID != nil {
			t.Errorf("not stored as given: %v", first)
		}
		if h.store.DB.Category.GetX(t.Context(), 10).Visible || !first.Visible {
			t.Error("only what is in a hidden category is hidden")
		}
		if got := h.order(t); !reflect.DeepEqual(got, []int{1, 2, 3, 4, 8, 9, 5, 6, 10, 7}) {
			t.Errorf("the order is %v: each should be the last where it is", got)
		}
	})
}

// order is the categories as an administrator sees them.
func (h *harness) order(t *testing.T) []int {
	t.Helper()
	return idsOf(t, h.must(t, "admin", getCategories, `{}`))
}

func TestCategoriesAreNotChanged(t *testing.T) {
	two := func(second string) string {
		return `{"categories": [{"id": 1, "name": "changed"}, {` + second + `}]}`
	}
	each(t, func(t *testing.T, h *harness) {
		h.addCategories(t)
		refuse := func(why, second string, code call.Code, key string) attempt {
			return attempt{why: why, as: "wsuser", arguments: two(second), code: code, path: "categories[1]." + key}
		}
		changed := h.store.DB.Category.Query().Where(category.Name("changed")).Count
		h.unchanged(t, changed, func() {
			h.try(t, updateCategories, []attempt{
				{why: "without the capability", as: "nobody", arguments: two(`"id": 2`), code: call.NoPermission},
				{why: "what is held in a course says nothing of the site", as: "teacher", arguments: two(`"id": 2`), code: call.NoPermission},
				{why: "a token for one course", as: "wsuser", course: 2, arguments: two(`"id": 2`), code: call.RestrictedContext},
				refuse("no such category", `"id": 99`, call.CategoryUnknown, "id"),
				refuse("a hidden category", `"id": 5`, call.CategoryUnknown, "id"),
				refuse("a category in a hidden one", `"id": 6`, call.CategoryUnknown, "id"),
				refuse("no such parent", `"id": 2, "parent": 99`, call.CategoryUnknown, "parent"),
				refuse("a hidden parent", `"id": 2, "parent": 5`, call.CategoryUnknown, "parent"),
				refuse("into itself", `"id": 2, "parent": 2`, call.CategoryNotMovable, "parent"),
				refuse("into one that is in it", `"id": 2, "parent": 4`, call.CategoryNotMovable, "parent"),
				{why: "two into each other", as: "wsuser", arguments: `{"categories": [{"id": 1, "parent": 2, "name": "changed"}, {"id": 2, "parent": 1}]}`, code: call.CategoryNotMovable, path: "categories[0].parent"},
				refuse("one twice", `"id": 1`, call.InvalidParameter, "id"),
				refuse("a blank name", `"id": 2, "name": " "`, call.CategoryNameMissing, "name"),
				refuse("a name that does not fit", `"id": 2, "name": "`+strings.Repeat("é", 128)+`"`, call.InvalidParameter, "name"),
				refuse("no such format", `"id": 2, "description": "", "descriptionformat": 3`, call.InvalidParameter, "descriptionformat"),
				refuse("an id number that another one keeps", `"id": 3, "idnumber": "arts"`, call.CategoryNumberTaken, "idnumber"),
				{why: "an id number twice", as: "wsuser", arguments: `{"categories": [{"id": 1, "name": "changed", "idnumber": "n"}, {"id": 2, "idnumber": "n"}]}`, code: call.CategoryNumberTaken, path: "categories[1].idnumber"},
				{why: "none", as: "wsuser", arguments: `{"categories": []}`, want: `null`},
			})
		})
	})
}

func TestCategoriesAreChanged(t *testing.T) {
	each(t, func(t *testing.T, h *harness) {
		h.addCategories(t)
		h.must(t, "wsuser", updateCategories, `{"categories": [
			{"id": 2, "name": " Künste & < 3 ", "idnumber": "inner2", "description": "é", "descriptionformat": 2, "theme": "classic"},
			{"id": 1, "idnumber": "arts", "name": null, "parent": null, "theme": null, "description": null}]}`)
		arts, one := h.store.DB.Category.GetX(t.Context(), 2), h.store.DB.Category.GetX(t.Context(), 1)
		if arts.Name != "Künste & < 3" || arts.IDNumber != "inner2" || arts.Description != "é" || arts.DescriptionFormat != 2 || arts.Theme != "classic" {
			t.Errorf("not stored as given: %v", arts)
		}
		if one.Name != "Category 1" || one.IDNumber != "arts" || one.DescriptionFormat != 1 || one.ParentID != nil || one.SortOrder != 0 {
			t.Errorf("what is left out does not stay: %v", one)
		}
		h.must(t, "wsuser", updateCategories, `{"categories": [{"id": 3, "parent": 0}, {"id": 2, "parent": 3}, {"id": 1, "parent": 2}]}`)
		if got := h.must(t, "admin", getCategories, `{"criteria": [{"key": "id", "value": "1"}], "addsubcategories": 0}`); !strings.Contains(got, `"depth":3,"path":"/3/2/1"`) {
			t.Errorf("the categories were not moved: %s", got)
		}
		if got := h.order(t); !reflect.DeepEqual(got, []int{5, 6, 3, 4, 2, 1}) {
			t.Errorf("the order is %v: what is moved should come last", got)
		}
	})
}

func TestWhatMovesIntoAHiddenCategoryIsHidden(t *testing.T) {
	each(t, func(t *testing.T, h *harness) {
		h.addCategories(t)
		h.write(t, func(ctx context.Context, tx *store.Tx) error {
			return tx.Course.UpdateOneID(3).SetCategoryID(4).Exec(ctx)
		})
		h.must(t, "admin", updateCategories, `{"categories": [{"id": 3, "parent": 6}, {"id": 5, "parent": 0}]}`)
		hidden := h.store.DB.Category.Query().Where(category.Visible(false)).Order(category.ByID()).IDsX(t.Context())
		if !reflect.DeepEqual(hidden, []int{3, 4, 5}) {
			t.Errorf("%v are hidden, want 3, 4 and as before 5", hidden)
		}
		if h.store.DB.Course.GetX(t.Context(), 3).Visible || !h.store.DB.Course.GetX(t.Context(), 2).Visible {
			t.Error("the course in it should be hidden, the other not")
		}
	})
}

func TestCategoriesAreFound(t *testing.T) {
	each(t, func(t *testing.T, h *harness) {
		h.addCategories(t)
		h.write(t, func(ctx context.Context, tx *store.Tx) error {
			if err := tx.Course.UpdateOneID(4).SetCategoryID(3).Exec(ctx); err != nil {
				return err
			}
			return tx.Category.UpdateOneID(3).SetTheme("boost").SetName("Mu & sic").SetDescription(`<p onclick="x()">é</p><img src="@@PLUGINFILE@@/a.png">`).Exec(ctx)
		})
		one := func(key, value string) string {
			return fmt.Sprintf(`{"criteria": [{"key": %q, "value": %q}]}`, key, value)
		}
		h.try(t, getCategories, []attempt{
			{why: "a token for one course", as: "wsuser", course: 2, arguments: `{}`, code: call.RestrictedContext},
			{why: "no such key", as: "wsuser", arguments: one("colour", "red"), code: call.CriteriaError, path: "criteria[0].key"},
			{why: "a key twice", as: "wsuser", arguments: `{"criteria": [{"key": "id", "value": "1"}, {"key": "id", "value": "2"}]}`, code: call.KeyAlreadySet, path: "criteria[1].key"},
			{why: "by id number without the capability", as: "nobody", arguments: one("idnumber", "arts"), code: call.CriteriaError, path: "criteria[0].key"},
			{why: "by theme without the capability", as: "teacher", arguments: one("theme", "boost"), code: call.CriteriaError, path: "criteria[0].key"},
			{why: "by visibility without the capability", as: "nobody", arguments: one("visible", "1"), code: call.CriteriaError, path: "criteria[0].key"},
			{why: "an id that is none", as: "nobody", arguments: one("id", "one"), code: call.InvalidParameter, path: "criteria[0].value"},
			{why: "ids that are none", as: "nobody", arguments: one("ids", "1,"), code: call.InvalidParameter, path: "criteria[0].value"},
			{why: "neither visible nor hidden", as: "wsuser", arguments: one("visible", "2"), code: call.InvalidParameter, path: "criteria[0].value"},
			{
				why: "what everybody sees of one", as: "nobody", arguments: one("id", "3"),
				want: `[{"id": 3, "name": "Mu &amp; sic", "description": "<p>é</p><img src=\"https://school.example/webservice/pluginfile.php/27/coursecat/description/a.png\">",
					"descriptionformat": 1, "parent": 2, "sortorder": 30000, "coursecount": 1, "depth": 2, "path": "/2/3"},
					{"id": 4, "name": "Jazz", "description": "", "descriptionformat": 1, "parent": 3, "sortorder": 40000, "coursecount": 0, "depth": 3, "path": "/2/3/4"}]`,
			},
			{
				why: "what managers see besides", as: "wsuser", arguments: `{"criteria": [{"key": "idnumber", "value": "arts"}], "addsubcategories": false}`,
				want: `[{"id": 2, "name": "Arts", "idnumber": "arts", "description": "", "descriptionformat": 1, "parent": 0, "sortorder": 20000, "coursecount": 0,
					"visible": 1, "visibleold": 1, "timemodified": 1, "depth": 1, "path": "/2", "theme": ""}]`,
			},
		})
		for _, row := range []struct {
			why, as, arguments string
			want               []int
		}{
			{"all that can be seen", "nobody", `{}`, []int{1, 2, 3, 4}},
			{"all that can be seen, without asking for those in them", "wsuser", `{"criteria": [], "addsubcategories": 0}`, []int{1, 2, 3, 4}},
			{"the hidden ones too", "admin", `{}`, []int{1, 2, 3, 4, 5, 6}},
			{"a hidden one", "wsuser", one("id", "5"), []int{}},
			{"one in a hidden one", "nobody", one("name", "Inner"), []int{}},
			{"by ids, one twice and one that is not there", "nobody", one("ids", "4,1,4,99"), []int{1, 4}},
			{"by name, to the letter", "nobody", one("name", "arts"), []int{}},
			{"by name", "nobody", one("name", "Jazz"), []int{4}},
			{"nothing has such a name", "nobody", one("name", "x' OR 1=1"), []int{}},
			{"at the top", "nobody", `{"criteria": [{"key": "parent", "value": "0"}], "addsubcategories": 0}`, []int{1, 2}},
			{"in one, and in those", "nobody", one("parent", "2"), []int{3, 4}},
			{"in none", "nobody", one("parent", "99"), []int{}},
			{"hidden themselves, and of those in them the same", "admin", one("visible", "0"), []int{5}},
			{"by theme, which counts below too", "wsuser", one("theme", "boost"), []int{3}},
			{"all of several", "wsuser", `{"criteria": [{"key": "ids", "value": "2,3,4"}, {"key": "theme", "value": ""}], "addsubcategories": 0}`, []int{2, 4}},
		} {
			if got := idsOf(t, h.must(t, row.as, getCategories, row.arguments)); !reflect.DeepEqual(got, row.want) {
				t.Errorf("%s: got %v, want %v", row.why, got, row.want)
			}
		}
	})
}

func TestCategoriesAreNotDeleted(t *testing.T) {
	two := func(second string) string {
		return `{"categories": [{"id": 4, "recursive": 1}, {` + second + `}]}`
	}
	each(t, func(t *testing.T, h *harness) {
		h.addCategories(t)
		h.write(t, func(ctx context.Context, tx *store.Tx) error { // may manage categories, and courses not
			return tx.Role.UpdateOneID(5).SetCapabilities([]string{"moodle/category:manage"}).Exec(ctx)
		})
		h.write(t, func(ctx context.Context, tx *store.Tx) error {
			return tx.RoleAssignment.Create().SetUserID(5).SetRoleID(5).Exec(ctx)
		})
		refuse := func(why, as, second string, code call.Code, key string) attempt {
			return attempt{why: why, as: as, arguments: two(second), code: code, path: "categories[1]." + key}
		}
		h.unchanged(t, h.store.DB.Category.Query().Count, func() {
			h.try(t, deleteCategories, []attempt{
				{why: "without the capability", as: "student2", arguments: two(`"id": 2`), code: call.NoPermission},
				{why: "what is held in a course says nothing of the site", as: "teacher", arguments: two(`"id": 2`), code: call.NoPermission},
				{why: "a token for one course", as: "wsuser", course: 2, arguments: two(`"id": 2`), code: call.RestrictedContext},
				refuse("no such category", "wsuser", `"id": 99`, call.CategoryUnknown, "id"),
				refuse("a hidden category", "wsuser", `"id": 5`, call.CategoryUnknown, "id"),
				refuse("one that is gone by then", "wsuser", `"id": 4, "recursive": 1`, call.CategoryUnknown, "id"),
				refuse("to the top", "wsuser", `"id": 2`, call.ContentsToRoot, "id"),
				refuse("to the top, in other words", "wsuser", `"id": 2, "newparent": 0`, call.ContentsToRoot, "id"),
				refuse("to one that is not there", "wsuser", `"id": 2, "newparent": 99`, call.CategoryUnknown, "newparent"),
				refuse("to one that is hidden", "wsuser", `"id": 2, "newparent": 5`, call.CategoryUnknown, "newparent"),
				refuse("to one that is gone by then", "wsuser", `"id": 2, "newparent": 4`, call.CategoryUnknown, "newparent"),
				refuse("into itself", "wsuser", `"id": 2, "newparent": 2`, call.CategoryNotDeletable, "newparent"),
				refuse("into one that is in it", "wsuser", `"id": 2, "newparent": 3`, call.CategoryNotDeletable, "newparent"),
				refuse("courses that may not be deleted", "nobody", `"id": 1, "recursive": 1`, call.CategoryNotDeletable, "id"),
				refuse("courses that may not be moved", "nobody", `"id": 1, "newparent": 2`, call.CategoryNotDeletable, "newparent"),
				{why: "none", as: "wsuser", arguments: `{"categories": []}`, want: `null`},
			})
		})
	})
}

func TestCategoriesAreDeleted(t *testing.T) {
	each(t, func(t *testing.T, h *harness) {
		h.addCategories(t)
		h.write(t, func(ctx context.Context, tx *store.Tx) error {
			for id, in := range map[int]int{2: 3, 3: 4, 4: 2} {
				if err := tx.Course.UpdateOneID(id).SetCategoryID(in).Exec(ctx); err != nil {
					return err
				}
			}
			return tx.Cohort.MapCreateBulk([]int{4, 2}, func(row *ent.CohortCreate, i int) {
				row.SetID(20 + i).SetName("x").SetCategoryID([]int{4, 2}[i])
			}).Exec(ctx)
		})
		h.must(t, "wsuser", deleteCategories, `{"categories": [{"id": 3}, {"id": 4, "newparent": 1}]}`)
		if got := h.order(t); !reflect.DeepEqual(got, []int{1, 2, 5, 6}) {
			t.Errorf("there are %v, want all but 3 and 4", got)
		}
		where := map[int]int{}
		for _, row := range h.store.DB.Course.Query().Where(course.CategoryIDNotNil()).AllX(t.Context()) {
			where[row.ID] = *row.CategoryID
		}
		if !reflect.DeepEqual(where, map[int]int{2: 2, 3: 1, 4: 2}) {
			t.Errorf("the courses are in %v", where)
		}
		if got := h.store.DB.Cohort.GetX(t.Context(), 20); *got.CategoryID != 1 {
			t.Errorf("the cohort of a category that was emptied is in %d", *got.CategoryID)
		}
		h.must(t, "wsuser", deleteCategories, `{"categories": [{"id": 2, "recursive": true}]}`)
		if ids := h.store.DB.Course.Query().Order(course.ByID()).IDsX(t.Context()); !reflect.DeepEqual(ids, []int{1, 3}) {
			t.Errorf("there are the courses %v, want those of no deleted category", ids)
		}
		if got := h.store.DB.Cohort.GetX(t.Context(), 21); got.CategoryID != nil {
			t.Errorf("the cohort of a category at the top is in %d, want in the site", *got.CategoryID)
		}
	})
}

// What a category got from one that was deleted before it in the call goes on or goes too.
func TestCategoriesAreDeletedOneAfterTheOther(t *testing.T) {
	each(t, func(t *testing.T, h *harness) {
		h.addCategories(t)
		h.write(t, func(ctx context.Context, tx *store.Tx) error {
			if err := tx.Course.UpdateOneID(2).SetCategoryID(4).Exec(ctx); err != nil {
				return err
			}
			return tx.Course.UpdateOneID(3).SetCategoryID(6).Exec(ctx)
		})
		h.must(t, "admin", deleteCategories, `{"categories": [{"id": 4, "newparent": 6}, {"id": 3, "newparent": 5}, {"id": 6}, {"id": 5, "newparent": 2}]}`)
		if in := *h.store.DB.Course.GetX(t.Context(), 3).CategoryID; in != 2 {
			t.Errorf("the course is in %d, want 2", in)
		}
		h.must(t, "admin", createCategories, `{"categories": [{"name": "new"}]}`)
		h.must(t, "admin", deleteCategories, `{"categories": [{"id": 2, "newparent": 7}, {"id": 7, "recursive": 1}]}`)
		if ids := h.store.DB.Course.Query().Order(course.ByID()).IDsX(t.Context()); !reflect.DeepEqual(ids, []int{1, 4}) {
			t.Errorf("there are the courses %v, want 1 and 4", ids)
		}
		if got := h.order(t); !reflect.DeepEqual(got, []int{1}) {
			t.Errorf("there are the categories %v, want 1", got)
		}
	})
}

func TestThousandCategoriesInOneCall(t *testing.T) {
	eachQuiet(t, func(t *testing.T, h *harness) {
		const first = 2
		list := func(item func(i int) string) string { return `{"categories": ` + many(1000, item) + `}` }
		for _, step := range []struct {
			function, arguments string
			most                int
		}{
			{createCategories, list(func(i int) string { return fmt.Sprintf(`{"name": "C%d", "parent": %d, "idnumber": "n%d"}`, i, i%2, i) }), 7},
			{updateCategories, list(func(i int) string {
				return fmt.Sprintf(`{"id": %d, "name": "D%d", "parent": %d, "idnumber": "m%d"}`, first+i, i, (i+1)%2, i)
			}), 9},
			{getCategories, `{}`, 8},
			{getCategories, `{"criteria": [{"key": "name", "value": "D999"}]}`, 7},
			{deleteCategories, list(func(i int) string { return fmt.Sprintf(`{"id": %d, "newparent": 1}`, first+i) }), 8},
		} {
			n := h.reads(t, func() { h.must(t, "wsuser", step.function, step.arguments) })
			if n > step.most {
				t.Errorf("%s took %d statements that read, want at most %d", step.function, n, step.most)
			}
			if step.function == updateCategories {
				last := h.store.DB.Category.GetX(t.Context(), first+999)
				if last.Name != "D999" || last.ParentID != nil {
					t.Errorf("rows got mixed up: %v", last)
				}
			}
		}
		if got := h.order(t); !reflect.DeepEqual(got, []int{1}) {
			t.Errorf("%d categories are left, want one", len(got))
		}
	})
}
