package functions

import (
	"context"

	"gatehouse/server/call"
)

type eventGetByIDIn struct {
	EventID int `name:"eventid" doc:"Id of the event."`
}

type eventGetByIDOut struct {
	Event    eventDetails `name:"event" doc:"The event."`
	Warnings []Warning    `name:"warnings" optional:"true" doc:"Always empty."`
}

// eventDetails is an event as applications show it by itself.
type eventDetails struct {
	ID                 int                `name:"id" null:"no" doc:"Id of the event."`
	Name               string             `name:"name" type:"raw" null:"no" doc:"Name of the event."`
	Description        *string            `name:"description" type:"raw" doc:"What happens."`
	DescriptionFormat  int                `name:"descriptionformat" default:"1" doc:"Format of the description: 1 HTML, unless the stored text was asked for."`
	Location           *string            `name:"location" type:"raw" doc:"Where it happens, empty for nowhere in particular."`
	CategoryID         *int               `name:"categoryid" doc:"Id of its category, for an event of one."`
	GroupID            *int               `name:"groupid" doc:"Id of its group, for an event of one."`
	UserID             *int               `name:"userid" doc:"Id of who created it."`
	RepeatID           *int               `name:"repeatid" doc:"Id of the first event of its series, when it is in one."`
	EventCount         *int               `name:"eventcount" doc:"How many events its series has, when it is in one."`
	Component          *string            `name:"component" type:"component" doc:"Never given: it belongs to no part of the site."`
	Module             *string            `name:"modulename" type:"raw" doc:"Never given: it belongs to no activity."`
	ActivityName       *string            `name:"activityname" type:"raw" doc:"Never given: it belongs to no activity."`
	ActivityText       *string            `name:"activitystr" type:"raw" doc:"Never given: it belongs to no activity."`
	Instance           *int               `name:"instance" doc:"Never given: it belongs to no activity."`
	Kind               string             `name:"eventtype" type:"raw" null:"no" doc:"Whose event it is: user, group, course, category or site."`
	Start              int                `name:"timestart" null:"no" doc:"When it begins, in seconds since 1970."`
	Duration           int                `name:"timeduration" null:"no" doc:"How many seconds it lasts."`
	Sort               int                `name:"timesort" null:"no" doc:"The moment by which it is ordered: when it begins."`
	Midnight           int                `name:"timeusermidnight" null:"no" doc:"When its day begins where you are, in seconds since 1970."`
	Visible            int                `name:"visible" null:"no" doc:"1 for visible, 0 for hidden."`
	TimeModified       int                `name:"timemodified" null:"no" doc:"When it was last changed, in seconds since 1970."`
	Overdue            *bool              `name:"overdue" doc:"Whether it is over."`
	Icon               eventIcon          `name:"icon" doc:"The picture that stands for its kind."`
	Category           *eventCategory     `name:"category" doc:"Its category, for an event of one."`
	Course             *eventCourse       `name:"course" doc:"Its course; the site's own for an event of the site."`
	Subscription       *eventSubscription `name:"subscription" doc:"Where it comes from, when that is another calendar."`
	CanEdit            bool               `name:"canedit" null:"no" doc:"Whether you may change it."`
	CanDelete          bool               `name:"candelete" null:"no" doc:"Whether you may delete it."`
	DeleteURL          string             `name:"deleteurl" type:"url" null:"no" doc:"Address at which it is deleted."`
	EditURL            string             `name:"editurl" type:"url" null:"no" doc:"Address at which it is changed."`
	ViewURL            string             `name:"viewurl" type:"url" null:"no" doc:"Address at which it is seen."`
	FormattedTime      string             `name:"formattedtime" type:"raw" null:"no" doc:"When it happens, for people, by the clock where you are."`
	FormattedLocation  string             `name:"formattedlocation" type:"raw" null:"no" doc:"Where it happens, as HTML."`
	IsAction           bool               `name:"isactionevent" null:"no" doc:"Always false: it asks nobody to do anything in an activity."`
	IsCourse           bool               `name:"iscourseevent" null:"no" doc:"Whether it is an event of a course."`
	IsCategory         bool               `name:"iscategoryevent" null:"no" doc:"Whether it is an event of a category."`
	GroupName          *string            `name:"groupname" type:"raw" doc:"Name of its group, for an event of one."`
	NormalisedKind     string             `name:"normalisedeventtype" type:"raw" null:"no" doc:"The same as eventtype."`
	NormalisedKindText string             `name:"normalisedeventtypetext" type:"raw" null:"no" doc:"Whose event it is, in words."`
	Action             *eventAction       `name:"action" doc:"Never given: it asks nobody to do anything."`
	Purpose            string             `name:"purpose" type:"raw" null:"no" doc:"Always none: it belongs to no activity."`
	Branded            *bool              `name:"branded" null:"no" doc:"Never given: it belongs to no activity."`
	URL                string             `name:"url" type:"url" null:"no" doc:"Address at which it is seen."`
}

