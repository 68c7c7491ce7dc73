package functions

import (
	"context"
	"fmt"
	"slices"

	"gatehouse/ent"
	"gatehouse/ent/grouping"
	"gatehouse/server/call"
	"gatehouse/server/store"
)

type groupingUpdateIn struct {
	Groupings []changedGrouping `name:"groupings" doc:"The groupings to change, each with what it is to have."`
}

// changedGrouping is what a grouping is to have. An id number that is left out, or null, stays as it is.
type changedGrouping struct {
	ID                int              `name:"id" doc:"Id of the grouping."`
	Name              string           `name:"name" type:"text" doc:"Name of the grouping: not blank, and no other grouping of the course has it."`
	Description       string           `name:"description" type:"raw" doc:"Description of the grouping. It is stored as given and cleaned when it is shown."`
	DescriptionFormat int              `name:"descriptionformat" default:"1" doc:"Format of the description: 0 automatic, 1 HTML, 2 plain text, 4 Markdown."`
	IDNumber          *string          `name:"idnumber" type:"raw" doc:"Your own identifier of the grouping, empty for none. No other grouping of the course has it."`
	CustomFields      []newCustomField `name:"customfields" optional:"true" doc:"Custom fields to set. Those that are not named stay."`
}

func (l *Library) groupingUpdate() *call.Function {
	return declare(l, call.Declaration{
		Name:    "core_group_update_groupings",
		Summary: "Changes groupings.",
		Description: "Changes one or more groupings; which groups belong to them stays as it is. A grouping that does not exist or stands in the call " +
			"twice is refused as `invalidparameter`, and so are a blank name and one that another grouping of the course has; an id number that " +
			"another grouping of the course has is refused as `idnumbertaken`. Groupings are changed in the order of the call, so that one may " +
			"take the name that another has given up before it. Needs `moodle/course:managegroups` in the course of every grouping. " +
			"All groupings are changed or none.",
		Effect:       call.Write,
		Capabilities: managingGroups,
		Errors:       []call.Code{call.CourseContext, call.NoPermission, call.GroupIDNumberTaken},
		Example: call.Example{
			Arguments: `{"groupings": [{"id": 1, "name": "Colors", "description": ""}]}`, Result: `null`,
		},
	}, l.updateGroupings)
}

func (l *Library) updateGroupings(ctx context.Context, c *call.Call, in groupingUpdateIn) (call.Void, error) {
	ids := column(in.Groupings, func(g changedGrouping) int { return g.ID })
	path := func(i int) string { return at("groupings", i, "id") }
	found, err := groupingsByID(ctx, l.db(), ids)
	if err != nil {
		return call.Void{}, err
	}
	unknown := func(i int) error { return call.Invalid(path(i), "There is no grouping %d.", ids[i]) }
	groupings, err := inOrder(ids, found, unknown)
	if err != nil {
		return call.Void{}, err
	}
	if err := l.groupsCourses(ctx, c, column(groupings, courseOfGrouping), path); err != nil {
		return call.Void{}, err
	}
	for i := range in.Groupings {
		g := &in.Groupings[i]
		if err := checkGrouping(i, &g.Name, g.IDNumber, g.DescriptionFormat); err != nil {
			return call.Void{}, err
		}
	}
	if err := refuseTwice(ids, path); err != nil || len(ids) == 0 {
		return call.Void{}, err
	}
	return call.Void{}, l.write(ctx, c, func(ctx context.Context, w *writing) error {
		found, err := groupingsByID(ctx, w.Client, ids, store.ForUpdate)
		if err != nil {
			return err
		}
		groupings, err := inOrder(ids, found, unknown)
		if err != nil {
			return err
		}
		return changeGroupings(ctx, w, groupings, in.Groupings)
	})
}

// changeGroupings stores what the groupings are to have. Rows are written whole, so that one statement is enough for many of them.
func changeGroupings(ctx context.Context, w *writing, groupings []*ent.Grouping, changes []changedGrouping) error {
	claims := make([]claim[label], len(groupings))
	for i, g := range groupings {
		claims[i].was = groupingLabels(g)
		changes[i].apply(g)
		claims[i].wants = groupingLabels(g)
		w.about("grouping", g.ID)
	}
	if err := refuseTakenGroupings(ctx, w.Client, claims); err != nil {
		return err
	}
	for some := range slices.Chunk(groupings, batchSize) {
		err := w.Grouping.MapCreateBulk(some, func(row *ent.GroupingCreate, i int) {
			g := some[i]
			row.SetID(g.ID).SetCourseID(g.CourseID).SetName(g.Name).SetIDNumber(g.IDNumber).SetDescription(g.Description).
				SetDescriptionFormat(g.DescriptionFormat).SetCustomFields(g.CustomFields)
		}).OnConflictColumns(grouping.FieldID).UpdateNewValues().Exec(ctx)
		if err != nil {
			return fmt.Errorf("changing groupings: %w", err)
		}
	}
	return nil
}

// apply makes a grouping what it is to be.
func (n *changedGrouping) apply(g *ent.Grouping) {
	g.Name, g.Description, g.DescriptionFormat = n.Name, n.Description, n.DescriptionFormat
	if n.IDNumber != nil {
		g.IDNumber = *n.IDNumber
	}
	g.CustomFields = withCustomFields(g.CustomFields, n.CustomFields)
}
