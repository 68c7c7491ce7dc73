package functions

import (
	"context"
	"fmt"
	"slices"
	"strconv"

	"gatehouse/ent"
	"gatehouse/ent/group"
	"gatehouse/server/call"
	"gatehouse/server/store"
)

type groupUpdateIn struct {
	Groups []changedGroup `name:"groups" doc:"The groups to change, each with what it is to have."`
}

// changedGroup is what a group is to have. What is left out, or null, stays as it is.
type changedGroup struct {
	ID                int              `name:"id" doc:"Id of the group."`
	Name              string           `name:"name" type:"text" doc:"Name of the group: not blank, and no other group of the course has it."`
	Description       *string          `name:"description" type:"raw" doc:"Description of the group. It is stored as given and cleaned when it is shown."`
	DescriptionFormat int              `name:"descriptionformat" default:"1" doc:"Format of the description, which counts only together with it: 0 automatic, 1 HTML, 2 plain text, 4 Markdown."`
	EnrolmentKey      *string          `name:"enrolmentkey" type:"raw" doc:"Key with which users join the group when they enrol themselves."`
	IDNumber          *string          `name:"idnumber" type:"raw" doc:"Your own identifier of the group, empty for none. No other group of the course has it."`
	Visibility        *string          `name:"visibility" type:"text" doc:"Who sees the members: 0 everybody, 1 the members, 2 each member only itself, 3 nobody."`
	Participation     *bool            `name:"participation" doc:"Whether activities may be done in this group."`
	CustomFields      []newCustomField `name:"customfields" optional:"true" doc:"Custom fields to set. Those that are not named stay."`
}

func (l *Library) groupUpdate() *call.Function {
	return declare(l, call.Declaration{
		Name:    "core_group_update_groups",
		Summary: "Changes groups.",
		Description: "Changes one or more groups; what is left out of a group stays as it is, except for the name, which is always given. " +
			"A group that does not exist or stands in the call twice is refused as `invalidparameter`, and so are a blank name, one that another " +
			"group of the course has, and a new visibility or participation for a group that has members. An id number that another group of the " +
			"course has is refused as `idnumbertaken`. Groups are changed in the order of the call, so that one may take the name that another " +
			"has given up before it. Needs `moodle/course:managegroups` in the course of every group. " +
			"All groups are changed or none.",
		Effect:       call.Write,
		Capabilities: managingGroups,
		Errors:       []call.Code{call.CourseContext, call.NoPermission, call.GroupIDNumberTaken},
		Example:      call.Example{Arguments: `{"groups": [{"id": 1, "name": "Scarlet", "idnumber": "scarlet"}]}`, Result: `null`},
	}, l.updateGroups)
}

func (l *Library) updateGroups(ctx context.Context, c *call.Call, in groupUpdateIn) (call.Void, error) {
	ids := column(in.Groups, func(g changedGroup) int { return g.ID })
	path := func(i int) string { return at("groups", i, "id") }
	found, err := groupsByID(ctx, l.db(), ids)
	if err != nil {
		return call.Void{}, err
	}
	unknown := func(i int) error { return call.Invalid(path(i), "There is no group %d.", ids[i]) }
	groups, err := inOrder(ids, found, unknown)
	if err != nil {
		return call.Void{}, err
	}
	if err := l.groupsCourses(ctx, c, column(groups, courseOfGroup), path); err != nil {
		return call.Void{}, err
	}
	if err := checkChangedGroups(in.Groups, ids, path); err != nil || len(ids) == 0 {
		return call.Void{}, err
	}
	return call.Void{}, l.write(ctx, c, func(ctx context.Context, w *writing) error {
		found, err := groupsByID(ctx, w.Client, ids, store.ForUpdate)
		if err != nil {
			return err
		}
		groups, err := inOrder(ids, found, unknown)
		if err != nil {
			return err
		}
		if err := refuseChangeWithMembers(ctx, w.Client, groups, in.Groups); err != nil {
			return err
		}
		return changeGroups(ctx, w, groups, in.Groups)
	})
}

