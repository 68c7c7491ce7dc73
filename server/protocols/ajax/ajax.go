// Package ajax speaks Moodle's AJAX as far as a mobile client needs it to sign in: functions that are called without a login. See
// README.md for the wire.
//
// It imports call and the helpers of protocols, and no other protocol.
package ajax

import (
	"bytes"
	"net/http"

	"gatehouse/server/call"
	"gatehouse/server/protocols"
)

// Name is the protocol's name in logs. It is no setting and needs no capability, because nobody is signed in.
const Name = "ajax"

// Handler answers calls without a login.
type Handler struct{ Dispatcher *call.Dispatcher }

// Routes adds the addresses. Moodle's service.php is for browsers with a session, of which there are none here; older versions
// of its app ask there first, also for what needs no login.
func (h *Handler) Routes(handle func(pattern string, handler http.Handler)) {
	handle("/lib/ajax/service-nologin.php", http.HandlerFunc(h.serve))
	handle("/lib/ajax/service.php", http.HandlerFunc(h.serve))
}

// serve calls each function of a list by itself. One that fails does not keep the others from being called: none can depend on
// what another one has changed. (Moodle's lib/ajax/service.php, where there is no session.)
func (h *Handler) serve(w http.ResponseWriter, r *http.Request) {
	if !protocols.MoodleMethod(w, r) {
		return
	}
	protocols.MoodleHeaders(w.Header())
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	caller := call.CallerOf(r.Context())
	text, lang, err := readBody(w, r)
	if err != nil {
		w.Header().Set("Connection", "close")
		protocols.Answer(w, call.AsError(err).Code.Status(), protocols.MoodlePage(call.AsError(err), caller.RequestID))
		return
	}
	requests, err := readRequests(text)
	if err != nil {
		protocols.Answer(w, http.StatusOK, protocols.MoodlePage(call.AsError(err), caller.RequestID))
		return
	}
	ctx, cancel := protocols.WithBatchTime(r.Context())
	defer cancel()
	replies := make([]reply, len(requests))
	for i := range requests {
		var value call.Value
		if err = protocols.BatchOver(ctx); err == nil {
			value, err = h.Dispatcher.Call(ctx, requests[i].call(caller, lang))
		}
		replies[i] = reply{value, call.AsError(err)}
		if e := replies[i].failed; e != nil && e.Check == call.CheckFunctionKnown {
			protocols.Answer(w, http.StatusOK, protocols.MoodlePage(e, caller.RequestID))
			return
		}
	}
	protocols.Answer(w, http.StatusOK, func(b []byte) []byte { return appendReplies(b, replies, caller.RequestID) })
}

// readBody finds the list of requests: in the parameter args of the query, of a form, or as the body itself. lang is the
// language that the caller asks for.
func readBody(w http.ResponseWriter, r *http.Request) (text []byte, lang string, err error) {
	query, wrong := protocols.ParseForm(r.URL.RawQuery)
	lang, _ = query.Scalar("lang")
	body, err := protocols.ReadBody(w, r)
	if err != nil {
		return nil, lang, err
	}
	if args, times := query.Scalar("args"); times == 1 && wrong == nil && args != "" {
		return []byte(args), lang, nil
	}
	switch media, _ := protocols.MediaType(r); media {
	case "application/json":
		return body, lang, nil
	case "application/x-www-form-urlencoded":
		form, err := protocols.ParseForm(string(body))
		args, times := form.Scalar("args")
		if err != nil || times != 1 {
			return nil, lang, nil
		}
		return []byte(args), lang, nil
	}
	return nil, lang, nil // which is no list of requests
}

// request is one call of the list, its arguments not yet read.
type request struct {
	function  string
	arguments []byte
}

func (q *request) call(caller call.Caller, lang string) *call.Request {
	settings := call.DefaultSettings
	settings.Filter, settings.Lang = true, lang
	return &call.Request{
		ID: caller.RequestID, Protocol: Name, Function: q.function, Credential: call.Credential{Nobody: true},
		Address: caller.Address, Settings: settings, Arguments: q.read,
	}
}

func (q *request) read() (map[string]any, error) {
	if len(q.arguments) == 0 {
		return map[string]any{}, nil
	}
	return protocols.NestedArguments(q.arguments)
}

func readRequests(text []byte) ([]request, error) {
	items, err := protocols.SplitJSONList(text)
	switch {
	case err != nil:
		return nil, call.Errorf(call.CodingError, "There is no JSON list of requests. %s", err)
	case len(items) > protocols.MaxCalls:
		return nil, call.Errorf(call.CodingError, "There are %d requests, more than %d.", len(items), protocols.MaxCalls)
	}
	requests := make([]request, len(items))
	for i, item := range items {
		if err := requests[i].split(item, i); err != nil {
			return nil, err
		}
	}
	return requests, nil
}

// split takes a request apart. Answers come under its index; here that is its place in the list, as all clients count.
func (q *request) split(item []byte, at int) error {
	members, err := protocols.SplitJSONObject(item)
	if err != nil {
		return call.Errorf(call.CodingError, "Request %d is not a JSON object. %s", at, err)
	}
	for _, member := range members {
		switch string(member.Key) {
		case "index":
			if !indexed(member.Value, at) {
				return call.Errorf(call.CodingError, "The index of request %d is another one.", at)
			}
		case "methodname":
			v, _ := protocols.ParseJSON(member.Value)
			q.function, _ = v.(string)
		case "args":
			if !bytes.Equal(member.Value, []byte("null")) {
				q.arguments = member.Value
			}
		}
	}
	return nil
}

func indexed(value []byte, at int) bool {
	v, err := protocols.ParseJSON(value)
	n, whole := v.(int64)
	return err == nil && whole && n == int64(at)
}
