package functions

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"gatehouse/ent"
	"gatehouse/ent/coursemodule"
	"gatehouse/ent/coursesection"
	"gatehouse/ent/file"
	"gatehouse/server/call"
	"gatehouse/server/files"
)

// contentArea is where the files of a module stand that are more than pictures in its description.
const contentArea = "content"

// readSections reads the sections that are wanted and that the caller finds on the page of the course, in their order.
func (l *Library) readSections(ctx context.Context, c *call.Call, course *ent.Course, wanted contentsWanted) ([]*ent.CourseSection, error) {
	sections, err := l.db().CourseSection.Query().Where(wanted.sections(course)...).Order(coursesection.ByNumber()).All(ctx)
	if err != nil {
		return nil, err
	}
	collapsed := slices.Contains(formatOptions(course), courseOption{"hiddensections", "0"})
	return slices.DeleteFunc(sections, func(s *ent.CourseSection) bool { return !collapsed && !sectionShown(c, s) }), nil
}

// readModules reads the modules that are wanted and that the caller sees, by the id of their section, in their order.
func (l *Library) readModules(ctx context.Context, c *call.Call, course *ent.Course, wanted contentsWanted) (map[int][]moduleContents, error) {
	if wanted.noModules {
		return nil, nil
	}
	modules, err := l.db().CourseModule.Query().Where(wanted.modules(course)...).WithSection().
		Order(coursemodule.BySortOrder(), coursemodule.ByID()).All(ctx)
	if err != nil {
		return nil, err
	}
	modules = slices.DeleteFunc(modules, func(m *ent.CourseModule) bool { return !sectionShown(c, m.Edges.Section) || !moduleShown(c, m) })
	kept, err := l.filesOfModules(ctx, modules)
	if err != nil {
		return nil, err
	}
	bySection := map[int][]moduleContents{}
	for _, m := range modules {
		d := l.describeModule(c, m)
		contents := l.describeContents(c, m, kept[contextID(moduleLevel, m.ID)])
		d.Contents, d.ContentsInfo = contents, summarise(m, contents)
		if wanted.noContents {
			d.Contents = []moduleContent{}
		}
		bySection[m.SectionID] = append(bySection[m.SectionID], d)
	}
	return bySection, nil
}

// filesOfModules reads the files of modules, by the context that they stand in.
func (l *Library) filesOfModules(ctx context.Context, modules []*ent.CourseModule) (map[int][]*ent.File, error) {
	byContext := map[int][]*ent.File{}
	for some := range slices.Chunk(modules, batchSize) {
		places := column(some, func(m *ent.CourseModule) int { return contextID(moduleLevel, m.ID) })
		rows, err := l.db().File.Query().Where(file.ContextIDIn(places...), file.Area(contentArea)).Order(file.ByID()).All(ctx)
		if err != nil {
			return nil, err
		}
		for _, row := range rows {
			byContext[row.ContextID] = append(byContext[row.ContextID], row)
		}
	}
	return byContext, nil
}

// describeSections puts modules into their sections. A section that the caller does not see into has nothing but its name.
func (l *Library) describeSections(
	ctx context.Context, c *call.Call, course *ent.Course, sections []*ent.CourseSection, modules map[int][]moduleContents,
) ([]sectionContents, error) {
	zone := time.UTC
	if course.Format == "weeks" { // whose sections are called by dates
		var err error
		if zone, err = l.callersZone(ctx, c); err != nil {
			return nil, err
		}
	}
	return column(sections, func(s *ent.CourseSection) sectionContents {
		d := sectionContents{
			ID: s.ID, Name: sectionName(c, course, s, zone), Visible: flag(s.Visible), SummaryFormat: formatHTML, Section: &s.Number,
			HiddenByNumber: flag(s.Number > course.NumSections), UserVisible: ptr(sectionShown(c, s)), Modules: []moduleContents{},
		}
		if *d.UserVisible {
			d.Summary, d.SummaryFormat = l.formatText(c, s.Summary, s.SummaryFormat, fileArea{contextID(courseLevel, course.ID), "course", "section", s.ID})
			d.Modules = append(d.Modules, modules[s.ID]...)
		}
		return d
	}), nil
}

