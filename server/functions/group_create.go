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
		if err := refuseTakenGroups(ctx, w.Client, in.Groups); err != nil {
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
	g.Name = strings.TrimSpace(g.Name)
	if g.Name == "" {
		return call.Invalid(at("groups", i, "name"), "is blank. A group needs a name.")
	}
	if g.IDNumber != nil {
		*g.IDNumber = strings.TrimSpace(*g.IDNumber)
	}
	if g.Visibility < groupSeenByAll || g.Visibility > groupSeenByNobody {
		return call.Invalid(at("groups", i, "visibility"), "found %d, expected 0, 1, 2 or 3.", g.Visibility)
	}
	if err := checkFormat(at("groups", i, "descriptionformat"), g.DescriptionFormat); err != nil {
		return err
	}
	if err := fits(at("groups", i, "name"), g.Name, group.NameValidator); err != nil {
		return err
	}
	if err := fits(at("groups", i, "idnumber"), value(g.IDNumber), group.IDNumberValidator); err != nil {
		return err
	}
	return fits(at("groups", i, "enrolmentkey"), value(g.EnrolmentKey), group.EnrolmentKeyValidator)
}

// groupLabel is a name or an id number of a group in a course: what only one group of the course may have.
type groupLabel struct {
	key      string // name or idnumber
	courseID int
	text     string
}

// takenCode is how a label that is taken is refused.
func (l groupLabel) takenCode() call.Code {
	if l.key == "idnumber" {
		return call.GroupIDNumberTaken
	}
	return call.InvalidParameter
}

// refuseTakenGroups fails at the first name or id number that a group of the course has, or an earlier group of the call.
func refuseTakenGroups(ctx context.Context, db *ent.Client, groups []newGroup) error {
	taken, err := takenLabels(ctx, db, groups)
	if err != nil {
		return err
	}
	for i, g := range groups {
		for _, label := range []groupLabel{{"name", g.CourseID, g.Name}, {"idnumber", g.CourseID, value(g.IDNumber)}} {
			if label.text == "" {
				continue
			}
			if taken[label] {
				return call.Errorf(label.takenCode(), "Another group of the course %d already has %q.", label.courseID, label.text).
					At("%s", at("groups", i, label.key))
			}
			taken[label] = true
		}
	}
	return nil
}

// takenLabels finds, of the names and id numbers in the call, those that are used in its courses already.
func takenLabels(ctx context.Context, db *ent.Client, groups []newGroup) (map[groupLabel]bool, error) {
	taken := map[groupLabel]bool{}
	for some := range slices.Chunk(groups, batchSize) {
		names := column(some, func(g newGroup) string { return g.Name })
		numbers := column(some, func(g newGroup) string { return value(g.IDNumber) })
		courses := distinct(column(some, func(g newGroup) int { return g.CourseID }))
		rows, err := db.Group.Query().
			Where(group.CourseIDIn(courses...), group.Or(group.NameIn(names...), group.And(group.IDNumberNEQ(""), group.IDNumberIn(numbers...)))).
			Select(group.FieldCourseID, group.FieldName, group.FieldIDNumber).All(ctx)
		if err != nil {
			return nil, err
		}
		for _, row := range rows {
			taken[groupLabel{"name", row.CourseID, row.Name}] = true
			taken[groupLabel{"idnumber", row.CourseID, row.IDNumber}] = true
		}
	}
	return taken, nil
}

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
