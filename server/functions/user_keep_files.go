package functions

import (
	"context"

	"gatehouse/server/call"
	"gatehouse/server/files"
)

// manageOwnFiles is what those hold who may keep private files.
const manageOwnFiles = "moodle/user:manageownfiles"

type userKeepFilesIn struct {
	DraftID int `name:"draftid" doc:"Id of the draft area."`
}

func (l *Library) userKeepFiles() *call.Function {
	return declare(l, call.Declaration{
		Name:    "core_user_add_user_private_files",
		Summary: "Moves the files of one of the caller's draft areas to the caller's private files.",
		Description: "Folders come along, and a private file of the same name in the same folder is replaced. All files are moved or none; the draft " +
			"area is empty afterwards. Needs `moodle/user:manageownfiles`. Fails with `codingerror` when the draft area holds nothing, and for the " +
			"guest, who keeps no files, with `noguest`.",
		Effect:       call.Write,
		Capabilities: []string{manageOwnFiles},
		Errors:       after(siteErrors, call.GuestRefused, call.NoPermission, call.CodingError),
		Services:     []string{"moodle_mobile_app"},
		Example:      call.Example{Arguments: `{"draftid":70}`, Result: `null`},
	}, l.keepFiles)
}

func (l *Library) keepFiles(ctx context.Context, c *call.Call, in userKeepFilesIn) (call.Void, error) {
	contextID, err := l.ownFiles(c)
	if err != nil {
		return call.Void{}, err
	}
	if err := c.Require(manageOwnFiles, 0); err != nil {
		return call.Void{}, err
	}
	return call.Void{}, l.write(ctx, c, func(ctx context.Context, w *writing) error {
		if err := files.LockOwner(ctx, w.Tx, c.User().ID); err != nil {
			return err
		}
		drafts, err := files.All(ctx, w.Client, files.Draft(contextID, in.DraftID))
		if err != nil {
			return err
		}
		if len(drafts) == 0 {
			return call.Errorf(call.CodingError, "The draft area %d holds no files.", in.DraftID).At("draftid")
		}
		w.about("user", c.User().ID)
		return files.MoveAll(ctx, w.Tx, drafts, files.Private(contextID))
	})
}
