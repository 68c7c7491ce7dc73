package trials

import (
	"context"
	"maps"

	"gatehouse/server/call"
	"gatehouse/server/docs"
)

// exampleID is the id of the request in examples.
const exampleID = "REQUEST-ID"

// Example writes the declared example of a function on the wire of a face, and shows what comes back: answer with the declared result,
// and failure when a parameter is wrong, nil for a function that has none. Nothing is run. The error says why the wire cannot say the
// example.
func (b *Bench) Example(ctx context.Context, face *docs.Face, f *call.Function) (request *docs.Message, answer, failure *Answer, err error) {
	arguments, err := call.ParseArguments(f.Example.Arguments)
	if err != nil {
		return nil, nil, nil, call.AsError(err)
	}
	tried, err := b.example(ctx, face, f, arguments)
	if err != nil {
		return nil, nil, nil, err
	}
	for _, wrong := range mistakes(f, arguments) {
		failed, err := b.example(ctx, face, f, wrong)
		if err == nil && len(failed.Outcomes) == 1 && !failed.Ready {
			return tried.Request, &tried.Answer, &failed.Answer, nil
		}
	}
	return tried.Request, &tried.Answer, nil, nil
}

func (b *Bench) example(ctx context.Context, face *docs.Face, f *call.Function, arguments map[string]any) (*Tried, error) {
	m, err := face.Write(f, arguments)
	if err != nil {
		return nil, err
	}
	return b.send(ctx, m, call.Caller{RequestID: exampleID}, &call.Trial{Until: call.ToTheExample})
}

// mistakes are the arguments with one thing wrong about them, the plainest first: a required parameter is missing, one is no value of its
// kind, or nobody knows it. Not every wire can say each.
func mistakes(f *call.Function, arguments map[string]any) (list []map[string]any) {
	for i := range f.Parameters.Fields {
		p := &f.Parameters.Fields[i]
		if p.Presence == call.Required {
			missing := maps.Clone(arguments)
			delete(missing, p.Name)
			list = append(list, missing)
		}
	}
	for i := range f.Parameters.Fields {
		wrong := maps.Clone(arguments)
		wrong[f.Parameters.Fields[i].Name] = "wrong"
		list = append(list, wrong)
	}
	if len(f.Parameters.Fields) > 0 {
		wrong := maps.Clone(arguments)
		wrong["wrong"] = "wrong"
		list = append(list, wrong)
	}
	return list
}