func (l *Library) describeModule(c *call.Call, m *ent.CourseModule) moduleContents {
	place, kind := contextID(moduleLevel, m.ID), m.Kind.String()
	d := moduleContents{
		ID: m.ID, Name: formatName(c, m.Name), Instance: &m.ID, ContextID: &place, Visible: flag(moduleVisible(m)), UserVisible: ptr(true),
		VisibleOnCoursePage: flag(true), ModIcon: fmt.Sprintf("%s/theme/image.php/boost/%s/1/monologo", l.PublicURL, kind), ModName: kind,
		Purpose: "content", Branded: ptr(false), ModPlural: modulesCalled[m.Kind], Indent: m.Indent, OnClick: ptr(""), CustomData: ptr(`""`),
		NoViewLink: ptr(m.Kind == coursemodule.KindLabel), Completion: flag(false), DownloadContent: flag(true), Dates: []moduleDate{}, GroupMode: flag(false),
	}
	if m.Intro != "" || *d.NoViewLink {
		text, _ := l.formatText(c, m.Intro, m.IntroFormat, fileArea{place, moduleComponent(m), "intro", 0})
		d.Description = &text
	}
	if !*d.NoViewLink {
		d.URL = ptr(fmt.Sprintf("%s/mod/%s/view.php?id=%d", l.PublicURL, kind, m.ID))
	}
	return d
}

// describeContents describes what a module contains: the text of a page or the address of a link, and its files.
func (l *Library) describeContents(c *call.Call, m *ent.CourseModule, kept []*ent.File) []moduleContent {
	contents := []moduleContent{}
	switch m.Kind {
	case coursemodule.KindLabel:
		return contents
	case coursemodule.KindURL:
		link := moduleContent{Type: "url", FileName: asFileName(m.Name), TimeModified: unix(&m.UpdatedAt)}
		if call.Type("url").Accepts(m.Content) { // whatever else was stored leads nowhere, or does harm
			link.FileURL = &m.Content
		}
		return append(contents, link)
	}
	for i, row := range kept {
		contents = append(contents, l.describeContent(row, i))
	}
	if m.Kind == coursemodule.KindPage {
		text, _ := l.formatText(c, m.Content, formatHTML, fileArea{contextID(moduleLevel, m.ID), moduleComponent(m), contentArea, 0})
		contents = append(contents, moduleContent{
			Type: "content", FileName: "index.html", FilePath: ptr("/"), FileSize: len(text), Content: &text,
			TimeModified: unix(&m.UpdatedAt), SortOrder: ptr(len(kept)), MimeType: ptr("text/html"),
		})
	}
	return contents
}

func (l *Library) describeContent(row *ent.File, place int) moduleContent {
	at := files.Folder{ContextID: row.ContextID, Component: row.Component, Area: row.Area, ItemID: row.ItemID, Path: row.Path}
	return moduleContent{
		Type: "file", FileName: row.Name, FilePath: &row.Path, FileSize: row.Size, FileURL: ptr(files.Address(l.PublicURL, at, row.Name)),
		TimeCreated: ptr(unix(&row.CreatedAt)), TimeModified: unix(&row.UpdatedAt), SortOrder: &place, MimeType: &row.MimeType,
		IsExternal: ptr(false), UserID: &row.UserID, Author: &row.Author, License: &row.License,
	}
}

// asFileName leaves out of a name what no file name may hold.
func asFileName(name string) string {
	return strings.Map(func(r rune) rune {
		if call.Type("file").Accepts(string(r)) || r == '.' {
			return r
		}
		return -1
	}, name)
}

// summarise says what the contents of a module come to.
func summarise(m *ent.CourseModule, contents []moduleContent) *contentsSummary {
	if m.Kind == coursemodule.KindLabel {
		return nil
	}
	s := &contentsSummary{FilesCount: len(contents), MimeTypes: []string{}}
	for _, content := range contents {
		s.FilesSize += content.FileSize
		s.LastModified = max(s.LastModified, content.TimeModified)
		if kind := value(content.MimeType); kind != "" && !slices.Contains(s.MimeTypes, kind) {
			s.MimeTypes = append(s.MimeTypes, kind)
		}
		s.RepositoryType = ptr("")
	}
	return s
}