type eventIcon struct {
	Key       string `name:"key" type:"raw" null:"no" doc:"Name of the picture."`
	Component string `name:"component" type:"raw" null:"no" doc:"Where the picture comes from: core."`
	Alt       string `name:"alttext" type:"raw" null:"no" doc:"What it shows, in words."`
	URL       string `name:"iconurl" type:"raw" null:"no" doc:"Address of the picture."`
	Class     string `name:"iconclass" type:"raw" null:"no" doc:"Always empty."`
}

type eventCategory struct {
	ID           int     `name:"id" null:"no" doc:"Id of the category."`
	Name         string  `name:"name" type:"raw" null:"no" doc:"Name of the category."`
	IDNumber     *string `name:"idnumber" type:"raw" optional:"false" doc:"Your own identifier of the category, for those who may manage it."`
	Description  *string `name:"description" type:"raw" null:"no" doc:"Description of the category."`
	Parent       int     `name:"parent" null:"no" doc:"Id of the category above, 0 for none."`
	CourseCount  int     `name:"coursecount" null:"no" doc:"How many courses it has."`
	Visible      int     `name:"visible" null:"no" doc:"1 for visible, 0 for hidden."`
	TimeModified int     `name:"timemodified" null:"no" doc:"When it was last changed, in seconds since 1970."`
	Depth        int     `name:"depth" null:"no" doc:"How deep it stands: 1 at the top."`
	NestedName   string  `name:"nestedname" type:"raw" null:"no" doc:"Its name behind the names of those above it."`
	URL          string  `name:"url" type:"url" null:"no" doc:"Address of the category."`
}

type eventCourse struct {
	ID                       int     `name:"id" null:"no" doc:"Id of the course."`
	FullName                 string  `name:"fullname" type:"raw" null:"no" doc:"Full name."`
	ShortName                string  `name:"shortname" type:"raw" null:"no" doc:"Short name."`
	IDNumber                 string  `name:"idnumber" type:"raw" null:"no" doc:"Your own identifier of the course, for those who may change it; empty for others."`
	Summary                  *string `name:"summary" type:"raw" optional:"false" doc:"Summary of the course."`
	SummaryFormat            int     `name:"summaryformat" default:"0" doc:"Format of the summary: 1 HTML, unless the stored text was asked for."`
	StartDate                int     `name:"startdate" null:"no" doc:"When the course starts, in seconds since 1970; 0 when that is not set."`
	EndDate                  int     `name:"enddate" null:"no" doc:"When the course ends, in seconds since 1970; 0 for never."`
	Visible                  bool    `name:"visible" null:"no" doc:"Whether the course is visible."`
	ShowActivityDates        *bool   `name:"showactivitydates" optional:"false" doc:"Whether the course page shows the dates of activities."`
	ShowCompletionConditions *bool   `name:"showcompletionconditions" optional:"false" doc:"Whether the course page shows what completes an activity."`
	PDFFont                  *string `name:"pdfexportfont" type:"raw" optional:"false" doc:"Always empty."`
	DisplayName              string  `name:"fullnamedisplay" type:"raw" null:"no" doc:"Name to show in lists."`
	ViewURL                  string  `name:"viewurl" type:"url" null:"no" doc:"Address of the course."`
	Image                    string  `name:"courseimage" type:"raw" null:"no" doc:"Always empty: courses have no picture."`
	Progress                 *int    `name:"progress" null:"no" doc:"Never given: completion is not tracked."`
	HasProgress              bool    `name:"hasprogress" null:"no" doc:"Always false: completion is not tracked."`
	IsFavourite              bool    `name:"isfavourite" null:"no" doc:"Always false."`
	Hidden                   bool    `name:"hidden" null:"no" doc:"Always false: nobody hides courses from his or her own lists."`
	TimeAccess               *int    `name:"timeaccess" null:"no" doc:"Never given: visits to courses are not kept."`
	ShowShortName            bool    `name:"showshortname" null:"no" doc:"Whether lists show the short name too: always false."`
	CategoryName             string  `name:"coursecategory" type:"raw" null:"no" doc:"Name of its category, empty for the site."`
}

