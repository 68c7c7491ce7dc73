package functions

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"gatehouse/ent"
	"gatehouse/ent/group"
	"gatehouse/server/call"
)

type groupCreateIn struct {
	Groups []newGroup `name:"groups" doc:"The groups to create."`
}

type newGroup struct {
	CourseID          int              `name:"courseid" doc:"Id of the course that the group is for."`
	Name              string           `name:"name" type:"text" doc:"Name of the group: not blank, and no other group of the course has it."`
	Description       string           `name:"description" type:"raw" doc:"Description of the group. It is stored as given and cleaned when it is shown."`
	DescriptionFormat int              `name:"descriptionformat" default:"1" doc:"Format of the description: 0 automatic, 1 HTML, 2 plain text, 4 Markdown."`
	EnrolmentKey      *string          `name:"enrolmentkey" type:"raw" doc:"Key with which users join the group when they enrol themselves."`
	IDNumber          *string          `name:"idnumber" type:"raw" doc:"Your own identifier of the group. When it is not empty no other group of the course has it."`
	Visibility        int              `name:"visibility" default:"0" doc:"Who sees the members: 0 everybody, 1 the members, 2 each member only itself, 3 nobody."`
	Participation     bool             `name:"participation" default:"true" doc:"Whether activities may be done in this group."`
	CustomFields      []newCustomField `name:"customfields" optional:"true" doc:"Custom fields of the group."`
}

type createdGroup struct {
	ID                int              `name:"id" doc:"Id of the group."`
	CourseID          int              `name:"courseid" doc:"Id of its course."`
	Name              string           `name:"name" type:"text" doc:"Name, as it was stored."`
	Description       string           `name:"description" type:"raw" doc:"Description, as it was stored."`
	DescriptionFormat int              `name:"descriptionformat" doc:"Format of the description: 0 automatic, 1 HTML, 2 plain text, 4 Markdown."`
	EnrolmentKey      string           `name:"enrolmentkey" type:"raw" doc:"Key with which users join the group, empty for none."`
	IDNumber          string           `name:"idnumber" type:"raw" doc:"Your own identifier of the group, empty for none."`
	Visibility        int              `name:"visibility" doc:"Who sees the members: 0 everybody, 1 the members, 2 each member only itself, 3 nobody."`
	Participation     bool             `name:"participation" doc:"Whether activities may be done in this group."`
	CustomFields      []newCustomField `name:"customfields" optional:"true" doc:"Custom fields, when some were given."`
}

func (l *Library) groupCreate() *call.Function {
	return declare(l, call.Declaration{
		Name:    "core_group_create_groups",
		Summary: "Creates groups in courses.",
		Description: "Creates one or more groups, which may belong to different courses, and returns each as it was stored. " +
			"A name must not be blank, and neither the name nor a non-empty id number (`idnumbertaken`) may already be used in the course or twice in the call. " +
			"Needs `moodle/course:managegroups` in every course named. " +
			"All groups are created or none: when one of them is refused, nothing of the call is kept.",
		Effect:       call.Write,
		Capabilities: managingGroups,
		Errors:       []call.Code{call.CourseContext, call.NoPermission, call.GroupIDNumberTaken},
		Example: call.Example{
			Arguments: `{"groups": [{"courseid": 2, "name": "Blue", "description": "<p>Tuesdays</p>", "idnumber": "blue"}]}`,
			Result: `[{"id": 2, "courseid": 2, "name": "Blue", "description": "<p>Tuesdays</p>", "descriptionformat": 1,
				"enrolmentkey": "", "idnumber": "blue", "visibility": 0, "participation": true}]`,
		},
	}, l.createGroups)
}

func (l *Library) createGroups(ctx context.Context, c *call.Call, in groupCreateIn) ([]createdGroup, error) {
	courses := column(in.Groups, func(g newGroup) int { return g.CourseID })
	err := l.groupsCourses(ctx, c, courses, func(i int) string { return at("groups", i, "courseid") })
	if err != nil {
		return nil, err
	}
	for i := range in.Groups {
		if err := in.Groups[i].check(i); err != nil {
			return nil, err
		}
	}
	created := []createdGroup{}
	err = l.write(ctx, c, func(ctx context.Context, w *writing) error {
		err := refuseTakenGroups(ctx, w.Client, column(in.Groups, func(g newGroup) claim[label] {
			return claim[label]{wants: labelsOf(g.CourseID, g.Name, value(g.IDNumber))}
		}))
		if err != nil {
			return err
		}
		rows, err := insertGroups(ctx, w.Client, in.Groups)
		created = describeCreated(rows, in.Groups)
		for _, row := range rows {
			w.about("group", row.ID)
		}
		return err
	})
	return created, err
}

