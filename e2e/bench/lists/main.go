// Command lists measures how long the list pages of the admin app take to answer on a database that "gatehouse seed" has filled: each in
// its default order, with each filter that an index answers, from its middle, and the pages with figures. It starts the server on the
// database, makes an administrator by the set-up link that the server prints, and prints a line for each question:
//
//	NAME ms_min=… ms_median=… ms_max=…
//
//	lists --database sqlite:seeded.db [--server bin/gatehouse] [--rounds 9]
package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"os"
	"os/exec"
	"slices"
	"strings"
	"syscall"
	"time"
)

func main() {
	log.SetFlags(0)
	database := flag.String("database", "", "the database that was seeded")
	server := flag.String("server", "bin/gatehouse", "the server's binary")
	rounds := flag.Int("rounds", 9, "how often each question is asked")
	flag.Parse()
	if err := run(*server, *database, *rounds); err != nil {
		log.Fatal("lists: ", err)
	}
}

func run(server, database string, rounds int) error {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	address := listener.Addr().String()
	listener.Close()
	command := exec.Command(server, "serve", "--database", database, "--listen", address, "--log-level", "warn")
	command.Stderr = os.Stderr
	command.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	out, err := command.StdoutPipe()
	if err != nil {
		return err
	}
	if err := command.Start(); err != nil {
		return err
	}
	defer func() {
		_ = command.Process.Signal(syscall.SIGTERM)
		_ = command.Wait()
	}()
	c := &client{url: "http://" + address + "/graphql"}
	if err := c.setUp(out); err != nil {
		return err
	}
	for _, q := range questions() {
		if err := c.measure(q, rounds); err != nil {
			return fmt.Errorf("%s: %w", q.name, err)
		}
	}
	return nil
}

type client struct{ url, token string }

// setUp makes the administrator by the link on the server's output.
func (c *client) setUp(out io.Reader) error {
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		_, rest, found := strings.Cut(lines.Text(), "/setup/")
		if !found {
			continue
		}
		secret, _, _ := strings.Cut(rest, " ")
		go func() { _, _ = io.Copy(io.Discard, out) }()
		var answer struct{ SetUp struct{ AccessToken string } }
		err := c.ask(`mutation($i:SetUpInput!){setUp(input:$i){accessToken}}`, map[string]any{"i": map[string]any{
			"secret": secret, "username": fmt.Sprint("measuring", time.Now().UnixNano()), "email": fmt.Sprintf("m%d@example.org", time.Now().UnixNano()), "password": "a password for measuring",
		}}, &answer)
		c.token = answer.SetUp.AccessToken
		return err
	}
	return errors.New("the server prints no set-up link: does the database have an administrator with a password already?")
}

