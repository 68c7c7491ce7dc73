package functions

import (
	"context"
	"path"
	"strings"

	"gatehouse/ent"
	"gatehouse/server/call"
	"gatehouse/server/files"
)

type fileDeleteDraftsIn struct {
	DraftItemID int         `name:"draftitemid" doc:"Id of the draft area."`
	Files       []draftFile `name:"files" doc:"What to delete."`
}

type draftFile struct {
	FilePath string `name:"filepath" type:"path" doc:"Path of the folder that the file is in, or of the folder to delete."`
	FileName string `name:"filename" type:"file" doc:"Name of the file; empty to delete the folder with all that is in it."`
}

type draftsDeleted struct {
	ParentPaths []string  `name:"parentpaths" type:"path" doc:"Paths of the folders out of which something was deleted, each once."`
	Warnings    []Warning `name:"warnings" optional:"true" doc:"None."`
}

func (l *Library) fileDeleteDrafts() *call.Function {
	return declare(l, call.Declaration{
		Name:    "core_files_delete_draft_files",
		Summary: "Deletes files and folders of one of the caller's draft areas.",
		Description: "All of it happens in one transaction. What is not there is left out in silence, and so is a draft area of somebody else: " +
			"there is no way to name one. The topmost folder itself stays. The guest has no files (`noguest`).",
		Effect:   call.Write,
		Errors:   after(siteErrors, call.GuestRefused),
		Services: []string{"moodle_mobile_app"},
		Example: call.Example{
			Arguments: `{"draftitemid":696660561,"files":[{"filepath":"/","filename":"nothing.txt"}]}`,
			Result:    `{"parentpaths":[],"warnings":[]}`,
		},
	}, l.deleteDrafts)
}

func (l *Library) deleteDrafts(ctx context.Context, c *call.Call, in fileDeleteDraftsIn) (draftsDeleted, error) {
	out := draftsDeleted{ParentPaths: []string{}, Warnings: []Warning{}}
	contextID, err := l.ownFiles(c)
	if err != nil {
		return out, err
	}
	err = l.write(ctx, c, func(ctx context.Context, w *writing) error {
		out.ParentPaths = []string{} // from a try that was rolled back
		if err := files.LockOwner(ctx, w.Tx, c.User().ID); err != nil {
			return err
		}
		there, err := files.All(ctx, w.Client, files.Draft(contextID, in.DraftItemID))
		if err != nil {
			return err
		}
		var leaving []*ent.File
		leaving, out.ParentPaths = chosenDrafts(there, in.Files)
		for _, row := range leaving {
			w.about("file", row.ID)
		}
		return files.Remove(ctx, w.Tx, leaving)
	})
	return out, err
}

// chosenDrafts are those of the files that are named, and the folders that they or the named folders are taken out of.
func chosenDrafts(there []*ent.File, named []draftFile) (chosen []*ent.File, parents []string) {
	names, folders := map[draftFile]bool{}, map[string]bool{}
	for _, one := range named {
		if one.FilePath = files.CleanPath(one.FilePath); one.FileName == "" {
			folders[one.FilePath] = true
		} else {
			names[one] = true
		}
	}
	parents = []string{}
	for _, row := range there {
		parent, gone := row.Path, names[draftFile{row.Path, row.Name}]
		for folder := row.Path; folder != ""; folder = above(folder) { // the outermost counts
			if folders[folder] {
				parent, gone = above(folder), true
			}
		}
		if gone {
			chosen = append(chosen, row)
			if parent == "" {
				parent = "/"
			}
			parents = append(parents, parent)
		}
	}
	return chosen, distinct(parents)
}

// above is the folder that a folder is in; empty for the topmost.
func above(folder string) string {
	if folder == "/" {
		return ""
	}
	return files.CleanPath(path.Dir(strings.TrimSuffix(folder, "/")))
}
