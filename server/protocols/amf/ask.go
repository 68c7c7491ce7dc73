package amf

import (
	"strings"

	"gatehouse/server/call"
)

// The Flex messages that are taken.
const (
	remotingMessage = "flex.messaging.messages.RemotingMessage"
	commandMessage  = "flex.messaging.messages.CommandMessage"
)

// The operations of a CommandMessage that are taken. None does anything: who calls is told by the address.
const (
	ping       = 5
	login      = 8
	logout     = 9
	disconnect = 12
)

// ask is what one body asks for.
type ask struct {
	*body
	three    bool     // the answer is AMF3
	message  *message // nil: a plain call
	class    string   // in front of the function
	function string
	command  float64 // the operation of a CommandMessage
	values   *tree   // where the arguments are, once it was read
	argument int     // the number of their node there
}

// message is what the answer to a Flex message repeats of it.
type message struct {
	class       string
	id          string
	client      string
	destination string
}

// askOf finds out what a body asks for. A plain call says it in its target, so that its value stays unread.
func askOf(p *packet, b *body) (*ask, error) {
	a := &ask{body: b, three: p.version == 3 || b.speaks3()}
	if b.target != "" && b.target != "null" {
		a.name(b.target)
		return a, nil
	}
	a.message = &message{}
	values, err := b.value(&p.budget)
	if err != nil {
		return a, err
	}
	return a, a.read(values)
}

// name splits a name at its last dot: CLASS.FUNCTION. Any class is taken, and none.
func (a *ask) name(name string) {
	if i := strings.LastIndexByte(name, '.'); i >= 0 {
		a.class, name = name[:i], name[i+1:]
	}
	a.function = name
}

// read takes a Flex message, which stands by itself or as the one item of a list.
func (a *ask) read(values *tree) error {
	at := 0
	if root := &values.nodes[0]; root.kind == list && root.end > 1 {
		at = values.follow(1)
	}
	found := &values.nodes[at]
	if found.kind != object || found.text != remotingMessage && found.text != commandMessage {
		return call.Errorf(call.InvalidParameter, "A body without a target must hold a RemotingMessage or a CommandMessage of Flex.")
	}
	a.message = &message{
		class: found.text, id: values.memberText(at, "messageId"),
		client: values.memberText(at, "clientId"), destination: values.memberText(at, "destination"),
	}
	if found.text == commandMessage {
		return a.readCommand(values, values.member(at, "operation"))
	}
	a.name(values.memberText(at, "operation"))
	for _, member := range [...]string{"source", "destination"} {
		if a.class == "" {
			a.class = values.memberText(at, member)
		}
	}
	a.values, a.argument = values, values.member(at, "body")
	return nil
}

func (a *ask) readCommand(values *tree, at int) error {
	if at > 0 && values.nodes[at].kind == number {
		a.command = values.nodes[at].number
	}
	switch a.command {
	case ping, login, logout, disconnect:
		return nil
	}
	return call.Invalid("operation", "This command is not taken here. Expected: %d (ping), %d (login), %d (logout) or %d (disconnect).", ping, login, logout, disconnect)
}

// arguments makes the arguments of the call: a list is the arguments by their position, anything else the only one.
func (a *ask) arguments(limit *budget) ([]any, error) {
	if a.message == nil {
		var err error
		if a.values, err = a.body.value(limit); err != nil {
			return nil, err
		}
	} else if a.argument == 0 { // a message without a body
		return nil, nil
	}
	v, err := a.values.value(a.argument)
	if err != nil || v == nil {
		return nil, err
	}
	if items, ok := v.([]any); ok {
		return items, nil
	}
	return []any{v}, nil
}