type eventSubscription struct {
	Shows bool    `name:"displayeventsource" null:"no" doc:"Whether its source is shown."`
	Name  *string `name:"subscriptionname" type:"raw" null:"no" doc:"Name of its source."`
	URL   *string `name:"subscriptionurl" type:"url" null:"no" doc:"Address of its source."`
}

type eventAction struct {
	Name       string `name:"name" type:"raw" null:"no" doc:"What there is to do."`
	URL        string `name:"url" type:"url" null:"no" doc:"Where it is done."`
	Items      int    `name:"itemcount" null:"no" doc:"How often it is to be done."`
	Actionable bool   `name:"actionable" null:"no" doc:"Whether it can be done now."`
	ShowsItems bool   `name:"showitemcount" null:"no" doc:"Whether the number is shown."`
}

func (l *Library) eventGetByID() *call.Function {
	return declare(l, call.Declaration{
		Name:    "core_calendar_get_calendar_event_by_id",
		Summary: "Returns one event with all that an application shows of it.",
		Description: "You see your own events, those of the site, of the courses that you may enter, of your groups, and of the categories that you have a course in; " +
			"`moodle/site:accessallgroups` opens the other groups of a course, and `moodle/calendar:manageentries` those of a course, or in the site everybody's. " +
			"An event that does not exist is refused as `notfound`, one that you may not see as `nopermissions`. " +
			"The pages that the addresses lead to are Moodle's; this server has none for events.",
		Effect:       call.Read,
		Capabilities: union(seeingEvents, []string{updateCourse}),
		Errors:       []call.Code{call.MustChangePassword, call.NotFound, call.NoPermission},
		Ajax:         true,
		Services:     []string{mobileService},
		Example: call.Example{
			Arguments: `{"eventid": 3}`,
			Result: `{"event": {"id": 3, "name": "Reds only", "description": "", "descriptionformat": 1, "location": "", "groupid": 1, "userid": 14, "eventtype": "group",
				"timestart": 1700172800, "timeduration": 0, "timesort": 1700172800, "timeusermidnight": 1700092800, "visible": 1, "timemodified": 1700000000,
				"icon": {"key": "i/groupevent", "component": "core", "alttext": "Group event", "iconurl": "https://school.example/theme/image.php/boost/core/1/i/groupevent", "iconclass": ""},
				"course": {"id": 2, "fullname": "Course one", "shortname": "C1", "idnumber": "IDC1", "summary": "", "summaryformat": 1, "startdate": 0, "enddate": 0, "visible": true,
					"showactivitydates": false, "showcompletionconditions": true, "pdfexportfont": "", "fullnamedisplay": "Course one", "viewurl": "https://school.example/course/view.php?id=2",
					"courseimage": "", "hasprogress": false, "isfavourite": false, "hidden": false, "showshortname": false, "coursecategory": "Category 1"},
				"canedit": true, "candelete": true, "deleteurl": "https://school.example/calendar/delete.php?id=3&course=2",
				"editurl": "https://school.example/calendar/event.php?action=edit&id=3&course=2",
				"viewurl": "https://school.example/calendar/view.php?view=day&course=2&time=1700172800#event_3", "formattedtime": "Thursday, 16 November 2023, 10:13 PM",
				"formattedlocation": "", "isactionevent": false, "iscourseevent": false, "iscategoryevent": false, "groupname": "Red", "normalisedeventtype": "group",
				"normalisedeventtypetext": "Group event", "purpose": "none", "url": "https://school.example/calendar/view.php?view=day&course=2&time=1700172800#event_3"}, "warnings": []}`,
		},
	}, l.getEventByID)
}

func (l *Library) getEventByID(ctx context.Context, c *call.Call, in eventGetByIDIn) (eventGetByIDOut, error) {
	if err := mayAct(c); err != nil {
		return eventGetByIDOut{}, err
	}
	found, err := eventsByID(ctx, l.db(), []int{in.EventID})
	if err != nil {
		return eventGetByIDOut{}, err
	}
	e := found[in.EventID]
	if e == nil {
		return eventGetByIDOut{}, call.Errorf(call.NotFound, "There is no event %d.", in.EventID).At("eventid")
	}
	sight, err := l.eventSight(ctx, c, coursesOfEvents(found))
	if err != nil {
		return eventGetByIDOut{}, err
	}
	if !sight.sees(e) {
		return eventGetByIDOut{}, call.Errorf(call.NoPermission, "The user %s may not see the event %d.", c.User().Username, e.ID).At("eventid")
	}
	details, err := l.describeEvent(ctx, c, e, sight)
	return eventGetByIDOut{details, []Warning{}}, err
}
