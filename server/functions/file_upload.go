package functions

import (
	"context"
	"encoding/base64"

	"gatehouse/server/call"
	"gatehouse/server/files"
)

// fileUploadIn is what fileUpload takes.
type fileUploadIn struct {
	ContextID    *int    `name:"contextid" default:"null" doc:"Id of the caller's user context, unless contextlevel and instanceid name it."`
	Component    string  `name:"component" type:"component" doc:"user."`
	FileArea     string  `name:"filearea" type:"area" doc:"draft."`
	ItemID       int     `name:"itemid" doc:"Id of the draft area; 0 for a new one."`
	FilePath     string  `name:"filepath" type:"path" doc:"Path of the folder; empty for the topmost."`
	FileName     string  `name:"filename" type:"file" doc:"Name of the file."`
	FileContent  string  `name:"filecontent" type:"text" doc:"Content of the file in base64."`
	ContextLevel *string `name:"contextlevel" type:"alpha" default:"null" doc:"user."`
	InstanceID   *int    `name:"instanceid" default:"null" doc:"Id of the caller."`
}

// fileUploadOut is what fileUpload answers.
type fileUploadOut struct {
	ContextID int    `name:"contextid" doc:"Id of the context."`
	Component string `name:"component" type:"component" doc:"Component: user."`
	FileArea  string `name:"filearea" type:"area" doc:"Area: draft."`
	ItemID    int    `name:"itemid" doc:"Id of the draft area, for further files and for functions that take them over."`
	FilePath  string `name:"filepath" type:"text" doc:"Path of the folder."`
	FileName  string `name:"filename" type:"file" doc:"Name of the file."`
	URL       string `name:"url" type:"text" doc:"Where the file opens with a token."`
}

func (l *Library) fileUpload() *call.Function {
	return declare(l, call.Declaration{
		Name:    "core_files_upload",
		Summary: "Puts a file into a draft area of the caller.",
		Description: "With the item id 0 a new draft area is made; give the id that comes back to put more files into the same one. " +
			"Files go only into the caller's own user context, component `user`, area `draft` (otherwise `cannotusefilearea`). " +
			"The content must be correct base64. A file of the same name is never replaced (`fileexist`), and the limits of the site for " +
			"one file and for all files of a user hold (`userquotalimit`).",
		Effect: call.Write,
		Errors: after(siteErrors, call.NotFound, call.FileContextUndefined, call.QuotaExceeded, call.FileExists),
		Example: call.Example{
			Arguments: `{"contextlevel":"user","instanceid":3,"component":"user","filearea":"draft","itemid":696660561,"filepath":"/","filename":"hello.txt","filecontent":"aGVsbG8gd29ybGQ="}`,
			Result: `{"contextid":26,"component":"user","filearea":"draft","itemid":696660561,"filepath":"/","filename":"hello.txt",
"url":"https://school.example/webservice/draftfile.php/26/user/draft/696660561/hello.txt"}`,
		},
	}, l.uploadFile)
}

func (l *Library) uploadFile(ctx context.Context, c *call.Call, in fileUploadIn) (fileUploadOut, error) {
	folder, err := l.draftFolder(c, in)
	if err != nil {
		return fileUploadOut{}, err
	}
	limits := files.LimitsOf(l.Store.Settings())
	if base64.StdEncoding.DecodedLen(len(in.FileContent)) > limits.File+2 { // padding counts too
		return fileUploadOut{}, call.Errorf(call.QuotaExceeded, "The file is larger than the %d bytes that are allowed.", limits.File)
	}
	data, err := base64.StdEncoding.Strict().DecodeString(in.FileContent)
	if err != nil {
		return fileUploadOut{}, call.Invalid("filecontent", "is not correct base64: %s.", err)
	}
	if folder.ItemID == 0 {
		if folder.ItemID, err = files.NewDraftItem(ctx, l.db(), folder.ContextID); err != nil {
			return fileUploadOut{}, err
		}
	}
	upload := files.Upload{Folder: folder, Name: in.FileName, UserID: c.User().ID, Author: c.User().FullName(), Bytes: files.InMemory(data)}
	err = l.write(ctx, c, func(ctx context.Context, w *writing) error {
		stored, err := files.Save(ctx, w.Tx, upload, limits)
		if err == nil {
			w.about("file", stored.ID)
		}
		return err
	})
	return fileUploadOut{
		ContextID: folder.ContextID, Component: folder.Component, FileArea: folder.Area, ItemID: folder.ItemID,
		FilePath: folder.Path, FileName: in.FileName, URL: files.Address(l.PublicURL, folder, in.FileName),
	}, err
}

// draftFolder is the folder that an upload goes to, which must be in a draft area of the caller.
func (l *Library) draftFolder(c *call.Call, in fileUploadIn) (files.Folder, error) {
	if err := l.enterSite(c); err != nil {
		return files.Folder{}, err
	}
	id := 0
	if in.ContextID != nil {
		id = *in.ContextID
	}
	where, err := placeNamed(id, in.ContextLevel, in.InstanceID)
	if err != nil {
		return files.Folder{}, err
	}
	if in.Component != files.UserComponent || in.FileArea != files.DraftArea {
		return files.Folder{}, call.Errorf(call.FileContextUndefined, "Files are uploaded to the component user, area draft, only.")
	}
	if where != (place{userLevel, c.User().ID}) || c.User().Guest {
		return files.Folder{}, call.Errorf(call.FileContextUndefined, "Files are uploaded to one's own user context only.")
	}
	return files.Folder{
		ContextID: where.contextID(), Component: in.Component, Area: in.FileArea, ItemID: max(in.ItemID, 0), Path: files.CleanPath(in.FilePath),
	}, nil
}