func (c *client) ask(query string, variables map[string]any, into any) error {
	body, err := json.Marshal(map[string]any{"query": query, "variables": variables})
	if err != nil {
		return err
	}
	request, err := http.NewRequest(http.MethodPost, c.url, bytes.NewReader(body))
	if err != nil {
		return err
	}
	request.Header.Set("Content-Type", "application/json")
	if c.token != "" {
		request.Header.Set("Authorization", "Bearer "+c.token)
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	var answer struct {
		Data   json.RawMessage
		Errors []struct{ Message string }
	}
	if err := json.NewDecoder(response.Body).Decode(&answer); err != nil {
		return err
	}
	if len(answer.Errors) > 0 {
		return errors.New(answer.Errors[0].Message)
	}
	return json.Unmarshal(answer.Data, into)
}

func (c *client) measure(q question, rounds int) error {
	took := make([]float64, rounds)
	for i := range took {
		began := time.Now()
		var answer any
		if err := c.ask(q.text, nil, &answer); err != nil {
			return err
		}
		took[i] = float64(time.Since(began).Microseconds()) / 1000
	}
	slices.Sort(took)
	fmt.Printf("%-34s ms_min=%.1f ms_median=%.1f ms_max=%.1f\n", q.name, took[0], took[rounds/2], took[rounds-1])
	return nil
}

type question struct{ name, text string }

// What the pages show of each row.
const (
	token   = `{nodes{id name shown state validUntil ipRestriction createdAt lastUsedAt lastUsedFrom user{id username fullName} service{id name} creator{fullName}} pageInfo{hasNextPage endCursor}}`
	user    = `{nodes{id username fullName email suspended confirmed siteAdmin roles{role{shortName name} course{shortName}}} pageInfo{hasNextPage endCursor}}`
	request = `{nodes{id at requestId protocol function result code check address durationMs user{id fullName} token{id name shown} service{id name}} pageInfo{hasNextPage endCursor}}`
	service = `{nodes{id name shortName enabled functionCount authorisedUserCount tokenCount calls} pageInfo{hasNextPage endCursor} totalCount}`
	event   = `{nodes{id at action actor subject door address changes{field before after}} pageInfo{hasNextPage endCursor}}`
)

func questions() []question {
	day := time.Now().UTC()
	at := func(days int) string { return day.AddDate(0, 0, -days).Format(time.RFC3339) }
	list := func(field, arguments, rows string) string {
		return "{" + field + "(first:50" + arguments + ")" + rows + "}"
	}
	return []question{
		{"tokens", list("tokens", "", token)},
		{"tokens, soonest end first", list("tokens", ",order:EXPIRING_FIRST", token)},
		{"tokens, last used first", list("tokens", ",order:LAST_USED", token)},
		{"tokens of a user", list("tokens", `,filter:{user:50000}`, token)},
		{"tokens of a service", list("tokens", `,filter:{service:50}`, token)},
		{"tokens by name", list("tokens", `,filter:{search:"seeded 99999"}`, token)},
		{"tokens by their end", list("tokens", `,filter:{search:"0042"}`, token)},
		{"tokens that work", list("tokens", `,filter:{state:ACTIVE}`, token)},
		{"tokens that expire soon", list("tokens", `,filter:{state:EXPIRING}`, token)},
		{"tokens that have expired", list("tokens", `,filter:{state:EXPIRED}`, token)},
		{"tokens that were revoked", list("tokens", `,filter:{state:REVOKED}`, token)},
		{"users", list("users", "", user)},
		{"users by user name", list("users", ",order:USERNAME", user)},
		{"users by last name", list("users", ",order:LAST_NAME", user)},
		{"users, suspended", list("users", `,filter:{state:SUSPENDED}`, user)},
		{"users, administrators", list("users", `,filter:{siteAdmin:true}`, user)},
		{"users of a role", list("users", `,filter:{role:1}`, user)},
		{"users, found by a word", list("users", `,filter:{search:"99.99"}`, user)},
		{"users, a word of nobody", list("users", `,filter:{search:"zzzzzz"}`, user)},
		{"services", list("services", "", service)},
		{"services, found by a word", list("services", `,filter:{search:"7"}`, service)},
		{"requests", list("requests", "", request)},
		{"requests of a key", list("requests", `,filter:{token:500000}`, request)},
		{"requests of a user", list("requests", `,filter:{user:50000}`, request)},
		{"requests of a service", list("requests", `,filter:{service:50}`, request)},
		{"requests of a function", list("requests", `,filter:{function:"core_seeded_function_7"}`, request)},
		{"requests over a protocol", list("requests", `,filter:{protocol:"xmlrpc"}`, request)},
		{"requests over one never used", list("requests", `,filter:{protocol:"mcp"}`, request)},
		{"requests refused", list("requests", `,filter:{result:REFUSED}`, request)},
		{"requests failed", list("requests", `,filter:{result:FAILED}`, request)},
		{"requests refused by a check", list("requests", `,filter:{check:"token-address"}`, request)},
		{"requests with a code", list("requests", `,filter:{code:"invalidparameter"}`, request)},
		{"requests from an address", list("requests", `,filter:{address:"10.1.7.7"}`, request)},
		{"requests by request id", list("requests", `,filter:{requestId:"seed777777"}`, request)},
		{"requests of a day", list("requests", `,filter:{from:"`+at(20)+`",to:"`+at(19)+`"}`, request)},
		{"requests with a text", list("requests", `,filter:{text:"function_7"}`, request)},
		{"requests with a text of none", list("requests", `,filter:{text:"zzzzzz"}`, request)},
		{"audit trail", list("auditEvents", "", event)},
		{"audit trail of an action", list("auditEvents", `,filter:{action:"session.open"}`, event)},
		{"figures of a day", `{figures{calls refused failed medianMs p95Ms lastCallAt expiringTokens hours{at calls refused failed}}}`},
		{"chart of a week", `{requestChart(from:"` + at(7) + `",to:"` + at(0) + `"){at calls refused failed}}`},
		{"chart of a key over a month", `{requestChart(from:"` + at(30) + `",to:"` + at(0) + `",token:7){at calls refused failed}}`},
		{"protocols", `{protocols{name on calls tokenCount tokens{name}}}`},
		{"progress", `{progress{webServicesOn service{name} caller{username} token{shown} firstCallAt}}`},
	}
}
