// One application's day with the client that the server has made: day ADDRESS TOKEN < groups.json
package main

import (
	"context"
	"encoding/json"
	"errors"
	"log"
	"os"
	"strings"

	"day/webservices"
)

func main() {
	log.SetFlags(0)
	ctx := context.Background()
	client := &webservices.Client{URL: os.Args[1] + "/", Token: os.Args[2]}
	var groups []webservices.CoreGroupCreateGroupsParamsGroupsItem
	must(json.NewDecoder(os.Stdin).Decode(&groups))

	stranger := &webservices.Client{URL: os.Args[1], Token: strings.Repeat("f", 32)}
	_, err := stranger.CoreWebserviceGetSiteInfo(ctx, webservices.CoreWebserviceGetSiteInfoParams{})
	badToken := refused(err)
	without := map[string]any{"groups": []any{groups[0], map[string]any{"courseid": 20, "name": "x"}}}
	wrong := refused(client.Call(ctx, "core_group_create_groups", without, nil))

	info, err := client.CoreWebserviceGetSiteInfo(ctx, webservices.CoreWebserviceGetSiteInfoParams{})
	must(err)
	var functions []string
	for _, f := range info.Functions {
		functions = append(functions, f.Name)
	}
	params, key := webservices.CoreGroupCreateGroupsParams{Groups: groups}, webservices.Key("day")
	_, err = client.CoreGroupCreateGroups(ctx, params, key) // whose answer is lost
	must(err)
	made, err := client.CoreGroupCreateGroups(ctx, params, key)
	must(err)
	var ids []int64
	for _, g := range made {
		ids = append(ids, g.Id)
	}
	read, err := client.CoreGroupGetGroups(ctx, webservices.CoreGroupGetGroupsParams{Groupids: ids})
	must(err)
	must(client.CoreGroupDeleteGroups(ctx, webservices.CoreGroupDeleteGroupsParams{Groupids: ids[:1]}))
	left, err := client.CoreGroupGetCourseGroups(ctx, webservices.CoreGroupGetCourseGroupsParams{Courseid: 20})
	must(err)
	must(json.NewEncoder(os.Stdout).Encode(map[string]any{
		"badToken": badToken.Code, "missing": wrong.Code, "path": wrong.Path, "request": kind(wrong.RequestID),
		"username": info.Username, "functions": functions, "made": made, "read": read, "left": left,
	}))
}

func refused(err error) *webservices.Error {
	var failed *webservices.Error
	if !errors.As(err, &failed) {
		log.Fatalf("not refused: %v", err)
	}
	return failed
}

func kind(text string) string {
	if text == "" {
		return "none"
	}
	return "string"
}

func must(err error) {
	if err != nil {
		log.Fatal(err)
	}
}
