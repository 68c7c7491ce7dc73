package functions_test

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"gatehouse/ent"
	"gatehouse/ent/coursemodule"
	"gatehouse/ent/coursesection"
	"gatehouse/server/call"
	"gatehouse/server/functions/functionstest"
	"gatehouse/server/store"
)

const getContents = "core_course_get_contents"

func withOption(name, value string) string {
	return fmt.Sprintf(`{"courseid": 2, "options": [{"name": %q, "value": %q}]}`, name, value)
}

func TestContentsAreRefused(t *testing.T) {
	each(t, func(t *testing.T, h *harness) {
		wrong := func(name, value, path string) attempt {
			return attempt{why: name + " = " + value, as: "wsuser", arguments: withOption(name, value), code: call.CourseParameter, path: path}
		}
		h.try(t, getContents, []attempt{
			{why: "no part in the course", as: "nobody", arguments: `{"courseid": 2}`, code: call.CourseContext, path: "courseid"},
			{why: "a part in another course", as: "student1", arguments: `{"courseid": 3}`, code: call.CourseContext, path: "courseid"},
			{why: "a token for another course", as: "wsuser", course: 3, arguments: `{"courseid": 2}`, code: call.CourseContext, path: "courseid"},
			{why: "a hidden course", as: "wsuser", arguments: `{"courseid": 4}`, code: call.CourseContext, path: "courseid"},
			{why: "no such course", as: "admin", arguments: `{"courseid": 99}`, code: call.CourseContext, path: "courseid"},
			wrong("colour", "red", "options[0].name"),
			wrong("", "", "options[0].name"),
			wrong("excludemodules", "2", "options[0].value"),
			wrong("excludecontents", "maybe", "options[0].value"),
			wrong("includestealthmodules", "x", "options[0].value"),
			wrong("sectionid", "", "options[0].value"),
			wrong("sectionnumber", "one", "options[0].value"),
			wrong("cmid", "1.5", "options[0].value"),
			wrong("modid", "9223372036854775808", "options[0].value"),
			wrong("modname", "", "options[0].value"),
			wrong("modname", "Page!", "options[0].value"),
			{
				why: "the last of several", as: "wsuser", code: call.CourseParameter, path: "options[1].name",
				arguments: `{"courseid": 2, "options": [{"name": "cmid", "value": "1"}, {"name": "cm", "value": "1"}]}`,
			},
		})
	})
}

// outline says which sections came and which modules with how many contents in them, as "0 General: 1+2 | 1 ...".
func outline(t *testing.T, answer string) string {
	t.Helper()
	var sections []struct {
		Section int
		Name    string
		Summary string
		Modules []struct {
			ID, Visible  int
			Contents     []any
			ContentsInfo *struct{ FilesCount int }
		}
	}
	if err := json.Unmarshal([]byte(answer), &sections); err != nil {
		t.Fatal(err)
	}
	var list []string
	for _, s := range sections {
		text := fmt.Sprintf("%d %s:", s.Section, s.Name)
		for _, m := range s.Modules {
			text += fmt.Sprintf(" %d+%d", m.ID, len(m.Contents))
			if m.Visible == 0 {
				text += "h"
			}
		}
		list = append(list, text)
	}
	return strings.Join(list, " | ")
}

