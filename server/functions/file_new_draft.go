package functions

import (
	"context"

	"gatehouse/server/call"
	"gatehouse/server/files"
)

type noParameters struct{}

// draftArea is what fileNewDraft answers.
type draftArea struct {
	Component string    `name:"component" type:"component" doc:"Component: user."`
	ContextID int       `name:"contextid" doc:"Id of the caller's user context."`
	UserID    int       `name:"userid" doc:"Id of the caller."`
	FileArea  string    `name:"filearea" type:"alpha" doc:"Area: draft."`
	ItemID    int       `name:"itemid" doc:"Id of the draft area, for uploads and for functions that take the files over."`
	Warnings  []Warning `name:"warnings" optional:"true" doc:"None."`
}

func (l *Library) fileNewDraft() *call.Function {
	return declare(l, call.Declaration{
		Name:    "core_files_get_unused_draft_itemid",
		Summary: "Gives out the id of a draft area in which nothing is kept yet.",
		Description: "The id is drawn at random, and nothing is stored: two calls hardly ever get the same one. Files of a draft area are kept " +
			"for four days. The guest has none (`noguest`).",
		Effect:   call.Write,
		Errors:   after(siteErrors, call.GuestRefused),
		Services: []string{"moodle_mobile_app"},
		Example: call.Example{
			Arguments: `{}`,
			Result:    `{"component":"user","contextid":26,"userid":3,"filearea":"draft","itemid":696660561,"warnings":[]}`,
		},
	}, l.newDraft)
}

func (l *Library) newDraft(ctx context.Context, c *call.Call, _ noParameters) (draftArea, error) {
	contextID, err := l.ownFiles(c)
	if err != nil {
		return draftArea{}, err
	}
	item, err := files.NewDraftItem(ctx, l.db(), contextID)
	return draftArea{
		Component: files.UserComponent, ContextID: contextID, UserID: c.User().ID, FileArea: files.DraftArea, ItemID: item, Warnings: []Warning{},
	}, err
}

// ownFiles is the context of the caller's own files. The guest has none.
func (l *Library) ownFiles(c *call.Call) (contextID int, err error) {
	if err := l.enterSite(c); err != nil {
		return 0, err
	}
	if c.User().Guest {
		return 0, call.Errorf(call.GuestRefused, "The guest keeps no files.")
	}
	return l.UserContext(c.User().ID), nil
}
