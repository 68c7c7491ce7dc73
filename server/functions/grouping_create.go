package functions

import (
	"context"
	"fmt"
	"slices"

	"gatehouse/ent"
	"gatehouse/server/call"
)

type groupingCreateIn struct {
	Groupings []newGrouping `name:"groupings" doc:"The groupings to create."`
}

type newGrouping struct {
	CourseID          int              `name:"courseid" doc:"Id of the course that the grouping is for."`
	Name              string           `name:"name" type:"text" doc:"Name of the grouping: not blank, and no other grouping of the course has it."`
	Description       string           `name:"description" type:"raw" doc:"Description of the grouping. It is stored as given and cleaned when it is shown."`
	DescriptionFormat int              `name:"descriptionformat" default:"1" doc:"Format of the description: 0 automatic, 1 HTML, 2 plain text, 4 Markdown."`
	IDNumber          *string          `name:"idnumber" type:"raw" doc:"Your own identifier of the grouping. When it is not empty no other grouping of the course has it."`
	CustomFields      []newCustomField `name:"customfields" optional:"true" doc:"Custom fields of the grouping."`
}

type createdGrouping struct {
	ID                int              `name:"id" doc:"Id of the grouping."`
	CourseID          int              `name:"courseid" doc:"Id of its course."`
	Name              string           `name:"name" type:"text" doc:"Name, as it was stored."`
	Description       string           `name:"description" type:"raw" doc:"Description, as it was stored."`
	DescriptionFormat int              `name:"descriptionformat" doc:"Format of the description: 0 automatic, 1 HTML, 2 plain text, 4 Markdown."`
	IDNumber          string           `name:"idnumber" type:"raw" doc:"Your own identifier of the grouping, empty for none."`
	CustomFields      []newCustomField `name:"customfields" optional:"true" doc:"Custom fields, when some were given."`
}

func (l *Library) groupingCreate() *call.Function {
	return declare(l, call.Declaration{
		Name:    "core_group_create_groupings",
		Summary: "Creates groupings, sets of groups, in courses.",
		Description: "Creates one or more groupings, which may belong to different courses, and returns each as it was stored. " +
			"A name must not be blank, and neither the name nor a non-empty id number (`idnumbertaken`) may already be used by a grouping of the " +
			"course or twice in the call. Needs `moodle/course:managegroups` in every course named. " +
			"All groupings are created or none: when one of them is refused, nothing of the call is kept.",
		Effect:       call.Write,
		Capabilities: managingGroups,
		Errors:       []call.Code{call.CourseContext, call.NoPermission, call.GroupIDNumberTaken},
		Example: call.Example{
			Arguments: `{"groupings": [{"courseid": 2, "name": "Days", "description": "<p>By weekday</p>", "idnumber": "days"}]}`,
			Result: `[{"id": 2, "courseid": 2, "name": "Days", "description": "<p>By weekday</p>", "descriptionformat": 1,
				"idnumber": "days"}]`,
		},
	}, l.createGroupings)
}

func (l *Library) createGroupings(ctx context.Context, c *call.Call, in groupingCreateIn) ([]createdGrouping, error) {
	courses := column(in.Groupings, func(g newGrouping) int { return g.CourseID })
	err := l.groupsCourses(ctx, c, courses, func(i int) string { return at("groupings", i, "courseid") })
	if err != nil {
		return nil, err
	}
	for i := range in.Groupings {
		g := &in.Groupings[i]
		if err := checkGrouping(i, &g.Name, g.IDNumber, g.DescriptionFormat); err != nil {
			return nil, err
		}
	}
	created := []createdGrouping{}
	err = l.write(ctx, c, func(ctx context.Context, w *writing) error {
		err := refuseTakenGroupings(ctx, w.Client, column(in.Groupings, func(g newGrouping) claim[label] {
			return claim[label]{wants: labelsOf(g.CourseID, g.Name, value(g.IDNumber))}
		}))
		if err != nil {
			return err
		}
		created, err = insertGroupings(ctx, w, in.Groupings)
		return err
	})
	return created, err
}

func insertGroupings(ctx context.Context, w *writing, groupings []newGrouping) ([]createdGrouping, error) {
	created := make([]createdGrouping, 0, len(groupings))
	for some := range slices.Chunk(groupings, batchSize) {
		rows, err := w.Grouping.MapCreateBulk(some, func(row *ent.GroupingCreate, i int) {
			g := some[i]
			row.SetCourseID(g.CourseID).SetName(g.Name).SetIDNumber(value(g.IDNumber)).SetDescription(g.Description).
				SetDescriptionFormat(g.DescriptionFormat).SetCustomFields(customFieldsOf(g.CustomFields))
		}).Save(ctx)
		if err != nil {
			return nil, fmt.Errorf("creating groupings: %w", err)
		}
		for i, row := range rows {
			w.about("grouping", row.ID)
			created = append(created, createdGrouping{
				row.ID, row.CourseID, row.Name, row.Description, row.DescriptionFormat, row.IDNumber, some[i].CustomFields,
			})
		}
	}
	return created, nil
}
