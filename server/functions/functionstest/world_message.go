package functionstest

import (
	"context"

	"gatehouse/server/store"
)

// fillMessages:
//
//	conversations 1 of wsuser and student1
//	messages      1 student1 to wsuser, not read · 2 the site to wsuser, not read · 3 wsuser to student1, read
//	contacts      wsuser has blocked dirty1
func fillMessages(ctx context.Context, tx *store.Tx) error {
	if err := tx.Conversation.Create().SetID(1).SetFirstID(3).SetSecondID(11).SetCreatedAt(Moment).Exec(ctx); err != nil {
		return err
	}
	err := tx.Message.Create().SetID(1).SetConversationID(1).SetFromID(11).SetToID(3).SetSubject("New message from Student1 Test").
		SetText("When is the exam?").SetFormat(2).SetComponent("moodle").SetEventType("instantmessage").SetCreatedAt(Moment).Exec(ctx)
	if err != nil {
		return err
	}
	err = tx.Message.Create().SetID(2).SetToID(3).SetSubject("Backup <b>done</b>").SetText("<p>All of it</p><script>1</script>").SetComponent("moodle").
		SetEventType("backup").SetContextURL("https://school.example/backup").SetContextURLName("Backups").SetCreatedAt(Moment).Exec(ctx)
	if err != nil {
		return err
	}
	err = tx.Message.Create().SetID(3).SetConversationID(1).SetFromID(3).SetToID(11).SetText("Soon").SetFormat(0).SetCreatedAt(Moment).SetReadAt(Moment).Exec(ctx)
	if err != nil {
		return err
	}
	if err := tx.Contact.Create().SetUserID(3).SetOtherID(13).SetBlocked(true).Exec(ctx); err != nil {
		return err
	}
	return tx.KeepIDs(ctx, "conversations", "messages")
}
