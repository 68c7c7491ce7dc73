package functions

import (
	"context"
	"path"
	"strings"

	"gatehouse/ent"
	"gatehouse/ent/category"
	"gatehouse/server/call"
	"gatehouse/server/files"
)

// fileGetIn is what fileGet takes.
type fileGetIn struct {
	ContextID    int     `name:"contextid" doc:"Id of the context; 0 for the system, -1 when contextlevel and instanceid name it."`
	Component    string  `name:"component" type:"text" doc:"Component; empty for what is in the place itself."`
	FileArea     string  `name:"filearea" type:"text" doc:"Area of the component."`
	ItemID       int     `name:"itemid" doc:"Item within the area; 0 when the area has none."`
	FilePath     string  `name:"filepath" type:"path" doc:"Path of the folder; empty for the topmost."`
	FileName     string  `name:"filename" type:"text" doc:"Name of a file, to see where it is; empty for the folder."`
	Modified     *int    `name:"modified" default:"null" doc:"Only what has changed since then, in seconds since 1970."`
	ContextLevel *string `name:"contextlevel" type:"alpha" default:"null" doc:"Kind of place: system, user, coursecat or course."`
	InstanceID   *int    `name:"instanceid" default:"null" doc:"Id of the user, category or course."`
}

// fileGetOut is what fileGet answers.
type fileGetOut struct {
	Parents []node  `name:"parents" doc:"The way from the system down to the folder, without the folder itself."`
	Files   []child `name:"files" doc:"What is in the folder: places and folders first."`
}

// child is what is in a folder.
type child struct {
	ContextID    int     `name:"contextid" doc:"Id of the context."`
	Component    *string `name:"component" type:"component" optional:"false" doc:"Component that keeps the files; null for a place."`
	FileArea     *string `name:"filearea" type:"area" optional:"false" doc:"Area of the component; null for a place."`
	ItemID       *int    `name:"itemid" optional:"false" doc:"Item within the area; null for a place."`
	FilePath     *string `name:"filepath" type:"text" optional:"false" doc:"Path of the folder, or of the folder that a file is in; null for a place."`
	FileName     string  `name:"filename" type:"text" doc:"Name, as people read it."`
	IsDir        bool    `name:"isdir" doc:"True for places and folders."`
	URL          *string `name:"url" type:"text" optional:"false" doc:"Where the file opens with a token; null for places and folders."`
	TimeModified *int    `name:"timemodified" optional:"false" doc:"When it was last changed, in seconds since 1970; null for a place."`
	TimeCreated  *int    `name:"timecreated" optional:"true" doc:"When it was made, in seconds since 1970."`
	FileSize     *int    `name:"filesize" optional:"true" doc:"Bytes; 0 for places and folders."`
	Author       *string `name:"author" type:"text" doc:"Author of the file."`
	License      *string `name:"license" type:"text" doc:"License of the file."`
}

func (l *Library) fileGet() *call.Function {
	return declare(l, call.Declaration{
		Name:    "core_files_get_files",
		Summary: "Lists what is in a folder: files, folders, or places that hold some.",
		Description: "From the system one gets to categories and courses, and in one's own user context to one's private files and, when " +
			"the item id is known, to a draft area. The files of somebody else are nobody's business: there, as where nothing is kept, " +
			"both lists are empty.\n\n" +
			"A course must be one that the caller may enter.",
		Effect:       call.Read,
		Capabilities: viewing,
		Errors:       courseErrors,
		Services:     []string{"moodle_mobile_app"},
		Example: call.Example{
			Arguments: `{"contextid":-1,"contextlevel":"user","instanceid":3,"component":"user","filearea":"private","itemid":0,"filepath":"/","filename":""}`,
			Result: `{"parents":[{"contextid":1,"component":null,"filearea":null,"itemid":null,"filepath":null,"filename":"System"},
{"contextid":26,"component":null,"filearea":null,"itemid":null,"filepath":null,"filename":"Wsuser Test"}],"files":[]}`,
		},
	}, l.browseFiles)
}

func (l *Library) browseFiles(ctx context.Context, c *call.Call, in fileGetIn) (fileGetOut, error) {
	out := fileGetOut{Parents: []node{}, Files: []child{}}
	where := place{systemLevel, 0}
	if in.ContextID != 0 {
		var err error
		if where, err = placeNamed(in.ContextID, in.ContextLevel, in.InstanceID); err != nil {
			return out, err
		}
	}
	if where.level != courseLevel { // enterCourse asks about courses
		if err := l.enterSite(c); err != nil {
			return out, err
		}
	}
	way, ok, err := l.wayTo(ctx, c, where)
	if err != nil || !ok {
		return out, err
	}
	if in.Component == "" {
		out.Parents = append(out.Parents, way[:len(way)-1]...)
		found, err := l.placesIn(ctx, c, where)
		out.Files = append(out.Files, found...)
		return out, err
	}
	if where.level != userLevel || in.Component != files.UserComponent {
		return out, nil
	}
	f := files.Folder{ContextID: where.contextID(), Component: in.Component, Area: in.FileArea, ItemID: in.ItemID, Path: files.CleanPath(in.FilePath)}
	return l.browseArea(ctx, f, way, in)
}

