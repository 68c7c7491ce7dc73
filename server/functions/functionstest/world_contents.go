package functionstest

import (
	"context"

	"gatehouse/ent/coursemodule"
	"gatehouse/ent/coursesection"
	"gatehouse/server/files"
	"gatehouse/server/store"
)

// fillContents:
//
//	sections of C1  1 is called "Sums & more" and has a summary · 2 is hidden
//	modules of C1   1 a page in section 0 with a picture · 2 a label, 3 a link and 4 a folder in section 1 · 5 a file in section 1, hidden ·
//	                6 a page in section 2
func fillContents(ctx context.Context, tx *store.Tx) error {
	sections, err := tx.CourseSection.Query().Where(coursesection.CourseID(2)).Order(coursesection.ByNumber()).All(ctx)
	if err != nil {
		return err
	}
	err = tx.CourseSection.UpdateOne(sections[1]).SetName("Sums & more").SetSummary(`<b onclick="x()">é</b>`).SetUpdatedAt(Moment).Exec(ctx)
	if err != nil {
		return err
	}
	if err := tx.CourseSection.UpdateOne(sections[2]).SetSummary("Hidden summary").SetVisible(false).Exec(ctx); err != nil {
		return err
	}
	for i, m := range []struct {
		section              int
		kind                 coursemodule.Kind
		name, intro, content string
		hidden               bool
	}{
		{0, coursemodule.KindPage, "Welcome", "", `<p>Hello <img src="@@PLUGINFILE@@/a.png"></p><script>x</script>`, false},
		{1, coursemodule.KindLabel, "Note", "Read <i>this</i>", "", false},
		{1, coursemodule.KindURL, "Maps / more", "", "https://maps.example/?a=1&b=2", false},
		{1, coursemodule.KindFolder, "Sheets", "", "", false},
		{1, coursemodule.KindResource, "Solutions", "", "", true},
		{2, coursemodule.KindPage, "Later", "", "Later text", false},
	} {
		err := tx.CourseModule.Create().SetID(i + 1).SetSectionID(sections[m.section].ID).SetKind(m.kind).SetName(m.name).SetIntro(m.intro).
			SetContent(m.content).SetVisible(!m.hidden).SetSortOrder(i).SetUpdatedAt(Moment).Exec(ctx)
		if err != nil {
			return err
		}
	}
	return tx.KeepIDs(ctx, "course_modules")
}

// FillContentFiles puts files into the modules of fillContents.
func FillContentFiles(ctx context.Context, tx *store.Tx) error {
	for _, f := range []struct {
		module                int
		component, path, name string
	}{{1, "mod_page", "/", "a.png"}, {4, "mod_folder", "/", "ü 1.txt"}, {4, "mod_folder", "/deep/", "b.pdf"}, {5, "mod_resource", "/", "s.pdf"}} {
		saved, err := files.Save(ctx, tx, files.Upload{
			Folder: files.Folder{ContextID: f.module<<3 | 5, Component: f.component, Area: "content", Path: f.path},
			Name:   f.name, UserID: 14, Author: "Tëacher Müller", Bytes: files.InMemory([]byte("hello")),
		}, files.Limits{File: 100, User: 10000})
		if err == nil {
			err = tx.File.UpdateOne(saved).SetUpdatedAt(Moment).Exec(ctx)
		}
		if err != nil {
			return err
		}
	}
	return nil
}
