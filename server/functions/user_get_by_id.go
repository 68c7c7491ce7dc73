package functions

import (
	"context"
	"strconv"

	"gatehouse/server/call"
)

type userGetByIDIn struct {
	UserIDs []int `name:"userids" doc:"Ids of the users."`
}

// userGetByID is a function that Moodle had until 2.9 and that old clients still call.
func (l *Library) userGetByID() *call.Function {
	return declare(l, call.Declaration{
		Name:    "core_user_get_users_by_id",
		Summary: "Returns users by their ids.",
		Description: "Does what `core_user_get_users_by_field` does with the field `id`: call that instead. " +
			"Users come in the order of their ids, each once; whoever does not exist, has been deleted or may not be seen is left out without a word.",
		Effect:       call.Read,
		Capabilities: seeingUsers,
		Errors:       siteErrors,
		ReplacedBy:   "core_user_get_users_by_field",
		Example: call.Example{
			Arguments: `{"userids": [14]}`,
			Result: `[{"id":14,"username":"teacher","firstname":"Tëacher","lastname":"Müller","fullname":"Tëacher Müller","email":"teacher@example.com",
"department":"","firstaccess":0,"lastaccess":0,"auth":"manual","suspended":false,"confirmed":true,"lang":"en",
"theme":"","timezone":"99","mailformat":1,"trackforums":0,"city":"Perth","country":"AU",
"profileimageurlsmall":"https://school.example/theme/image.php/boost/core/1/u/f2","profileimageurl":"https://school.example/theme/image.php/boost/core/1/u/f1"}]`,
		},
	}, func(ctx context.Context, c *call.Call, in userGetByIDIn) ([]userDetails, error) {
		return l.findUsersByField(ctx, c, userGetByFieldIn{Field: "id", Values: column(in.UserIDs, strconv.Itoa)})
	})
}
