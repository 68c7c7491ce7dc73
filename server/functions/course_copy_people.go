package functions

import (
	"context"
	"slices"

	"gatehouse/ent"
	"gatehouse/ent/enrolment"
	"gatehouse/ent/group"
	"gatehouse/ent/grouping"
	"gatehouse/ent/groupinggroup"
	"gatehouse/ent/groupmember"
	"gatehouse/ent/roleassignment"
	"gatehouse/ent/user"
)

func (cc *courseCopy) copyGroups(ctx context.Context) error {
	rows, err := cc.w.Group.Query().Where(group.CourseID(cc.from.ID)).Order(group.ByID()).All(ctx)
	if err != nil {
		return err
	}
	cc.groups = make(map[int]int, len(rows))
	for some := range slices.Chunk(rows, batchSize) {
		made, err := cc.w.Group.MapCreateBulk(some, func(row *ent.GroupCreate, i int) {
			g := some[i]
			row.SetCourseID(cc.to.ID).SetName(g.Name).SetIDNumber(g.IDNumber).SetDescription(g.Description).SetDescriptionFormat(g.DescriptionFormat).
				SetNillableEnrolmentKey(g.EnrolmentKey).SetVisibility(g.Visibility).SetParticipation(g.Participation).SetCustomFields(g.CustomFields)
		}).Save(ctx)
		if err != nil {
			return err
		}
		for i, g := range some {
			cc.groups[g.ID] = made[i].ID
		}
	}
	return nil
}

// copyGroupings copies groupings, which groups are in them, and which one is the course's own.
func (cc *courseCopy) copyGroupings(ctx context.Context) error {
	rows, err := cc.w.Grouping.Query().Where(grouping.CourseID(cc.from.ID)).Order(grouping.ByID()).All(ctx)
	if err != nil {
		return err
	}
	cc.groupings = make(map[int]int, len(rows))
	for some := range slices.Chunk(rows, batchSize) {
		made, err := cc.w.Grouping.MapCreateBulk(some, func(row *ent.GroupingCreate, i int) {
			g := some[i]
			row.SetCourseID(cc.to.ID).SetName(g.Name).SetIDNumber(g.IDNumber).SetDescription(g.Description).
				SetDescriptionFormat(g.DescriptionFormat).SetCustomFields(g.CustomFields)
		}).Save(ctx)
		if err != nil {
			return err
		}
		for i, g := range some {
			cc.groupings[g.ID] = made[i].ID
		}
	}
	if own := cc.groupings[cc.from.DefaultGroupingID]; own != 0 {
		if err := cc.w.Course.UpdateOne(cc.to).SetDefaultGroupingID(own).Exec(ctx); err != nil {
			return err
		}
	}
	links, err := cc.w.GroupingGroup.Query().Where(groupinggroup.HasGroupingWith(grouping.CourseID(cc.from.ID))).Order(groupinggroup.ByID()).All(ctx)
	if err != nil {
		return err
	}
	for some := range slices.Chunk(links, batchSize) {
		err := cc.w.GroupingGroup.MapCreateBulk(some, func(row *ent.GroupingGroupCreate, i int) {
			row.SetGroupingID(cc.groupings[some[i].GroupingID]).SetGroupID(cc.groups[some[i].GroupID])
		}).Exec(ctx)
		if err != nil {
			return err
		}
	}
	return nil
}

// copyEnrolments enrols who is enrolled in the other course: in the same ways where these were copied, else everybody once, by hand.
func (cc *courseCopy) copyEnrolments(ctx context.Context) error {
	rows, err := cc.w.Enrolment.Query().Where(enrolment.CourseID(cc.from.ID), enrolment.HasUserWith(user.Deleted(false))).
		Order(enrolment.ByUserID(), enrolment.ByID()).All(ctx)
	if err != nil {
		return err
	}
	if !cc.what["enrolments"] {
		rows = slices.CompactFunc(rows, func(a, b *ent.Enrolment) bool { return a.UserID == b.UserID })
	}
	for some := range slices.Chunk(rows, batchSize) {
		err := cc.w.Enrolment.MapCreateBulk(some, func(row *ent.EnrolmentCreate, i int) {
			e := some[i]
			row.SetCourseID(cc.to.ID).SetUserID(e.UserID).SetSuspended(e.Suspended).SetNillableTimeStart(e.TimeStart).SetNillableTimeEnd(e.TimeEnd)
			if cc.what["enrolments"] {
				row.SetMethod(e.Method)
			}
		}).Exec(ctx)
		if err != nil {
			return err
		}
	}
	return nil
}

// copyRoles gives out the roles of the other course, as far as the caller may give them out.
func (cc *courseCopy) copyRoles(ctx context.Context) error {
	rows, err := cc.w.RoleAssignment.Query().Where(roleassignment.CourseID(cc.from.ID), roleassignment.HasUserWith(user.Deleted(false))).All(ctx)
	if err != nil {
		return err
	}
	rows = slices.DeleteFunc(rows, func(row *ent.RoleAssignment) bool { return !cc.may.may(row.RoleID, cc.to.ID) })
	return assignRoles(ctx, cc.w, column(rows, func(row *ent.RoleAssignment) assignment {
		return assignment{row.UserID, row.RoleID, cc.to.ID}
	}))
}

// copyMembers puts those who are in groups into their copies. Whatever else put them into the groups keeps no hold of the copies.
func (cc *courseCopy) copyMembers(ctx context.Context) error {
	rows, err := cc.w.GroupMember.Query().Where(groupmember.HasGroupWith(group.CourseID(cc.from.ID)), groupmember.HasUserWith(user.Deleted(false))).
		Order(groupmember.ByID()).All(ctx)
	if err != nil {
		return err
	}
	for some := range slices.Chunk(rows, batchSize) {
		err := cc.w.GroupMember.MapCreateBulk(some, func(row *ent.GroupMemberCreate, i int) {
			row.SetGroupID(cc.groups[some[i].GroupID]).SetUserID(some[i].UserID)
		}).Exec(ctx)
		if err != nil {
			return err
		}
	}
	return nil
}
