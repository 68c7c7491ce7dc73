package functions

// What Moodle can say of a module and this server never does: there is nothing of the kind here. It is described because clients read
// the shapes.

type moduleBadge struct {
	Content    *string          `name:"badgecontent" type:"text" doc:"Text of the badge."`
	Style      *string          `name:"badgestyle" type:"text" doc:"Style of the badge."`
	URL        *string          `name:"badgeurl" type:"url" doc:"Where the badge leads."`
	ElementID  *string          `name:"badgeelementid" type:"alphanumext" doc:"Id of the badge on the page."`
	Attributes []badgeAttribute `name:"badgeextraattributes" optional:"true" doc:"Further attributes of the badge."`
}

type badgeAttribute struct {
	Name  *string `name:"name" type:"text" doc:"Name of the attribute."`
	Value *string `name:"value" type:"text" doc:"Value of the attribute."`
}

type moduleCompletion struct {
	State         int              `name:"state" null:"no" doc:"0 not completed, 1 completed, 2 passed, 3 failed."`
	TimeCompleted int              `name:"timecompleted" null:"no" doc:"When it was completed, in seconds since 1970."`
	OverrideBy    *int             `name:"overrideby" optional:"false" doc:"Id of the user who decided otherwise."`
	ValueUsed     bool             `name:"valueused" null:"no" doc:"Whether something else waits for the completion."`
	HasCompletion bool             `name:"hascompletion" null:"no" doc:"Whether completion is tracked."`
	IsAutomatic   bool             `name:"isautomatic" null:"no" doc:"Whether it completes by itself."`
	IsTracked     bool             `name:"istrackeduser" null:"no" doc:"Whether the user's completion is tracked."`
	UserVisible   bool             `name:"uservisible" null:"no" doc:"Whether the user sees the module."`
	Details       []completionRule `name:"details" doc:"The rules of completion."`
	IsOverall     *bool            `name:"isoverallcomplete" null:"no" doc:"Whether all rules are fulfilled."`
}

type completionRule struct {
	Name  string              `name:"rulename" type:"raw" null:"no" doc:"Name of the rule."`
	Value completionRuleValue `name:"rulevalue" doc:"How far it is fulfilled."`
}

type completionRuleValue struct {
	Status      int    `name:"status" null:"no" doc:"1 when it is fulfilled."`
	Description string `name:"description" type:"raw" null:"no" doc:"The rule as a sentence."`
}

type moduleDate struct {
	Label      string  `name:"label" type:"text" doc:"What happens then."`
	Timestamp  int     `name:"timestamp" doc:"When, in seconds since 1970."`
	RelativeTo *int    `name:"relativeto" doc:"The moment from which it is counted."`
	DataID     *string `name:"dataid" type:"notags" doc:"Name of the date."`
}

type contentTag struct {
	ID          int     `name:"id" null:"no" doc:"Id of the tag."`
	Name        string  `name:"name" type:"tag" null:"no" doc:"The tag in small letters."`
	RawName     string  `name:"rawname" type:"raw" null:"no" doc:"The tag as it was written."`
	IsStandard  bool    `name:"isstandard" null:"no" doc:"Whether it is offered to everybody."`
	Collection  int     `name:"tagcollid" null:"no" doc:"Id of its collection."`
	Instance    int     `name:"taginstanceid" null:"no" doc:"Id of its use here."`
	Context     int     `name:"taginstancecontextid" null:"no" doc:"Id of the context of its use here."`
	ItemID      int     `name:"itemid" null:"no" doc:"Id of what it is put on."`
	Ordering    int     `name:"ordering" null:"no" doc:"Its place among others."`
	Flag        *int    `name:"flag" optional:"false" doc:"1 when somebody finds it unfitting."`
	ViewAddress *string `name:"viewurl" type:"url" doc:"Address of the tag."`
}
