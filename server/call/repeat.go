package call

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"reflect"
)

// IdempotencyKey is the header field under which a caller names a call that changes something. Made again under the same key it
// changes nothing again, and is answered as it was.
const IdempotencyKey = "Idempotency-Key"

// IdempotencyReplayed is the header field that says of an answer that it was given before.
const IdempotencyReplayed = "Idempotency-Replayed"

// maxKey is how long a key may be, in bytes.
const maxKey = 255

// Repeats keeps answers.
type Repeats interface {
	// Once runs a call unless it was answered before, and keeps its answer in the transaction of its changes. Who comes while it is
	// run waits for it. A call that fails is not kept, and nothing that it changed is. run may be run again when the database has
	// rolled it back. The error is KeyReused when the key belongs to another request.
	Once(ctx context.Context, o Once, run func(ctx context.Context) (answer []byte, err error)) (answer []byte, repeated bool, err error)
}

// Once is a call that is to be made once.
type Once struct {
	Key      [sha256.Size]byte // who calls, and the key
	Request  [sha256.Size]byte // what is called: the function and its arguments as it understands them
	Function string
}

// repeatable says under which keys a call was made that may be made again: none where nothing would be changed.
func (d *Dispatcher) repeatable(r *Request, f *Function, caller *Caller) []string {
	if f.Effect != Write || f.Several || d.Repeats == nil {
		return nil
	}
	if r.Key != nil {
		return r.Key
	}
	return caller.IdempotencyKeys
}

// once makes a call that has a key.
func (d *Dispatcher) once(ctx context.Context, c *Call, keys []string, arguments map[string]any) (Value, error) {
	if err := checkKey(keys); err != nil {
		return Value{}, err
	}
	request, err := c.fingerprint(keys[0], arguments)
	if err != nil {
		return Value{}, err
	}
	var made Value
	o := Once{Key: c.keyOf(keys[0]), Request: request, Function: c.Function.Name}
	answer, repeated, err := d.Repeats.Once(ctx, o, func(ctx context.Context) (answer []byte, err error) {
		if made, err = d.runTraced(ctx, c, arguments); err != nil {
			c.checkError(err)
			return nil, err
		}
		return json.Marshal(made.v.Interface())
	})
	if err != nil {
		return Value{}, err
	}
	if c.Request.Repeated = repeated; repeated {
		return c.Function.recall(answer)
	}
	return made, nil
}

// checkKey refuses what is no key.
func checkKey(keys []string) error {
	if len(keys) != 1 {
		return Invalid(IdempotencyKey, "is given more than once")
	}
	key := keys[0]
	ok := len(key) > 0 && len(key) <= maxKey
	for i := 0; ok && i < len(key); i++ {
		ok = key[i] > ' ' && key[i] < 0x7f
	}
	if !ok {
		return Invalid(IdempotencyKey, "is not 1 to %d visible characters of ASCII", maxKey)
	}
	return nil
}

// keyOf is a key of one caller and one place: another token's, or that of another call of the same batch, is another one.
func (c *Call) keyOf(key string) [sha256.Size]byte {
	return sha256.Sum256(fmt.Appendf(nil, "%d\n%d\n%s\n%s", c.Grant.Token.ID, c.User().ID, key, c.Request.Place))
}

// fingerprint tells requests apart. It is made of the arguments as the function reads them, so that it is the same over every
// protocol. Arguments may hold a password, so that nobody can try out what they were without the caller's secret.
func (c *Call) fingerprint(key string, arguments map[string]any) (sum [sha256.Size]byte, err error) {
	in := reflect.New(c.Function.in)
	if err := c.Function.Parameters.read(arguments, in.Elem()); err != nil {
		return sum, err
	}
	text, err := json.Marshal(in.Interface())
	if err != nil {
		return sum, err
	}
	shown := c.Request.Credential
	mac := hmac.New(sha256.New, []byte(shown.Token+"\n"+shown.Password+"\n"+key))
	mac.Write(append([]byte(c.Function.Name+"\n"), text...))
	return [sha256.Size]byte(mac.Sum(nil)), nil
}

// recall reads a result that was kept.
func (f *Function) recall(answer []byte) (Value, error) {
	out := reflect.New(f.out)
	decoder := json.NewDecoder(bytes.NewReader(answer))
	decoder.DisallowUnknownFields() // another version of this program has written it
	if err := decoder.Decode(out.Interface()); err != nil {
		return Value{}, fmt.Errorf("reading a kept answer of %s: %w", f.Name, err)
	}
	return Value{f.Result, out.Elem()}, nil
}