// check trims what is trimmed before it is stored, and fails unless group i of the call can be stored.
func (g *newGroup) check(i int) error {
	texts := groupTexts{&g.Name, g.IDNumber, g.EnrolmentKey, g.DescriptionFormat}
	if err := texts.check(i); err != nil {
		return err
	}
	return checkVisibility(i, g.Visibility)
}

func checkVisibility(i, visibility int) error {
	if visibility < groupSeenByAll || visibility > groupSeenByNobody {
		return call.Invalid(at("groups", i, "visibility"), "found %d, expected 0, 1, 2 or 3.", visibility)
	}
	return nil
}

// groupTexts are the texts of a group that a call creates or changes; nil is left out.
type groupTexts struct {
	name, idNumber, enrolmentKey *string
	descriptionFormat            int
}

// check trims what is trimmed before it is stored, and fails unless the texts of group i of the call can be stored.
func (t groupTexts) check(i int) error {
	if err := checkName(at("groups", i, "name"), t.name, group.NameValidator); err != nil {
		return err
	}
	if err := checkFormat(at("groups", i, "descriptionformat"), t.descriptionFormat); err != nil {
		return err
	}
	if err := checkIDNumber(at("groups", i, "idnumber"), t.idNumber, group.IDNumberValidator); err != nil {
		return err
	}
	return fits(at("groups", i, "enrolmentkey"), value(t.enrolmentKey), group.EnrolmentKeyValidator)
}

// checkName trims a name and fails unless there is something left that fits.
func checkName(path string, name *string, limit func(string) error) error {
	*name = strings.TrimSpace(*name)
	if *name == "" {
		return call.Invalid(path, "is blank. A name is needed.")
	}
	return fits(path, *name, limit)
}

// checkIDNumber trims an id number, if there is one, and fails unless it fits.
func checkIDNumber(path string, number *string, limit func(string) error) error {
	if number == nil {
		return nil
	}
	*number = strings.TrimSpace(*number)
	return fits(path, *number, limit)
}

// refuseTakenGroups fails at the first name or id number that another group of the course has.
func refuseTakenGroups(ctx context.Context, db *ent.Client, claims []claim[label]) error {
	taken := map[label]bool{}
	for some := range labelChunks(wanted(claims)) {
		rows, err := db.Group.Query().Where(labelled(some)).
			Select(group.FieldCourseID, group.FieldName, group.FieldIDNumber).All(ctx)
		if err != nil {
			return err
		}
		for _, row := range rows {
			for _, l := range groupLabels(row) {
				taken[l] = true
			}
		}
	}
	if i, l, found := firstTaken(claims, taken); found {
		return takenLabel("groups", i, l)
	}
	return nil
}

func groupLabels(g *ent.Group) []label { return labelsOf(g.CourseID, g.Name, g.IDNumber) }

func insertGroups(ctx context.Context, db *ent.Client, groups []newGroup) ([]*ent.Group, error) {
	var rows []*ent.Group
	for some := range slices.Chunk(groups, batchSize) {
		inserted, err := db.Group.MapCreateBulk(some, func(row *ent.GroupCreate, i int) {
			g := some[i]
			row.SetCourseID(g.CourseID).SetName(g.Name).SetDescription(g.Description).SetDescriptionFormat(g.DescriptionFormat).
				SetNillableEnrolmentKey(g.EnrolmentKey).SetIDNumber(value(g.IDNumber)).SetVisibility(g.Visibility).
				SetParticipation(g.Participation).SetCustomFields(customFieldsOf(g.CustomFields))
		}).Save(ctx)
		if err != nil {
			return nil, fmt.Errorf("creating groups: %w", err)
		}
		rows = append(rows, inserted...)
	}
	return rows, nil
}

func describeCreated(rows []*ent.Group, given []newGroup) []createdGroup {
	list := make([]createdGroup, len(rows))
	for i, g := range rows {
		list[i] = createdGroup{
			ID: g.ID, CourseID: g.CourseID, Name: g.Name, Description: g.Description, DescriptionFormat: g.DescriptionFormat,
			EnrolmentKey: value(g.EnrolmentKey), IDNumber: g.IDNumber, Visibility: g.Visibility, Participation: g.Participation,
			CustomFields: given[i].CustomFields,
		}
	}
	return list
}