// areaNames are the areas of a user that can be looked into, and what people call them.
var areaNames = map[string]string{files.PrivateArea: "Private files", files.DraftArea: "Draft files"}

// browseArea lists a folder of one of the caller's own areas. Drafts are found only by whoever knows their item id.
func (l *Library) browseArea(ctx context.Context, f files.Folder, way []node, in fileGetIn) (fileGetOut, error) {
	out := fileGetOut{Parents: []node{}, Files: []child{}}
	if areaNames[f.Area] == "" || (f.Area == files.DraftArea) == (f.ItemID == 0) {
		return out, nil
	}
	if in.FileName != "" && in.FileName != "." {
		found, err := files.Find(ctx, l.db(), f, in.FileName)
		if err != nil || found == nil {
			return out, err
		}
		out.Parents = append(way, folderNodes(f, true)...)
		return out, nil
	}
	entries, ok, err := files.List(ctx, l.db(), f)
	if err != nil || !ok {
		return out, err
	}
	out.Parents = append(way, folderNodes(f, false)...)
	for _, entry := range entries {
		if in.Modified == nil || int64(*in.Modified) < entry.Modified.Unix() {
			out.Files = append(out.Files, l.childOf(f, entry))
		}
	}
	return out, nil
}

// folderNodes are the folders from the top of an area down to a folder, with or without the folder itself.
func folderNodes(f files.Folder, itself bool) []node {
	name := areaNames[f.Area]
	at := "/"
	nodes := []node{folderNode(f, at, name)}
	for part := range strings.SplitSeq(strings.Trim(f.Path, "/"), "/") {
		if part != "" {
			at += part + "/"
			nodes = append(nodes, folderNode(f, at, part))
		}
	}
	if !itself {
		nodes = nodes[:len(nodes)-1]
	}
	return nodes
}

func folderNode(f files.Folder, at, name string) node {
	return node{ContextID: f.ContextID, Component: &f.Component, FileArea: &f.Area, ItemID: &f.ItemID, FilePath: &at, FileName: name}
}

func (l *Library) childOf(f files.Folder, entry files.Entry) child {
	made := child{
		ContextID: f.ContextID, Component: &f.Component, FileArea: &f.Area, ItemID: &f.ItemID, FileName: entry.Name,
		TimeModified: ptr(unix(&entry.Modified)),
	}
	if entry.File == nil {
		made.IsDir, made.FilePath, made.FileSize = true, ptr(path.Join(f.Path, entry.Name)+"/"), new(int)
		return made
	}
	made.fill(entry.File)
	made.URL = ptr(files.Address(l.PublicURL, f, entry.Name))
	return made
}

func (made *child) fill(found *ent.File) {
	made.FilePath, made.FileSize, made.TimeCreated = &found.Path, &found.Size, ptr(unix(&found.CreatedAt))
	made.Author, made.License = &found.Author, &found.License
}

// placesIn lists what is in a place that is no folder.
func (l *Library) placesIn(ctx context.Context, c *call.Call, p place) ([]child, error) {
	var nodes []node
	var err error
	switch p.level {
	case systemLevel:
		nodes, err = l.placesInSystem(ctx)
	case categoryLevel:
		nodes, err = l.placesInCategory(ctx, c, p.instance)
	case userLevel:
		f := files.Folder{ContextID: p.contextID(), Component: files.UserComponent, Area: files.PrivateArea, Path: "/"}
		nodes = []node{folderNode(f, "/", areaNames[f.Area])}
	}
	children := make([]child, len(nodes))
	for i, n := range nodes {
		children[i] = child{
			ContextID: n.ContextID, Component: n.Component, FileArea: n.FileArea, ItemID: n.ItemID, FilePath: n.FilePath,
			FileName: n.FileName, IsDir: true, FileSize: new(int),
		}
	}
	return children, err
}

func (l *Library) placesInSystem(ctx context.Context) ([]node, error) {
	nodes, err := categoryNodes(ctx, l.db().Category.Query().Where(category.ParentIDIsNil()))
	return append(nodes, node{ContextID: contextID(courseLevel, siteCourse), FileName: "Site home"}), err
}

func (l *Library) placesInCategory(ctx context.Context, c *call.Call, id int) ([]node, error) {
	nodes, err := categoryNodes(ctx, l.db().Category.Query().Where(category.ParentID(id)))
	if err != nil {
		return nil, err
	}
	courses, err := l.coursesIn(ctx, c, id)
	return append(nodes, courses...), err
}

func categoryNodes(ctx context.Context, query *ent.CategoryQuery) ([]node, error) {
	found, err := query.Where(category.Visible(true)).Order(category.BySortOrder(), category.ByID()).All(ctx)
	nodes := make([]node, len(found))
	for i, one := range found {
		nodes[i] = node{ContextID: contextID(categoryLevel, one.ID), FileName: one.Name}
	}
	return nodes, err
}
