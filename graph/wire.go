package graph

import (
	"context"
	"encoding/hex"
	"strings"

	"gatehouse/server/call"
	"gatehouse/server/docs"
	"gatehouse/server/trials"
)

// keyShown stands in messages where the key belongs.
const keyShown = "$WS_TOKEN"

// wires is the example of a function on each of the wires that can say it.
func (r *Resolver) wires(ctx context.Context, f *DocumentedFunction) []*WireForm {
	list := []*WireForm{}
	for _, way := range f.of.ways {
		request, answer, failure, err := r.Trials.Example(ctx, r.Trials.Faces.Find(way.Name), f.known)
		if err != nil {
			r.Log.DebugContext(ctx, "an example cannot be written down", "function", f.known.Name, "face", way.Name, "error", err)
			continue
		}
		form := &WireForm{Face: way, Request: requestMessage(request, r.PublicURL), Answer: answerMessage(answer)}
		if failure != nil {
			form.Failure = answerMessage(failure)
		}
		list = append(list, form)
	}
	return list
}

// samples is the example of a function as a program in every language, none where its wire cannot say it.
func (r *Resolver) samples(f *DocumentedFunction, face string) ([]*Sample, error) {
	way := r.Trials.Faces.Find(face)
	if way == nil {
		return nil, call.Invalid("face", "there is no face called %q", face)
	}
	list := []*Sample{}
	arguments, err := call.ParseArguments(f.known.Example.Arguments)
	if err != nil {
		return nil, err
	}
	message, err := way.Write(f.known, arguments)
	if err != nil {
		return list, nil //nolint:nilerr // a wire that cannot say an example has no sample of it
	}
	for i := range docs.Languages {
		language := &docs.Languages[i]
		list = append(list, &Sample{Language: language.Name, Code: docs.Sample(language, way, r.Descriptions.Site(), f.known, arguments, message)})
	}
	return list, nil
}

func languages() []*SampleLanguage {
	list := make([]*SampleLanguage, len(docs.Languages))
	for i, l := range docs.Languages {
		list[i] = &SampleLanguage{Name: l.Name, Title: l.Title, File: l.File, Run: l.Run, Key: l.Key, Quoted: l.Quotes()}
	}
	return list
}

func requestMessage(m *docs.Message, url string) *HTTPMessage {
	body, binary := shownBody(m.Body, m.Kind == docs.BinaryBody)
	message := &HTTPMessage{Method: orNone(m.Method), URL: orNone(url + docs.Shown(m.Path, keyShown)), Headers: []*HTTPHeader{}, Body: docs.Shown(body, keyShown), Binary: binary}
	for _, h := range m.Header {
		message.Headers = append(message.Headers, &HTTPHeader{Name: h.Name, Value: docs.Shown(h.Value, keyShown)})
	}
	return message
}

func answerMessage(a *trials.Answer) *HTTPMessage {
	body, binary := shownBody(a.Body, a.Binary)
	message := &HTTPMessage{Status: &a.Status, Headers: []*HTTPHeader{}, Body: body, Binary: binary, Cut: a.Cut}
	for _, h := range a.Header {
		message.Headers = append(message.Headers, &HTTPHeader{Name: h.Name, Value: h.Value})
	}
	return message
}

// shownBody is a body as text, or in hexadecimal digits.
func shownBody(body []byte, binary bool) (string, bool) {
	if binary {
		return hex.EncodeToString(body), true
	}
	return strings.ToValidUTF8(string(body), "\uFFFD"), false
}