func TestContentsAreShown(t *testing.T) {
	const (
		general, sums, rest = "0 General: 1+2", "1 Sums &amp; more: 2+0 3+1 4+2", "3 Section 3: | 4 Section 4:"
		asParticipant       = general + " | " + sums + " | " + rest
		everything          = general + " | " + sums + " 5+1h | 2 Section 2: 6+1h | " + rest
	)
	each(t, func(t *testing.T, h *harness) {
		h.write(t, functionstest.FillContentFiles)
		grantCapabilities(t, h, 60, "sections", "moodle/course:view", "moodle/course:viewhiddensections")
		grantCapabilities(t, h, 61, "modules", "moodle/course:view", "moodle/course:viewhiddenactivities")
		sectionID := h.store.DB.CourseSection.Query().Where(coursesection.CourseID(2), coursesection.Number(1)).OnlyIDX(t.Context())
		for _, row := range []struct{ why, as, arguments, want string }{
			{"a participant", "student1", `{"courseid": 2}`, asParticipant},
			{"who may change the course, but not see what is hidden", "teacher", `{"courseid": 2}`, asParticipant},
			{"who sees hidden sections only", "sections", `{"courseid": 2}`, general + " | " + sums + " | 2 Section 2: | " + rest},
			{"who sees hidden modules only", "modules", `{"courseid": 2}`, general + " | " + sums + " 5+1h | " + rest},
			{"who sees all", "admin", `{"courseid": 2}`, everything},
			{"no modules", "student1", withOption("excludemodules", "1"), "0 General: | 1 Sums &amp; more: | " + rest},
			{"modules after all", "student1", withOption("excludemodules", "false"), asParticipant},
			{"no contents", "student1", withOption("excludecontents", "1"), "0 General: 1+0 | 1 Sums &amp; more: 2+0 3+0 4+0 | " + rest},
			{"stealth modules, of which there are none", "student1", withOption("includestealthmodules", "1"), asParticipant},
			{"a section by id", "student1", withOption("sectionid", fmt.Sprint(sectionID)), sums},
			{"no section by id", "student1", withOption("sectionid", "0"), asParticipant},
			{"a section that there is not", "student1", withOption("sectionid", "-5"), ""},
			{"the general section", "student1", withOption("sectionnumber", "0"), general},
			{"a hidden section", "student1", withOption("sectionnumber", "2"), ""},
			{"a section of another number than any", "student1", withOption("sectionnumber", "77"), ""},
			{"one module", "student1", withOption("cmid", "3"), "0 General: | 1 Sums &amp; more: 3+1 | " + rest},
			{"a hidden module", "student1", withOption("cmid", "5"), "0 General: | 1 Sums &amp; more: | " + rest},
			{"a kind", "student1", withOption("modname", "page"), general + " | 1 Sums &amp; more: | " + rest},
			{"a kind that is not here", "student1", withOption("modname", "forum"), "0 General: | 1 Sums &amp; more: | " + rest},
			{"an id without a kind", "student1", withOption("modid", "4"), asParticipant},
			{
				"an id and a kind, the id given twice", "student1",
				`{"courseid": 2, "options": [{"name": "modid", "value": "4"}, {"name": "modname", "value": "folder"}, {"name": "modid", "value": "x"}]}`,
				"0 General: | 1 Sums &amp; more: 4+2 | " + rest,
			},
		} {
			if got := outline(t, h.must(t, row.as, getContents, row.arguments)); got != row.want {
				t.Errorf("%s:\ngot  %s\nwant %s", row.why, got, row.want)
			}
		}
		h.write(t, func(ctx context.Context, tx *store.Tx) error {
			return tx.Course.UpdateOneID(2).SetFormatOptions(map[string]string{"hiddensections": "0"}).SetNumSections(3).Exec(ctx)
		})
		got := h.must(t, "student1", getContents, `{"courseid": 2}`)
		if want := general + " | " + sums + " | 2 Section 2: | " + rest; outline(t, got) != want || strings.Contains(got, "Hidden summary") {
			t.Errorf("collapsed sections:\ngot  %s\nwant %s", got, want)
		}
		if strings.Count(got, `"uservisible":false`) != 1 || strings.Count(got, `"hiddenbynumsections":1`) != 1 {
			t.Errorf("one section is hidden and one beyond the number of sections: %s", got)
		}
	})
}

