package functions

import (
	"context"

	"gatehouse/server/call"
)

type courseContentsIn struct {
	CourseID int              `name:"courseid" doc:"Id of the course."`
	Options  []contentsOption `name:"options" default:"[]" doc:"Which part of the contents is wanted: see the description."`
}

type contentsOption struct {
	Name  string `name:"name" type:"alphanum" doc:"Name of the option, for example sectionnumber."`
	Value string `name:"value" type:"raw" doc:"Value of the option: 1 or 0, a number, or the kind of modules."`
}

type sectionContents struct {
	ID                 int              `name:"id" doc:"Id of the section."`
	Name               string           `name:"name" type:"raw" doc:"Name of the section. One that nobody named is called by its week or its number."`
	Visible            *int             `name:"visible" doc:"1 for visible, 0 for hidden from participants."`
	Summary            string           `name:"summary" type:"raw" doc:"Summary of the section."`
	SummaryFormat      int              `name:"summaryformat" doc:"Format of the summary: 1 HTML, unless the stored text was asked for."`
	Section            *int             `name:"section" doc:"Number of the section; 0 is the general one on top."`
	HiddenByNumber     *int             `name:"hiddenbynumsections" doc:"1 when the course has fewer sections than this one's number."`
	UserVisible        *bool            `name:"uservisible" doc:"Whether you see into the section."`
	AvailabilityInfo   *string          `name:"availabilityinfo" type:"raw" doc:"What opens the section. Never there: no section waits for anything."`
	DelegatedComponent *string          `name:"component" type:"component" doc:"What keeps the section. Never there: the course does."`
	DelegatedItem      *int             `name:"itemid" doc:"Id in what keeps the section. Never there."`
	Modules            []moduleContents `name:"modules" doc:"The modules of the section, in their order."`
}

type moduleContents struct {
	ID                  int               `name:"id" doc:"Id of the module."`
	URL                 *string           `name:"url" type:"url" doc:"Address by which clients know the module. A label has none."`
	Name                string            `name:"name" type:"raw" doc:"Name of the module."`
	Instance            *int              `name:"instance" doc:"Id of the module among those of its kind: the same as its id."`
	ContextID           *int              `name:"contextid" doc:"Id of the context of the module."`
	Description         *string           `name:"description" type:"raw" doc:"What the module says of itself, when it does; of a label its text."`
	Visible             *int              `name:"visible" doc:"1 for visible, 0 for hidden from participants, by itself or with its section."`
	UserVisible         *bool             `name:"uservisible" doc:"Whether you see the module: true, as others are left out."`
	AvailabilityInfo    *string           `name:"availabilityinfo" type:"raw" doc:"What opens the module. Never there: no module waits for anything."`
	VisibleOnCoursePage *int              `name:"visibleoncoursepage" doc:"1: every module stands on the page of the course."`
	ModIcon             string            `name:"modicon" type:"url" doc:"Address of the icon of its kind."`
	ModName             string            `name:"modname" type:"plugin" doc:"Kind of the module: label, page, url, resource or folder."`
	Purpose             string            `name:"purpose" type:"alpha" doc:"What it is for: content."`
	Branded             *bool             `name:"branded" doc:"Whether the icon must keep its colours: false."`
	ModPlural           string            `name:"modplural" type:"text" doc:"What several of its kind are called."`
	Availability        *string           `name:"availability" type:"raw" doc:"Rules that open the module. Never there."`
	Indent              int               `name:"indent" doc:"How far the module is indented on the page."`
	OnClick             *string           `name:"onclick" type:"raw" doc:"Script of the link: empty."`
	AfterLink           *string           `name:"afterlink" type:"raw" doc:"What stands behind the link. Never there."`
	ActivityBadge       *moduleBadge      `name:"activitybadge" doc:"Badge of the module. Never there."`
	CustomData          *string           `name:"customdata" type:"raw" doc:"What else its kind says of it, as JSON: an empty text."`
	NoViewLink          *bool             `name:"noviewlink" doc:"Whether it has no page of its own: true for labels."`
	Completion          *int              `name:"completion" doc:"How completion is tracked: 0, not at all."`
	CompletionData      *moduleCompletion `name:"completiondata" doc:"How far you are. Never there: completion is not tracked."`
	DownloadContent     *int              `name:"downloadcontent" doc:"1: contents may be downloaded."`
	Dates               []moduleDate      `name:"dates" default:"[]" doc:"Dates of the module: none."`
	GroupMode           *int              `name:"groupmode" doc:"0: the module is the same for all groups."`
	Contents            []moduleContent   `name:"contents" default:"[]" doc:"Files of the module, the text of a page, the address of a link."`
	ContentsInfo        *contentsSummary  `name:"contentsinfo" doc:"What the contents come to, also when they were not asked for. A label has none."`
}