// checkChangedGroups trims what is trimmed before it is stored, and fails at the first group that cannot be stored so.
func checkChangedGroups(groups []changedGroup, ids []int, path func(i int) string) error {
	for i := range groups {
		g := &groups[i]
		if err := (groupTexts{&g.Name, g.IDNumber, g.EnrolmentKey, g.DescriptionFormat}).check(i); err != nil {
			return err
		}
		if g.Visibility == nil {
			continue
		}
		visibility, err := strconv.Atoi(*g.Visibility)
		if err != nil || strconv.Itoa(visibility) != *g.Visibility {
			return call.Invalid(at("groups", i, "visibility"), "found %q, expected 0, 1, 2 or 3.", *g.Visibility)
		}
		if err := checkVisibility(i, visibility); err != nil {
			return err
		}
	}
	return refuseTwice(ids, path)
}

// refuseChangeWithMembers fails at the first group that has members and is to be seen, or to take part, in another way than when
// they joined it.
func refuseChangeWithMembers(ctx context.Context, db *ent.Client, groups []*ent.Group, changes []changedGroup) error {
	changed := func(i int) (key string) {
		switch visibility, participation := changes[i].Visibility, changes[i].Participation; {
		case visibility != nil && *visibility != strconv.Itoa(groups[i].Visibility):
			return "visibility"
		case participation != nil && *participation != groups[i].Participation:
			return "participation"
		}
		return ""
	}
	var ids []int
	for i, g := range groups {
		if changed(i) != "" {
			ids = append(ids, g.ID)
		}
	}
	peopled := map[int]bool{}
	for some := range slices.Chunk(distinct(ids), batchSize) {
		found, err := db.Group.Query().Where(group.IDIn(some...), group.HasMembers()).IDs(ctx)
		if err != nil {
			return err
		}
		for _, id := range found {
			peopled[id] = true
		}
	}
	for i, g := range groups {
		if key := changed(i); key != "" && peopled[g.ID] {
			return call.Invalid(at("groups", i, key), "The group %d has members: its %s cannot change any more.", g.ID, key)
		}
	}
	return nil
}

// changeGroups stores what the groups are to have. Rows are written whole, so that one statement is enough for many of them.
func changeGroups(ctx context.Context, w *writing, groups []*ent.Group, changes []changedGroup) error {
	claims := make([]claim[label], len(groups))
	for i, g := range groups {
		claims[i].was = groupLabels(g)
		changes[i].apply(g)
		claims[i].wants = groupLabels(g)
		w.about("group", g.ID)
	}
	if err := refuseTakenGroups(ctx, w.Client, claims); err != nil {
		return err
	}
	for some := range slices.Chunk(groups, batchSize) {
		err := w.Group.MapCreateBulk(some, func(row *ent.GroupCreate, i int) {
			g := some[i]
			row.SetID(g.ID).SetCourseID(g.CourseID).SetName(g.Name).SetIDNumber(g.IDNumber).SetDescription(g.Description).
				SetDescriptionFormat(g.DescriptionFormat).SetNillableEnrolmentKey(g.EnrolmentKey).SetVisibility(g.Visibility).
				SetParticipation(g.Participation).SetCustomFields(g.CustomFields)
		}).OnConflictColumns(group.FieldID).UpdateNewValues().Exec(ctx)
		if err != nil {
			return fmt.Errorf("changing groups: %w", err)
		}
	}
	return nil
}

// apply makes a group what it is to be.
func (n *changedGroup) apply(g *ent.Group) {
	g.Name = n.Name
	if n.Description != nil {
		g.Description, g.DescriptionFormat = *n.Description, n.DescriptionFormat
	}
	if n.EnrolmentKey != nil {
		g.EnrolmentKey = n.EnrolmentKey
	}
	if n.IDNumber != nil {
		g.IDNumber = *n.IDNumber
	}
	if n.Visibility != nil {
		g.Visibility, _ = strconv.Atoi(*n.Visibility) // checked before
	}
	if n.Participation != nil {
		g.Participation = *n.Participation
	}
	g.CustomFields = withCustomFields(g.CustomFields, n.CustomFields)
}