func TestContentsAreDescribed(t *testing.T) {
	each(t, func(t *testing.T, h *harness) {
		h.write(t, functionstest.FillContentFiles)
		module := func(id int, kind, plural, more string) string {
			return fmt.Sprintf(`"id": %d, "instance": %[1]d, "contextid": %d, "visible": 1, "uservisible": true, "visibleoncoursepage": 1,
				"modicon": "https://school.example/theme/image.php/boost/%s/1/monologo", "modname": "%[3]s", "purpose": "content", "branded": false,
				"modplural": %q, "indent": 0, "onclick": "", "customdata": "\"\"", "completion": 0, "downloadcontent": 1, "dates": [], "groupmode": 0, %s`,
				id, id<<3|5, kind, plural, more)
		}
		stored := func(id int, kind, path, name, escaped, mime string, place int) string {
			return fmt.Sprintf(`{"type": "file", "filename": %q, "filepath": %q, "filesize": 5,
				"fileurl": "https://school.example/webservice/pluginfile.php/%d/mod_%s/content%s%s", "timecreated": 1, "timemodified": 1, "sortorder": %d,
				"mimetype": %q, "isexternalfile": false, "userid": 14, "author": "Tëacher Müller", "license": "unknown"}`, name, path, id<<3|5, kind, path, escaped, place, mime)
		}
		h.try(t, getContents, []attempt{
			{why: "a page", as: "student1", arguments: withOption("sectionnumber", "0"), want: fmt.Sprintf(`[{"id": %d, "name": "General", "visible": 1, "summary": "",
				"summaryformat": 1, "section": 0, "hiddenbynumsections": 0, "uservisible": true, "modules": [{%s}]}]`, sectionOf(t, h, 0),
				module(1, "page", "Pages", `"name": "Welcome", "noviewlink": false, "url": "https://school.example/mod/page/view.php?id=1", "contents": [`+
					stored(1, "page", "/", "a.png", "a.png", "image/png", 0)+`, {"type": "content", "filename": "index.html", "filepath": "/", "filesize": 99,
					"content": "<p>Hello <img src=\"https://school.example/webservice/pluginfile.php/13/mod_page/content/a.png\"></p>", "timecreated": null,
					"timemodified": 1, "sortorder": 1, "mimetype": "text/html", "userid": null, "author": null, "license": null}],
					"contentsinfo": {"filescount": 2, "filessize": 104, "lastmodified": 1700000000, "mimetypes": ["image/png", "text/html"], "repositorytype": ""}`))},
			{why: "a label, a link and a folder", as: "student1", arguments: withOption("sectionnumber", "1"), want: fmt.Sprintf(`[{"id": %d, "name": "Sums &amp; more",
				"visible": 1, "summary": "<b>é</b>", "summaryformat": 1, "section": 1, "hiddenbynumsections": 0, "uservisible": true, "modules": [{%s}, {%s}, {%s}]}]`,
				sectionOf(t, h, 1),
				module(2, "label", "Text and media areas", `"name": "Note", "noviewlink": true, "description": "Read <i>this</i>", "contents": []`),
				module(3, "url", "Links", `"name": "Maps / more", "noviewlink": false, "url": "https://school.example/mod/url/view.php?id=3", "contents": [{"type": "url",
					"filename": "Maps  more", "filepath": null, "filesize": 0, "fileurl": "https://maps.example/?a=1&b=2", "timecreated": null, "timemodified": 1,
					"sortorder": null, "userid": null, "author": null, "license": null}],
					"contentsinfo": {"filescount": 1, "filessize": 0, "lastmodified": 1700000000, "mimetypes": [], "repositorytype": ""}`),
				module(4, "folder", "Folders", `"name": "Sheets", "noviewlink": false, "url": "https://school.example/mod/folder/view.php?id=4", "contents": [`+
					stored(4, "folder", "/", "ü 1.txt", "%C3%BC%201.txt", "text/plain", 0)+`, `+stored(4, "folder", "/deep/", "b.pdf", "b.pdf", "application/pdf", 1)+`],
					"contentsinfo": {"filescount": 2, "filessize": 10, "lastmodified": 1700000000, "mimetypes": ["text/plain", "application/pdf"], "repositorytype": ""}`))},
		})
		h.write(t, func(ctx context.Context, tx *store.Tx) error {
			if err := tx.CourseModule.UpdateOneID(3).SetContent("javascript:alert(1)").Exec(ctx); err != nil {
				return err
			}
			return tx.Course.UpdateOneID(2).SetFormat("weeks").SetStartDate(functionstest.Moment).Exec(ctx)
		})
		if got := h.must(t, "student1", getContents, withOption("cmid", "3")); strings.Contains(got, "javascript") || !strings.Contains(got, "28 November - 4 December") {
			t.Errorf("an address that is none is shown, or weeks are not called by their dates: %s", got)
		}
	})
}

func sectionOf(t *testing.T, h *harness, number int) int {
	t.Helper()
	return h.store.DB.CourseSection.Query().Where(coursesection.CourseID(2), coursesection.Number(number)).OnlyIDX(t.Context())
}

// addModules adds n sections with a page in each to C1.
func (h *harness) addModules(t *testing.T, n int) {
	t.Helper()
	h.write(t, func(ctx context.Context, tx *store.Tx) error {
		for start := 0; start < n; start += 200 {
			some := make([]int, min(200, n-start))
			sections, err := tx.CourseSection.MapCreateBulk(some, func(row *ent.CourseSectionCreate, i int) {
				row.SetCourseID(2).SetNumber(1000 + start + i).SetVisible(i%2 == 0)
			}).Save(ctx)
			if err != nil {
				return err
			}
			err = tx.CourseModule.MapCreateBulk(some, func(row *ent.CourseModuleCreate, i int) {
				row.SetSectionID(sections[i].ID).SetKind(coursemodule.KindPage).SetName("Page").SetVisible(i%3 == 0)
			}).Exec(ctx)
			if err != nil {
				return err
			}
		}
		return nil
	})
}

func TestThousandModulesInOneCall(t *testing.T) {
	eachQuiet(t, func(t *testing.T, h *harness) {
		h.addModules(t, 1000)
		n := h.reads(t, func() {
			if got := h.must(t, "admin", getContents, `{"courseid": 2}`); strings.Count(got, `"modname"`) != 1006 {
				t.Errorf("%d modules came back", strings.Count(got, `"modname"`))
			}
		})
		t.Logf("%d statements", n)
		if n > 10 {
			t.Errorf("1000 sections and modules took %d statements", n)
		}
	})
}