type moduleContent struct {
	Type           string       `name:"type" type:"text" doc:"file, content for the text of a page, or url for a link."`
	FileName       string       `name:"filename" type:"file" doc:"Name of the file; index.html for the text of a page; for a link the name of the module."`
	FilePath       *string      `name:"filepath" type:"path" optional:"false" doc:"Path of the folder that it is in; null for a link."`
	FileSize       int          `name:"filesize" doc:"Bytes; 0 for a link."`
	FileURL        *string      `name:"fileurl" type:"url" doc:"Where the file opens with a token, or where the link leads."`
	Content        *string      `name:"content" type:"raw" doc:"The text of a page, as HTML unless the stored text was asked for."`
	TimeCreated    *int         `name:"timecreated" optional:"false" doc:"When the file was made, in seconds since 1970; null for what is no file."`
	TimeModified   int          `name:"timemodified" doc:"When it was last changed, in seconds since 1970."`
	SortOrder      *int         `name:"sortorder" optional:"false" doc:"Place among the contents, from 0; null for a link."`
	MimeType       *string      `name:"mimetype" type:"raw" doc:"Media type of the file."`
	IsExternal     *bool        `name:"isexternalfile" doc:"Whether the file is kept elsewhere: false."`
	RepositoryType *string      `name:"repositorytype" type:"plugin" doc:"Where a file is kept that is kept elsewhere. Never there."`
	UserID         *int         `name:"userid" optional:"false" doc:"Id of the user whose file it is; null for what is no file."`
	Author         *string      `name:"author" type:"text" optional:"false" doc:"Author, as the file says; null for what is no file."`
	License        *string      `name:"license" type:"text" optional:"false" doc:"License of the file; null for what is no file."`
	Tags           []contentTag `name:"tags" optional:"true" doc:"Tags. Never there."`
}

type contentsSummary struct {
	FilesCount     int      `name:"filescount" doc:"How many contents there are."`
	FilesSize      int      `name:"filessize" doc:"How many bytes they have together."`
	LastModified   int      `name:"lastmodified" doc:"When the newest of them was changed, in seconds since 1970; 0 when there is none."`
	MimeTypes      []string `name:"mimetypes" type:"raw" doc:"Media types of the files, each once."`
	RepositoryType *string  `name:"repositorytype" type:"plugin" doc:"Where the first is kept if that is elsewhere: empty. Not there without contents."`
}

func (l *Library) courseGetContents() *call.Function {
	return declare(l, call.Declaration{
		Name:    "core_course_get_contents",
		Summary: "Returns the sections of a course with what there is to read in them.",
		Description: "Returns the sections of a course that you may enter (otherwise `errorcoursecontextnotvalid`), in their order, each with its modules: " +
			"labels, pages, links, files and folders. " +
			"A hidden section is shown to those who hold `moodle/course:viewhiddensections`; others find it empty where the course shows its hidden sections " +
			"collapsed, and not at all elsewhere. A hidden module, or one in a hidden section, is shown to those who hold `moodle/course:viewhiddenactivities` besides.\n\n" +
			"Options: `excludemodules` and `excludecontents` leave out modules, or what they contain; `sectionid` and `sectionnumber` ask for one section; " +
			"`cmid` for one module, `modname` for the modules of one kind, and together with it `modid` for one of them: the other sections then come without modules. " +
			"`includestealthmodules` is taken and changes nothing, because every module stands on the page of its course. " +
			"Of an option given twice the first counts. An option of another name, or with a value that it cannot have, is refused as `errorinvalidparam`.",
		Effect:       call.Read,
		Capabilities: union(viewing, []string{seeHiddenSections, seeHiddenModules}),
		Errors:       []call.Code{call.CourseParameter, call.CourseContext},
		Services:     []string{mobileService},
		Example: call.Example{
			Arguments: `{"courseid": 2, "options": [{"name": "sectionnumber", "value": "1"}, {"name": "cmid", "value": "3"}]}`,
			Result: `[{"id": 7, "name": "Sums &amp; more", "visible": 1, "summary": "<b>é</b>", "summaryformat": 1, "section": 1, "hiddenbynumsections": 0,
				"uservisible": true, "modules": [{"id": 3, "url": "https://school.example/mod/url/view.php?id=3", "name": "Maps / more", "instance": 3,
				"contextid": 29, "visible": 1, "uservisible": true, "visibleoncoursepage": 1,
				"modicon": "https://school.example/theme/image.php/boost/url/1/monologo", "modname": "url", "purpose": "content", "branded": false,
				"modplural": "Links", "indent": 0, "onclick": "", "customdata": "\"\"", "noviewlink": false, "completion": 0, "downloadcontent": 1,
				"dates": [], "groupmode": 0, "contents": [{"type": "url", "filename": "Maps  more", "filepath": null, "filesize": 0,
				"fileurl": "https://maps.example/?a=1&b=2", "timecreated": null, "timemodified": 1700000000, "sortorder": null, "userid": null,
				"author": null, "license": null}], "contentsinfo": {"filescount": 1, "filessize": 0, "lastmodified": 1700000000, "mimetypes": [],
				"repositorytype": ""}}]}]`,
		},
	}, l.getCourseContents)
}

func (l *Library) getCourseContents(ctx context.Context, c *call.Call, in courseContentsIn) ([]sectionContents, error) {
	wanted, err := readContentsOptions(in.Options)
	if err != nil {
		return nil, err
	}
	course, err := l.courseForCall(ctx, c, l.db(), in.CourseID, "courseid")
	if err != nil {
		return nil, err
	}
	sections, err := l.readSections(ctx, c, course, wanted)
	if err != nil {
		return nil, err
	}
	modules, err := l.readModules(ctx, c, course, wanted)
	if err != nil {
		return nil, err
	}
	return l.describeSections(ctx, c, course, sections, modules)
}
